"""More like one event: what a search finds, the likest first."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from model.columns import Ids
from model.considered import consider
from model.feedback import hidden, numbers_of
from model.index import Index
from model.outing import Outing
from model.ranking import Card, cards_of
from model.selection import one_per_event
from model.taste import Reader
from model.wording import Wording

SAME_KIND, SAME_INTERESTS, SAME_WORDS = 0.25, 0.35, 0.4
LEAST = 0.3
"""How alike two events must be at least to be called so: of the same kind alone is too little."""


def more_like(
    index: Index,
    event: str,
    outing: Outing,
    now: datetime,
    k: int = 6,
    reader: Reader | None = None,
) -> list[Card]:
    """What is most like *event* among all that fits *outing*; neither itself nor of its series.

    Args:
        event: the id of one in the index, whether it fits the outing or not; none is like one
            that the index does not know.
        now: aware.
        k: how many cards at most.
    """
    for number in numbers_of(index, {event}):
        seen = consider(index, outing, now, reader)
        scored = seen.scored(np.arange(len(seen.ids)))
        best = one_per_event(index, scored.found.ids, scored.scores)
        row = int(index.rows_of(number)[0])
        ids = scored.found.ids[best]
        others = ~np.isin(index["event"][ids], [number, *numbers_of(index, hidden(outing))])
        others &= index["series"][ids] != index["series"][row]
        alike = likeness_to(index, row, ids) * others
        order = np.argsort(-alike, kind="stable")[:k]
        return cards_of(seen, scored, best[order[alike[order] >= LEAST]])
    return []


def likeness_to(index: Index, row: int, ids: Ids) -> NDArray[np.float64]:
    """How alike each of *ids* is to *row* by kind, interests and words, 0 to 1."""
    kind = index["kind"][ids] == index["kind"][row]
    theirs, ours = index["interests"][ids], index["interests"][row]
    shared = np.bitwise_count(theirs & ours)
    most = np.sqrt(np.bitwise_count(theirs) * float(np.bitwise_count(ours)))
    words = _same_words(index.wording, int(index["text"][row]), index["text"][ids])
    same = shared / np.maximum(most, 1.0)
    return np.asarray(SAME_KIND * kind + SAME_INTERESTS * same + SAME_WORDS * words)


def _same_words(wording: Wording, event: int, events: NDArray[np.integer]) -> NDArray[np.float64]:
    """The cosine of tf-idf of *event* and each of *events*."""
    total = wording.counts.shape[0]
    idf = np.log1p(total / (1 + np.diff(wording.postings.indptr)))
    ours, theirs = (wording.counts[rows] * idf for rows in ([event], events))
    length = np.sqrt(np.asarray(theirs.multiply(theirs).sum(axis=1)).ravel())
    length *= np.sqrt(float(ours.multiply(ours).sum()))
    length[length == 0] = 1.0
    return np.asarray((theirs @ ours.T).toarray().ravel() / length)
