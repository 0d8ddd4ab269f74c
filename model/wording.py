"""The words of events, and how well some match them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from model.candidate import Candidate
from model.concepts import shown
from model.words import found, stems

K1, B = 1.2, 0.75
NAME_WEIGHT = 3
ENOUGH = 0.5
"""The share of the words asked for that an event must hold to match as well as can be."""
Scores = NDArray[np.float32]
Events = NDArray[np.integer[Any]]


def word_counts(one: Candidate) -> Counter[str]:
    """How often an event's texts hold each word, those of its name three times.

    Phrases that show a concept count beside their words.
    """
    name = " ".join((one.name, *one.keywords))
    text = f"{one.description} {one.organizer} {one.venue}"
    counts = Counter(stems(text))
    counts.update(gram for gram in found(text, shown()) if " " in gram)
    for word in (*stems(name), *(gram for gram in found(name, shown()) if " " in gram)):
        counts[word] += NAME_WEIGHT
    return counts


def count_matrix(counted: Iterable[Mapping[str, int]], terms: dict[str, int]) -> csr_array:
    """A row for each of *counted*; words that *terms* does not know are added to it."""
    columns, values, ends = array("i"), array("f"), array("q", [0])
    for one in counted:
        columns.extend(terms.setdefault(word, len(terms)) for word in one)
        values.extend(one.values())
        ends.append(len(columns))
    parts = np.array(values, np.float32), np.array(columns, np.int32), np.array(ends, np.int64)
    return csr_array(parts, shape=(len(ends) - 1, len(terms)))


@dataclass(frozen=True)
class Wording:
    """The words of some events, a row for each.

    Attributes:
        terms: the column of each word or phrase.
        counts: how often each event holds each, shape (events, terms).
        postings: the same, term by term.
    """

    terms: Mapping[str, int]
    counts: csr_array
    postings: csc_array

    @classmethod
    def of(cls, counted: Iterable[Mapping[str, int]]) -> Wording:
        """From each event's `word_counts`."""
        terms: dict[str, int] = {}
        counts = count_matrix(counted, terms)
        return cls(terms, counts, counts.tocsc())

    def match(self, words: Iterable[str], events: Events) -> Scores:
        """How well each of *events* matches *words*, 0 to 1 which the best of all has.

        BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), as a share of the best, or of
        half of what an event could have that is made of all those words that any holds.

        Args:
            events: their rows; shape (n,), as that of the answer.
        """
        total = np.zeros(self.counts.shape[0], np.float32)
        most = 0.0
        for word in sorted(set(words)):
            rows, tf = self._postings(word)
            idf = np.log1p((len(total) - len(rows) + 0.5) / (len(rows) + 0.5))
            total[rows] += idf * tf * (K1 + 1) / (tf + self._norm[rows])
            most += idf * (K1 + 1) if len(rows) else 0.0
        best = max(total.max(initial=0.0), ENOUGH * most)
        return total[events] / best if best > 0 else total[events]

    def density(self, terms: Iterable[str], events: Events) -> Scores:
        """How much of the text of each of *events* any of *terms* is, 0 to 1; shape (n,).

        What BM25 gives a word that is as often there as all of them, without its rarity.
        """
        tf = np.zeros(self.counts.shape[0], np.float32)
        for term in terms:
            rows, counts = self._postings(term)
            tf[rows] += counts
        tf = tf[events]
        return np.asarray(tf / (tf + self._norm[events]), np.float32)

    def _postings(self, term: str) -> tuple[NDArray[np.int32], Scores]:
        """The events that hold *term*, and how often."""
        column = self.terms.get(term)
        if column is None:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        span = slice(*self.postings.indptr[column : column + 2])
        return self.postings.indices[span], self.postings.data[span]

    @cached_property
    def _norm(self) -> Scores:
        """Of each event's length; that of one of mean length is `K1`."""
        length = np.asarray(self.counts.sum(axis=1), np.float32).ravel()
        mean = length.mean() if len(length) and length.any() else 1.0
        return np.asarray(K1 * (1 - B + B * length / mean), np.float32)
