"""An index built from rows, of which those that have not changed are taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from model.candidate import Candidate
from model.candidate_json import to_json
from model.index import COLUMNS, Index, columns_of, digest, facts, in_order
from model.wording import Wording, count_matrix, word_counts
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


@dataclass(slots=True)
class _Taken:
    """What has been gathered of the rows so far, in their order.

    Attributes:
        old: the row of the index before, or -1.
        texts: of each event met, the digest of its texts and, if they are new, its candidate.
    """

    old: list[int] = field(default_factory=list)
    facts: list[tuple[Any, ...]] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    texts: dict[str, tuple[int, Candidate | None]] = field(default_factory=dict)


def build(rows: Iterable[Row], made_from: dict[str, Any], before: Stored | None = None) -> Stored:
    """The index of *rows*.

    Args:
        made_from: tells the catalogue that the rows are of.
        before: the index as it was; rows and texts that it knows are not made again.
    """
    given = list(rows)
    before = before if before and len(before.index) else None
    taken = _take(given, before)
    events = sorted(taken.texts)
    numbers = {event: number for number, event in enumerate(events)}
    columns = _columns(taken, before)
    columns["event"] = np.array([numbers[one] for one in taken.events], COLUMNS["event"])
    columns["checked"] = np.array([row.checked for row in given], COLUMNS["checked"])
    order = in_order(columns)
    columns = {name: columns[name][order] for name in COLUMNS}
    cards = Cards.of([taken.lines[i] for i in order], columns["checked"])
    texts = np.array([taken.texts[event][0] for event in events], np.int64)
    wording = _wording([taken.texts[event] for event in events], before)
    digests = np.array([row.digest for row in given], np.int64)[order]
    return Stored(
        Index(columns, events, wording, cards, cards.when), cards, digests, texts, made_from
    )


def _take(rows: list[Row], before: Stored | None) -> _Taken:
    taken = _Taken()
    known = {} if before is None else _places(before.digests)
    old_events = [] if before is None else before.index["event"].tolist()
    for row in rows:
        old = known.get(row.digest, -1)
        taken.old.append(old)
        if before is None or old < 0:
            one = replace(row.make(), checked=None)
            taken.facts.append(facts(one))
            taken.lines.append(to_json(one))
            taken.events.append(one.event)
            texts = (one.name, one.description, one.organizer, one.venue, one.keywords)
            taken.texts.setdefault(one.event, (digest(texts), one))
        else:
            event = before.index.events[old_events[old]]
            taken.lines.append(before.cards.line(old))
            taken.events.append(event)
            taken.texts.setdefault(event, (int(before.texts[old_events[old]]), None))
    return taken


def _columns(taken: _Taken, before: Stored | None) -> dict[str, NDArray[Any]]:
    """All columns but `event`, those of known rows as they were."""
    new = columns_of(taken.facts)
    old = np.array(taken.old, np.int64)
    if before is None or not len(old):
        return new
    is_new = old < 0
    columns = {name: before.index[name][np.maximum(old, 0)] for name in new}
    for name, column in columns.items():
        column[is_new] = new[name]
    return columns


def _wording(texts: list[tuple[int, Candidate | None]], before: Stored | None) -> Wording:
    """The words of each of *texts*, counted only where they are not known."""
    known = {} if before is None else _places(before.texts)
    fresh = [one for told, one in texts if told not in known and one is not None]
    if before is None or len(fresh) == len(texts):
        return Wording.of(map(word_counts, fresh))
    terms = dict(before.index.wording.terms)
    new = count_matrix(map(word_counts, fresh), terms)
    old = before.index.wording.counts
    both = vstack([_wider(old, len(terms)), new], format="csr")
    fresh_rows = iter(range(old.shape[0], both.shape[0]))
    rows = [known[told] if told in known else next(fresh_rows) for told, _ in texts]
    counts = both[rows]
    return Wording(terms, counts, counts.tocsc())


def _places(digests: NDArray[np.int64]) -> dict[int, int]:
    return {digest: place for place, digest in enumerate(digests.tolist())}


def _wider(matrix: csr_array, columns: int) -> csr_array:
    return csr_array((matrix.data, matrix.indices, matrix.indptr), (matrix.shape[0], columns))
