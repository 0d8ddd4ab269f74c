"""How the rows of an index stand: neighbours together, and what each shares with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.columns import OWN, Flag, Ids


@dataclass(frozen=True, slots=True)
class Labels:
    """Which labels are met together; a number in the column `labels` is a place in these.

    Attributes:
        kind, interests, traditions: as in the columns, each of shape (combinations,).
    """

    kind: NDArray[np.int8]
    interests: NDArray[np.int32]
    traditions: NDArray[np.int16]

    def at(self, places: NDArray[np.integer[Any]]) -> Labels:
        """Some of them."""
        return Labels(self.kind[places], self.interests[places], self.traditions[places])


@dataclass(frozen=True, slots=True)
class Arranged:
    """The columns of an index, and where each row and event stands in it.

    Attributes:
        order: which of the given rows each row is.
        columns, labels, events, rows, ends: as an index has them.
        texts: the event number of each row of the wording.
    """

    order: Ids
    columns: dict[str, NDArray[Any]]
    labels: Labels
    events: Sequence[str]
    rows: NDArray[np.int32]
    ends: NDArray[np.int32]
    texts: Ids


def arrange(columns: Mapping[str, NDArray[Any]], events: Sequence[str]) -> Arranged:
    """The rows as an index keeps them.

    Args:
        columns: those of `OWN`, in any order of the rows; `MINGLED` is not looked at.
        events: the id of each row's event.
    """
    ids = sorted(set(events))
    numbers = {event: number for number, event in enumerate(ids)}
    given = np.array([numbers[one] for one in events], np.int32)
    order = np.lexsort((given, columns["start"], columns["key"]))
    placed = {name: columns[name][order] for name in OWN}
    event = given[order]
    rows = np.argsort(event, kind="stable").astype(np.int32)
    ends = np.searchsorted(event[rows], np.arange(len(ids) + 1, dtype=event.dtype))
    texts = np.argsort(rows[ends[:-1]])
    text = np.empty(len(ids), np.int32)
    text[texts] = np.arange(len(ids))
    labels, met = _met_together(placed)
    placed["flags"] = placed["flags"] & ~int(Flag.MINGLED) | _mingled(event, placed["series"])
    placed |= {"event": event, "text": text[event], "labels": met}
    return Arranged(order, placed, labels, ids, rows, ends.astype(np.int32), texts)


def _met_together(columns: Mapping[str, NDArray[Any]]) -> tuple[Labels, NDArray[np.int32]]:
    """Every combination of labels, and that of each row."""
    kind, interests, traditions = (columns[name] for name in ("kind", "interests", "traditions"))
    code = (interests.astype(np.int64) << 24) + (traditions.astype(np.int64) << 8) + kind
    _, firsts, met = np.unique(code, return_index=True, return_inverse=True)
    return Labels(kind[firsts], interests[firsts], traditions[firsts]), met.astype(np.int32)


def _mingled(event: NDArray[np.int32], series: NDArray[np.int64]) -> NDArray[np.int16]:
    """The flag of each row whose series has an event that is of another series too."""
    order = np.lexsort((series, event))
    theirs, its = event[order], series[order]
    splits = (theirs[1:] == theirs[:-1]) & (its[1:] != its[:-1])
    torn = np.concatenate([its[1:][splits], its[:-1][splits]])
    return np.where(np.isin(series, torn), int(Flag.MINGLED), 0).astype(np.int16)
