"""A list whose neighbours differ: maximal marginal relevance (Carbonell and Goldstein 1998)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from model.columns import Ids
from model.index import Index

CONSIDERED = 100
"""How many of the best are put in order; the rest follow as they are."""
SAMENESS = 0.03
"""What a card loses that is just like one above it."""
SAME_SOURCE, SAME_VENUE, SAME_KIND, SAME_INTERESTS, SAME_WORDS = 0.25, 0.2, 0.15, 0.15, 0.25


def diversify(index: Index, ids: Ids, scores: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """The places of the first *k* rows, each the best once it has lost what it repeats.

    Args:
        ids: rows of the index, best first, one for each event.
        scores: of each of *ids*.
    """
    pool = ids[:CONSIDERED]
    alike = likeness(index, pool)
    left = scores[:CONSIDERED].copy()
    repeated = np.zeros(len(pool))
    chosen: list[int] = []
    for _ in range(min(k, len(pool))):
        best = int(np.argmax(left - SAMENESS * repeated))
        chosen.append(best)
        left[best] = -np.inf
        np.maximum(repeated, alike[best], out=repeated)
    return np.array([*chosen, *range(len(pool), min(k, len(ids)))], np.int64)


def likeness(index: Index, ids: Ids) -> NDArray[np.float64]:
    """How alike each two rows are, 0 to 1, by who, where, what and in which words."""
    found = np.zeros((len(ids), len(ids)))
    for name, share in (("source", SAME_SOURCE), ("venue", SAME_VENUE), ("kind", SAME_KIND)):
        column = index[name][ids]
        found += share * (column[:, None] == column[None, :])
    labels = index["interests"][ids]
    either = np.bitwise_count(labels[:, None] | labels[None, :])
    both = np.bitwise_count(labels[:, None] & labels[None, :])
    found += SAME_INTERESTS * both / np.maximum(either, 1)
    return found + SAME_WORDS * _same_words(index.wording.counts[index["text"][ids]])


def _same_words(counts: csr_array) -> NDArray[np.float64]:
    """The cosine of each two rows."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(rows, counts.data**2, counts.shape[0]))
    length[length == 0] = 1.0
    words, columns = np.unique(counts.indices, return_inverse=True)
    parts = counts.data / length[rows], columns, counts.indptr
    unit = csr_array(parts, (counts.shape[0], len(words)))
    return np.asarray((unit @ unit.T).toarray())
