"""How much each partner would like each row, by labels, words and what they mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.columns import INTERESTS, KINDS
from model.filters import Survivors
from model.index import Index
from model.index_order import Labels
from model.questions import bits, tradition_bits
from model.taste import Taste

NEUTRAL, NO_MATCH = 0.5, 0.1
WORDS, CONCEPTS, INTERESTS_MEANT, KIND_MEANT = 0.30, 0.35, 0.20, 0.15
"""What each way of reading a partner's words counts; together 1."""
OTHER_TRADITION = 0.6
UNWANTED, UNWANTED_LABEL = 0.8, 0.7


def interest(index: Index, found: Survivors, taste: Taste) -> NDArray[np.float64]:
    """How much one partner would like each, 0 to 1.

    0.5 when the partner has said nothing; else 0.1 when nothing matches, 0.8 for the first
    chosen interest, more for each further one; what was written counts by its words (0.30), by
    the concepts (0.35), the interest (0.20) and the kind of event (0.15) that it seems to mean.
    All of it is less where the event shows what was said not to be wanted.
    """
    met = index["labels"][found.ids]
    return np.asarray(_wanted(index.labels, met, taste) * _bearable(index.labels, met, taste))


def _wanted(labels: Labels, met: NDArray[np.int32], taste: Taste) -> NDArray[np.float64]:
    if not taste:
        return np.full(len(met), NEUTRAL)
    hits = np.bitwise_count(labels.interests & bits(taste.partner.interests))
    by_label = np.where(hits, 1.0 - 0.2 / np.maximum(hits, 1), NO_MATCH)[met]
    if taste.words is None or taste.concepts is None:
        return np.asarray(by_label)
    kinds = np.array([taste.kinds.get(kind, 0.0) for kind in KINDS])
    meant = (
        WORDS * taste.words
        + CONCEPTS * taste.concepts
        + (INTERESTS_MEANT * _likeliest(labels.interests, taste))[met]
        + (KIND_MEANT * kinds[labels.kind])[met]
    )
    if taste.traditions:
        meant *= _own_tradition(labels.traditions, taste)[met]
    return np.asarray(np.maximum(by_label, NO_MATCH + (1 - NO_MATCH) * meant))


def _likeliest(interests: NDArray[np.int32], taste: Taste) -> NDArray[np.float64]:
    """How likely the partner meant one of each row's interests."""
    best = np.zeros(len(interests))
    for bit, one in enumerate(INTERESTS):
        likely = taste.interests.get(one, 0.0)
        np.maximum(best, likely * (interests >> bit & 1), out=best)
    return best


def _own_tradition(traditions: NDArray[np.int16], taste: Taste) -> NDArray[np.float64]:
    """What names a tradition, and none that the partner named, is less what was meant."""
    other = (traditions != 0) & (traditions & tradition_bits(taste.traditions) == 0)
    return np.where(other, OTHER_TRADITION, 1.0)


def _bearable(labels: Labels, met: NDArray[np.int32], taste: Taste) -> NDArray[np.float64]:
    """1 where nothing speaks against it, less where an event shows what was said not to be."""
    if taste.unwanted is None:
        return np.ones(len(met))
    shown = taste.unwanted.astype(float)
    for unwanted in map(bits, taste.unwanted_interests):
        is_so = (labels.interests & unwanted == unwanted)[met]
        shown = np.where(is_so, np.maximum(shown, UNWANTED_LABEL), shown)
    return np.asarray(1.0 - UNWANTED * shown)
