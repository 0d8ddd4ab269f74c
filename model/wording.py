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


class Counting:
    """The word counts of events, gathered one event after another.

    Attributes:
        terms: the column of each word; those that are new are added to it.
    """

    def __init__(self, terms: dict[str, int]) -> None:
        self.terms = terms
        self._columns, self._values, self._ends = array("i"), array("f"), array("q", [0])

    def add(self, counted: Mapping[str, int]) -> int:
        """Take the `word_counts` of one more event; the row that it has."""
        terms = self.terms
        self._columns.extend(terms.setdefault(word, len(terms)) for word in counted)
        self._values.extend(counted.values())
        self._ends.append(len(self._columns))
        return len(self._ends) - 2

    def matrix(self) -> csr_array:
        """A row for each event, a column for each word."""
        columns, ends = np.array(self._columns, np.int32), np.array(self._ends, np.int64)
        parts = np.array(self._values, np.float32), columns, ends
        return csr_array(parts, shape=(len(ends) - 1, len(self.terms)))


@dataclass(frozen=True)
class Wording:
    """The words of some events, a row for each.

    Attributes:
        terms: the column of each word or phrase.
        counts: how often each event holds each, shape (events, terms).
        postings: the same, term by term.
        lengths: how many words each event holds.
    """

    terms: Mapping[str, int]
    counts: csr_array
    postings: csc_array
    lengths: Scores

    @classmethod
    def of(cls, counted: Iterable[Mapping[str, int]]) -> Wording:
        """From each event's `word_counts`."""
        counting = Counting({})
        for one in counted:
            counting.add(one)
        return cls.counted(counting.terms, counting.matrix())

    @classmethod
    def counted(cls, terms: Mapping[str, int], counts: csr_array) -> Wording:
        """From what was counted."""
        lengths = np.asarray(counts.sum(axis=1), np.float32).ravel()
        return cls(terms, counts, counts.tocsc(), lengths)

    def best_match(self, words: Iterable[str]) -> np.floating[Any]:
        """What the event that matches *words* best has; half of what one made of them would.

        The sum for each event by BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), of
        those words that any holds.
        """
        total = np.zeros(len(self.lengths), np.float32)
        most = np.float64(0.0)
        for word in sorted(set(words)):
            span = slice(*self.span_of(word))
            rows, tf = self.postings.indices[span], self.postings.data[span]
            idf = self.rarity(len(rows))
            total[rows] += idf * tf * (K1 + 1) / (tf + self.norm[rows])
            most += idf * (K1 + 1) if len(rows) else 0.0
        return max(np.float32(total.max(initial=0.0)), ENOUGH * most)

    def rarity(self, holders: int) -> np.float64:
        """What a word counts that so many events hold."""
        return np.float64(np.log1p((len(self.lengths) - holders + 0.5) / (holders + 0.5)))

    def span_of(self, term: str) -> tuple[int, int]:
        """Where the postings of *term* begin and end, rows ascending."""
        column = self.terms.get(term)
        if column is None:
            return 0, 0
        return int(self.postings.indptr[column]), int(self.postings.indptr[column + 1])

    @cached_property
    def norm(self) -> Scores:
        """Of each event's length; that of one of mean length is `K1`."""
        length = self.lengths
        mean = length.mean() if len(length) and length.any() else 1.0
        return np.asarray(K1 * (1 - B + B * length / mean), np.float32)
