"""Why a linear model says so: the announcement's own words that weighed most."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from model.labels import Announcement

MAX_REASONS = 5
SHORTLIST = 16
NAMED = ("phrases", "topics")
"""Blocks whose features are names; the words that they were found by stand elsewhere."""
UNREADABLE = "letters"
"""The block of parts of words, which say nothing to a reader."""
NUMBER = re.compile(r"\b0\b|moneyamount")


def reasons(
    announcement: Announcement,
    x: Any,
    weights: NDArray[Any],
    names: NDArray[Any],
    found: Mapping[str, str],
) -> tuple[str, ...]:
    """The words of *announcement* that weighed most, at most five, as they stand in it.

    Args:
        x: one sparse row, shape (1, n_features).
        weights: shape (n_features,); positive ones speak for what is explained.
        names: shape (n_features,), each "block__feature".
        found: the words that phrases and topics were found by.
    """
    parts = x.data * weights[x.indices]
    order = np.argsort(-parts, kind="stable")[:SHORTLIST]
    candidates = (str(names[x.indices[at]]) for at in order if parts[at] > 0)
    return _own_words(announcement, _words(candidates, found))


def _words(features: Iterable[str], found: Mapping[str, str]) -> Iterable[str]:
    for feature in features:
        block, _, name = feature.partition("__")
        word = found.get(name, "") if block in NAMED else name
        if block != UNREADABLE and word not in ENGLISH_STOP_WORDS and not NUMBER.search(word):
            yield word


def _own_words(announcement: Announcement, words: Iterable[str]) -> tuple[str, ...]:
    """Those of *words* that stand in the announcement, as written there, none within another."""
    text = "\n".join(asdict(announcement).values())
    plain = fold(text)
    chosen: list[str] = []
    for word in words:
        pattern = r"\W+".join(re.findall(r"\w+", fold(word)))
        match = re.search(rf"\b{pattern}\b", plain) if pattern else None
        if not match or any(fold(match[0]) in fold(other) for other in chosen):
            continue
        chosen.append(" ".join(text[match.start() : match.end()].split()))
        if len(chosen) == MAX_REASONS:
            break
    return tuple(chosen)


def fold(text: str) -> str:
    """*text* in lower case without accents, each character where it was."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFKD", one)[0]).lower()[0] for one in text)
