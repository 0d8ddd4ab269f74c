"""Which events a host should be asked about: unsure ones, each unlike those asked before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import entr
from sklearn.feature_extraction.text import TfidfVectorizer

POOL = 300
WORD = r"\w+"
SURE = 0.6
UNSURE_COUPLES = (0.2, 0.8)
Floats = NDArray[np.float64]


def uncertainty(p: Floats) -> Floats:
    """How little is known of each event: entropy of its audience, and of "for couples or not".

    The second counts on its own because couples are rare and matter most.

    Args:
        p: shape (n, 2), p_couples and p_couple_friendly; NaN for what was not read, of which
            every audience counts as equally likely.

    Returns:
        Bits, shape (n,), from 0 to about 2.6.
    """
    p = np.nan_to_num(p, nan=1 / 3)
    three = np.column_stack([p, np.clip(1 - p.sum(axis=1), 0, 1)])
    couples = np.column_stack([p[:, 0], 1 - p[:, 0]])
    bits: Floats = (entr(three).sum(axis=1) + entr(couples).sum(axis=1)) / np.log(2)
    return bits


def is_unsure(p: Floats) -> NDArray[np.bool_]:
    """Whether each event's audience is a guess; shape (n,).

    It is one where no audience reaches 0.6, where p_couples is between 0.2 and 0.8, and where
    nothing was read.

    >>> is_unsure(np.array([(0.02, 0.95), (0.3, 0.65), (0.1, 0.45), (np.nan, np.nan)])).tolist()
    [False, True, True, True]
    """
    best = np.maximum(p.max(axis=1), 1 - p.sum(axis=1))
    low, high = UNSURE_COUPLES
    between = (p[:, 0] > low) & (p[:, 0] < high)
    unsure: NDArray[np.bool_] = ~(best >= SURE) | between
    return unsure


def ask(texts: Sequence[str], bits: Floats, limit: int) -> list[int]:
    """The events to ask about, by number, the most useful first.

    Each next one has the highest product of uncertainty and unlikeness to those chosen (one
    less the cosine of their TF-IDF).

    Args:
        texts: of each event.
        bits: its uncertainty, shape (n,).
        limit: how many at most.
    """
    pool = np.argsort(-bits, kind="stable")[:POOL]
    if not len(pool):
        return []
    vectors = TfidfVectorizer(sublinear_tf=True, token_pattern=WORD).fit_transform(
        [texts[i] or "-" for i in pool]
    )
    useful = bits[pool].copy()
    chosen: list[int] = []
    while len(chosen) < min(limit, len(pool)):
        best = int(np.argmax(useful))
        chosen.append(int(pool[best]))
        likeness = (vectors @ vectors[best].T).toarray().ravel()
        useful *= np.clip(1 - likeness, 0, 1)
        useful[best] = -1.0
    return chosen
