"""What a couple has not just saved or been to: less of the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.columns import Ids, digest
from model.index import Index

SAME_VENUE, SAME_SOURCE, SAME_KIND, SAME_INTERESTS = 0.3, 0.2, 0.3, 0.2
"""What each repeats; all together are as much a repetition as the event itself."""
NO_VENUE = digest("")


def novelty(index: Index, ids: Ids, known: Ids) -> NDArray[np.float64]:
    """1 for what shares nothing with *known*, 0 for another date of the same.

    Args:
        known: a row of each event that the couple has saved or been to.
    """
    repeated = np.zeros(len(ids))
    for row in known:
        np.maximum(repeated, _likeness(index, ids, int(row)), out=repeated)
    return 1.0 - repeated


def _likeness(index: Index, ids: Ids, row: int) -> NDArray[np.float64]:
    """How much each of *ids* repeats *row*, 0 to 1."""
    found = np.zeros(len(ids))
    for name, share in (("source", SAME_SOURCE), ("kind", SAME_KIND)):
        found += share * (index[name][ids] == index[name][row])
    venue = index["venue"][row]
    if venue != NO_VENUE:
        found += SAME_VENUE * (index["venue"][ids] == venue)
    labels, its = index["interests"][ids], index["interests"][row]
    both, either = np.bitwise_count(labels & its), np.bitwise_count(labels | its)
    found += SAME_INTERESTS * both / np.maximum(either, 1)
    same = (index["event"][ids] == index["event"][row]) | (
        index["series"][ids] == index["series"][row]
    )
    return np.where(same, 1.0, found)
