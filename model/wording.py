"""The words of events, and how well some match them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from model.candidate import Candidate
from model.concepts import shown
from model.words import found, stems

K1, B = 1.2, 0.75
NAME_WEIGHT = 3
Scores = NDArray[np.float32]


def word_counts(one: Candidate) -> Counter[str]:
    """How often an event's texts hold each word, those of its name three times.

    Phrases that show a concept count beside their words.
    """
    name = " ".join((one.name, *one.keywords))
    text = f"{one.description} {one.organizer}"
    counts = Counter(stems(text))
    counts.update(gram for gram in found(text, shown()) if " " in gram)
    for word in (*stems(name), *(gram for gram in found(name, shown()) if " " in gram)):
        counts[word] += NAME_WEIGHT
    return counts


class Wording:
    """The words of some events, a row for each.

    Args:
        terms: the column of each word or phrase.
        counts: how often each event holds each, shape (events, terms).
    """

    def __init__(self, terms: Mapping[str, int], counts: csr_array) -> None:
        self.terms = terms
        self.counts = counts

    @classmethod
    def of(cls, counted: Sequence[Mapping[str, int]]) -> Wording:
        """From each event's `word_counts`."""
        terms: dict[str, int] = {}
        columns = [terms.setdefault(word, len(terms)) for one in counted for word in one]
        values = [count for one in counted for count in one.values()]
        ends = np.cumsum([0, *(len(one) for one in counted)])
        shape = (len(counted), len(terms))
        return cls(terms, csr_array((np.array(values, np.float32), columns, ends), shape=shape))

    def match(self, words: Iterable[str]) -> Scores:
        """How well each event matches *words*, 0 to 1 which the best one has; shape (events,).

        BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), as a share of the best.
        """
        total = np.zeros(self.counts.shape[0], np.float32)
        for word in sorted(set(words)):
            rows, tf = self._postings(word)
            idf = np.log1p((len(total) - len(rows) + 0.5) / (len(rows) + 0.5))
            total[rows] += idf * tf * (K1 + 1) / (tf + self._norm[rows])
        best = total.max(initial=0.0)
        return total / best if best > 0 else total

    def density(self, terms: Iterable[str]) -> Scores:
        """How much of each event's text any of *terms* is, 0 to 1; shape (events,).

        What BM25 gives a word that is as often there as all of them, without its rarity.
        """
        tf = np.zeros(self.counts.shape[0], np.float32)
        for term in terms:
            rows, counts = self._postings(term)
            tf[rows] += counts
        return np.asarray(tf / (tf + self._norm), np.float32)

    def _postings(self, term: str) -> tuple[NDArray[np.int32], Scores]:
        """The events that hold *term*, and how often."""
        column = self.terms.get(term)
        if column is None:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        span = slice(*self._columns.indptr[column : column + 2])
        return self._columns.indices[span], self._columns.data[span]

    @cached_property
    def _columns(self) -> csr_array:
        return self.counts.tocsc()

    @cached_property
    def _norm(self) -> Scores:
        """Of each event's length; that of one of mean length is `K1`."""
        length = np.asarray(self.counts.sum(axis=1), np.float32).ravel()
        mean = length.mean() if len(length) and length.any() else 1.0
        return np.asarray(K1 * (1 - B + B * length / mean), np.float32)
