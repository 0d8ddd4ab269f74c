"""How well the events of a few places match some words, wherever else those words stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.columns import ranges
from model.wording import K1, Events, Scores, Wording

APART = 4_000
"""Events in question that stand further apart are looked up by themselves."""


class Excerpt:
    """Some rows of a wording.

    Neighbours stand together in a wording: of each word only the postings are read that lie
    between the first and the last of some neighbours.

    Args:
        events: rows of *wording*, in any order; shape (n,), as that of each answer.
    """

    def __init__(self, wording: Wording, events: Events) -> None:
        self.wording = wording
        self.events = events
        within = np.sort(events)
        breaks = np.flatnonzero(np.diff(within) > APART)
        firsts = within[np.concatenate([[0], breaks + 1])] if len(within) else within
        lasts = within[np.concatenate([breaks, [-1]])] if len(within) else within
        sizes = lasts.astype(np.int64) + 1 - firsts
        self._size = int(sizes.sum())
        self._skipped = firsts - np.concatenate([[0], np.cumsum(sizes)])[:-1]
        """By how much less a row's number is here, for each group of neighbours."""
        self._bounds = np.stack([firsts, lasts + 1], axis=1).ravel().astype(np.int32)
        group = np.searchsorted(firsts, events, "right") - 1
        self._places = events - self._skipped[group]

    def match(self, words: Iterable[str], best: np.floating[Any]) -> Scores:
        """How well each event matches *words*, 0 to 1.

        Args:
            best: `Wording.best_match` of the same words, which counts as 1.
        """
        total = np.zeros(self._size, np.float32)
        norm = np.zeros(self._size, np.float32)
        norm[self._places] = self._norm
        for word in sorted(set(words)):
            first, last = self.wording.span_of(word)
            places, tf = self._postings([word])
            rarity = self.wording.rarity(last - first)
            total[places] += rarity * tf * (K1 + 1) / (tf + norm[places])
        found = total[self._places]
        return np.asarray(found / best if best > 0 else found)

    def density(self, terms: Iterable[str]) -> Scores:
        """How much of the text of each event any of *terms* is, 0 to 1.

        What BM25 gives a word that is as often there as all of them, without its rarity.
        """
        places, counts = self._postings(terms)
        tf = np.bincount(places, counts, self._size).astype(np.float32)[self._places]
        return np.asarray(tf / (tf + self._norm), np.float32)

    @cached_property
    def _norm(self) -> Scores:
        return self.wording.norm[self.events]

    def _postings(self, terms: Iterable[str]) -> tuple[NDArray[np.int64], Scores]:
        """Where among the neighbours any of *terms* stands, and how often."""
        postings = self.wording.postings
        spans = [self._within(*self.wording.span_of(term)) for term in terms]
        ends = np.array(spans, np.int64).reshape(len(spans), len(self._skipped), 2)
        sizes = ends[:, :, 1] - ends[:, :, 0]
        skipped = np.broadcast_to(self._skipped, sizes.shape)
        at = ranges(ends[:, :, 0].ravel(), sizes.ravel())
        places = postings.indices[at] - np.repeat(skipped.ravel(), sizes.ravel())
        return places, postings.data[at]

    def _within(self, first: int, last: int) -> NDArray[np.int64]:
        """Where in a term's postings each group of neighbours begins and ends."""
        rows: NDArray[np.int32] = self.wording.postings.indices[first:last]
        return first + rows.searchsorted(self._bounds)
