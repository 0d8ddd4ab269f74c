"""What is on, as columns: one row for each time of each event, nearby rows together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.candidate import Candidate
from model.columns import Ids, columns_of, facts
from model.index_order import Labels, arrange
from model.wording import Wording, word_counts


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that the ranking looks at.

    Attributes:
        columns: as in `COLUMNS`, each of shape (rows,), sorted by key, start and event.
        labels: the combinations of labels.
        events: the id of each event number, sorted.
        rows: those of each event number, one event after the other.
        ends: where each event's end in `rows`, after a leading 0.
        wording: the words of each event, by `text`.
        card: gives all that is known of a row.
        when: gives its start alone.
    """

    columns: Mapping[str, NDArray[Any]]
    labels: Labels
    events: Sequence[str]
    rows: NDArray[np.int32]
    ends: NDArray[np.int32]
    wording: Wording
    card: Callable[[int], Candidate]
    when: Callable[[int], datetime]

    def __len__(self) -> int:
        return len(self.columns["event"])

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    def rows_of(self, event: int) -> Ids:
        """The rows of the event of this number, in the order of the index."""
        return self.rows[self.ends[event] : self.ends[event + 1]].astype(np.int64)

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> Index:
        """Of some candidates, kept in memory."""
        given = list(candidates)
        arranged = arrange(columns_of(map(facts, given)), [one.event for one in given])
        rows = [given[i] for i in arranged.order]
        first = {one.event: one for one in reversed(given)}
        return cls(
            arranged.columns,
            arranged.labels,
            arranged.events,
            arranged.rows,
            arranged.ends,
            Wording.of(word_counts(first[arranged.events[event]]) for event in arranged.texts),
            rows.__getitem__,
            lambda row: rows[row].start_date,
        )
