"""An index built from rows, of which those that have not changed are taken over."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from model.candidate import Candidate
from model.candidate_json import to_json
from model.columns import COLUMNS, OWN, columns_of, digest, facts
from model.index import Index
from model.index_order import arrange
from model.wording import Counting, Wording, word_counts
from pipeline.index_files import Cards, Stored


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of an index is made from.

    Attributes:
        digest: tells it from what says otherwise, but for `checked`.
        checked: POSIX seconds; NaN when unknown.
        make: makes its candidate.
    """

    digest: int
    checked: float
    make: Callable[[], Candidate]


def build(rows: Iterable[Row], made_from: dict[str, Any], before: Stored | None = None) -> Stored:
    """The index of *rows*, which are let go of one by one.

    Args:
        made_from: tells the catalogue that the rows are of.
        before: the index as it was; rows and texts that it knows are not made again.
    """
    taken = _Taken(before if before and len(before.index) else None)
    for row in rows:
        taken.add(row)
    arranged = arrange(taken.columns(), taken.events)
    cards = Cards.of([taken.lines[i] for i in arranged.order], arranged.columns["checked"])
    texts = [taken.texts[arranged.events[event]] for event in arranged.texts]
    index = Index(
        arranged.columns,
        arranged.labels,
        arranged.events,
        arranged.rows,
        arranged.ends,
        taken.wording([row for _, row in texts]),
        cards,
        cards.when,
    )
    return Stored(
        index,
        cards,
        np.array(taken.digests, np.int64)[arranged.order],
        np.array([told for told, _ in texts], np.int64),
        made_from,
    )


class _Taken:
    """What has been gathered of the rows so far, in their order.

    Attributes:
        digests: of each row.
        lines: the JSON of each row.
        events: the id of each row's event.
        texts: of each event met, the digest of its texts and the row of their words, those of
            the index before being the first.
    """

    def __init__(self, before: Stored | None) -> None:
        self.digests = array("q")
        self.lines: list[bytes] = []
        self.events: list[str] = []
        self.texts: dict[str, tuple[int, int]] = {}
        self._before = before
        self._old, self._checked = array("q"), array("d")
        self._facts: list[tuple[Any, ...]] = []
        self._rows = {} if before is None else _places(before.digests)
        self._texts = {} if before is None else _places(before.texts)
        self._text_of = [] if before is None else before.index["text"].tolist()
        self._event_of = [] if before is None else before.index["event"].tolist()
        self._counting = Counting({} if before is None else dict(before.index.wording.terms))

    def add(self, row: Row) -> None:
        """Take one more row, as it was where it is known."""
        old = self._rows.get(row.digest, -1)
        self.digests.append(row.digest)
        self._checked.append(row.checked)
        self._old.append(old)
        if self._before is None or old < 0:
            self._add_new(replace(row.make(), checked=None))
        else:
            text = self._text_of[old]
            self.lines.append(self._before.cards.line(old))
            self.events.append(self._before.index.events[self._event_of[old]])
            self.texts.setdefault(self.events[-1], (int(self._before.texts[text]), text))

    def _add_new(self, one: Candidate) -> None:
        self._facts.append(facts(one))
        self.lines.append(to_json(one))
        self.events.append(one.event)
        if one.event not in self.texts:
            told = digest((one.name, one.description, one.organizer, one.venue, one.keywords))
            row = self._texts.get(told)
            if row is None:
                row = len(self._texts) + self._counting.add(word_counts(one))
            self.texts[one.event] = told, row

    def columns(self) -> dict[str, NDArray[Any]]:
        """The columns `OWN` of all rows, those of known rows as they were."""
        columns = columns_of(self._facts)
        old = np.array(self._old, np.int64)
        if self._before is not None and len(old):
            new, is_new = columns, old < 0
            columns = {name: self._before.index[name][np.maximum(old, 0)] for name in OWN}
            for name, column in columns.items():
                column[is_new] = new[name]
        columns["checked"] = np.array(self._checked, COLUMNS["checked"])
        return columns

    def wording(self, rows: list[int]) -> Wording:
        """The words of each event, *rows* telling where they were counted."""
        counts = self._counting.matrix()
        if self._before is not None:
            old = self._before.index.wording.counts
            counts = vstack([_wider(old, counts.shape[1]), counts], format="csr")
        return Wording.counted(self._counting.terms, counts[rows])


def _places(digests: NDArray[np.int64]) -> dict[int, int]:
    return {digest: place for place, digest in enumerate(digests.tolist())}


def _wider(matrix: csr_array, columns: int) -> csr_array:
    return csr_array((matrix.data, matrix.indices, matrix.indptr), (matrix.shape[0], columns))
