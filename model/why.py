"""Why a linear model says so: the announcement's own words that weighed most."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from model.labels import Announcement

MAX_REASONS = 5
SHORTLIST = 16
MAX_CHARACTERS = 4000
NAMED = ("phrases", "topics")
"""Blocks whose features are names; the words that they were found by stand elsewhere."""
UNREADABLE = "letters"
"""The block of parts of words, which say nothing to a reader."""
NUMBER = re.compile(r"\b0\b|moneyamount")


def reasons(
    announcement: Announcement,
    x: NDArray[Any],
    indices: NDArray[Any],
    weights: NDArray[Any],
    names: NDArray[Any],
    found: Mapping[str, str],
) -> tuple[str, ...]:
    """The words of *announcement* that weighed most, at most five, as they stand in it.

    Args:
        x, indices: values and columns of its features that are not zero, shape (nnz,).
        weights: shape (n_features,); positive ones speak for what is explained.
        names: shape (n_features,), each "block__feature".
        found: the words that phrases and topics were found by.
    """
    parts = x * weights[indices]
    order = np.argsort(-parts, kind="stable")[:SHORTLIST]
    candidates = (str(names[indices[at]]) for at in order if parts[at] > 0)
    return _own_words(announcement, _words(candidates, found))


def _words(features: Iterable[str], found: Mapping[str, str]) -> Iterable[str]:
    for feature in features:
        block, _, name = feature.partition("__")
        word = found.get(name, "") if block in NAMED else name
        if block != UNREADABLE and word not in ENGLISH_STOP_WORDS and not NUMBER.search(word):
            yield word


def _own_words(announcement: Announcement, words: Iterable[str]) -> tuple[str, ...]:
    """Those of *words* that stand in the announcement, as written there, none within another."""
    one = announcement
    text = f"{one.title}\n{one.description}\n{one.price_text}\n{one.audience_text}\n"
    text = f"{text}{one.organizer}\n{one.venue}"[:MAX_CHARACTERS]
    plain = fold(text)
    chosen: list[str] = []
    for word in words:
        found = _position(fold(word), plain)
        if found is None or any(fold(word) in fold(other) for other in chosen):
            continue
        chosen.append(" ".join(text[slice(*found)].split()))
        if len(chosen) == MAX_REASONS:
            break
    return tuple(chosen)


def _position(word: str, text: str) -> tuple[int, int] | None:
    """Where *word* first stands in *text* by itself; between its parts there may be anything."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return start, end
        start = text.find(word, end)
    match = re.search(r"\W+".join(map(re.escape, word.split())), text) if " " in word else None
    return match.span() if match else None


class Folding(dict[int, str]):
    """Each character in lower case and without its accent, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKD", chr(code))[0].lower()[0]
        return self[code]


FOLDING = Folding()


def fold(text: str) -> str:
    """*text* in lower case without accents, each character where it was."""
    return text.lower() if text.isascii() else text.translate(FOLDING)
