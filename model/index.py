"""What is on, as columns: one row for each time of each event, nearby rows together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.candidate import Candidate
from model.labels import Audience, Interest, Kind, Setting
from model.language import language_code
from model.tradition import Tradition, traditions_of
from model.wording import Wording, word_counts

Ids = NDArray[np.int64]
LONG = timedelta(days=14)
KINDS, INTERESTS, TRADITIONS = tuple(Kind), tuple(Interest), tuple(Tradition)
CELLS_PER_DEGREE = 4
CELLS_AROUND = 360 * CELLS_PER_DEGREE
NOWHERE = np.iinfo(np.int32).max
"""The cell of what is online, or has no known place."""


class Flag(IntFlag):
    """Facts of a row that are either so or not."""

    NOT_FOR_COUPLES = 1
    OFF = 2
    LONG = 4
    ONLINE = 8
    FAITH = 16
    OVERNIGHT = 32
    ALL_DAY = 64
    AGGREGATOR = 128
    CHILDCARE = 256
    STEP_FREE = 512
    SIGNED = 1024
    SHARING = 2048
    CRISIS = 4096


COLUMNS: Mapping[str, type] = {
    "cell": np.int32,
    "latitude": np.float64,
    "longitude": np.float64,
    "precision_km": np.float32,
    "start": np.float64,
    "until": np.float64,
    "first_day": np.int32,
    "last_day": np.int32,
    "hour": np.int8,
    "flags": np.int16,
    "price": np.float32,
    "kind": np.int8,
    "interests": np.int32,
    "language": np.int16,
    "traditions": np.int16,
    "couple_fit": np.float32,
    "checked": np.float64,
    "series": np.int64,
    "source": np.int64,
    "venue": np.int64,
    "event": np.int32,
}
"""Each column's type.

`start`, `until` and `checked` are POSIX seconds; one may come until before `until`.  Days are
ordinals and hours those of the event's own clock.  `interests` has a bit for each `Interest` in
order, `traditions` one for each `Tradition`.  `language` is `language_code` of the tag.
`series` (of one name from one source), `source` and `venue` are digests of their names;
`event` is the place of the event's id among all ids, sorted.  What is unknown is NaN.
"""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that the ranking looks at.

    Attributes:
        columns: as in `COLUMNS`, each of shape (rows,), sorted by cell, start and event.
        events: the id of each event number, sorted.
        wording: the words of each event number.
        card: gives all that is known of a row.
        when: gives its start alone.
    """

    columns: Mapping[str, NDArray[Any]]
    events: Sequence[str]
    wording: Wording
    card: Callable[[int], Candidate]
    when: Callable[[int], datetime]

    def __len__(self) -> int:
        return len(self.columns["event"])

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> Index:
        """Of some candidates, kept in memory."""
        given = list(candidates)
        events = sorted({one.event for one in given})
        numbers = {event: number for number, event in enumerate(events)}
        columns = columns_of(facts(one) for one in given)
        columns["event"] = np.array([numbers[one.event] for one in given], COLUMNS["event"])
        order = in_order(columns)
        first = {one.event: one for one in reversed(given)}
        rows = [given[i] for i in order]
        return cls(
            {name: column[order] for name, column in columns.items()},
            events,
            Wording.of(word_counts(first[event]) for event in events),
            rows.__getitem__,
            lambda row: rows[row].start_date,
        )


def in_order(columns: Mapping[str, NDArray[Any]]) -> Ids:
    """The rows of *columns* as an index keeps them: by cell, start and event."""
    return np.lexsort((columns["event"], columns["start"], columns["cell"]))


def columns_of(rows: Iterable[tuple[Any, ...]]) -> dict[str, NDArray[Any]]:
    """The columns of some candidates' `facts`, in their order; all but `event`."""
    names = [name for name in COLUMNS if name != "event"]
    values = list(zip(*rows, strict=True)) or [()] * len(names)
    return {
        name: np.array(column, COLUMNS[name]) for name, column in zip(names, values, strict=True)
    }


def facts(one: Candidate) -> tuple[Any, ...]:
    """What the columns hold of *one*, but for the number of its event."""
    placed = not one.is_online and one.latitude is not None and one.longitude is not None
    start = one.start_date
    last = one.end_date or start
    return (
        int(cell_of(one.latitude, one.longitude)) if placed else NOWHERE,
        np.nan if one.latitude is None else one.latitude,
        np.nan if one.longitude is None else one.longitude,
        one.precision_km or 0.0,
        start.timestamp(),
        _until(one).timestamp(),
        start.date().toordinal(),
        last.date().toordinal(),
        start.hour,
        _flags(one),
        np.nan if one.price_for_two is None else one.price_for_two,
        KINDS.index(one.kind),
        sum(1 << INTERESTS.index(interest) for interest in one.interests),
        language_code(one.language),
        sum(1 << TRADITIONS.index(each) for each in traditions_of(one)),
        min(1.0, one.p_couples + one.p_couple_friendly / 2),
        one.checked.timestamp() if one.checked else np.nan,
        digest((one.name.casefold(), one.source)),
        digest(one.source),
        digest(one.venue.casefold()),
    )


def digest(of: object) -> int:
    """A number of 63 bits that tells a value from others, in every process."""
    return int.from_bytes(blake2b(repr(of).encode(), digest_size=8).digest(), "big") >> 1


def cell_of(latitude: Any, longitude: Any) -> Any:
    """The number of the quarter-degree cell of a place; cells of one latitude follow each other."""
    row = np.floor((np.asarray(latitude) + 90) * CELLS_PER_DEGREE).astype(np.int32)
    return row * CELLS_AROUND + np.floor((np.asarray(longitude) + 180) * CELLS_PER_DEGREE).astype(
        np.int32
    )


def _until(one: Candidate) -> datetime:
    """What has begun is too late, unless it runs for days."""
    start, end = one.start_date, one.end_date
    if one.all_day or (end is not None and end - start > timedelta(days=1)):
        return end or start + timedelta(days=1)
    return start + timedelta(seconds=1)


def _flags(one: Candidate) -> int:
    """What runs for weeks is a notice or an exhibition, not an outing on a day."""
    end = one.end_date
    facts = {
        Flag.NOT_FOR_COUPLES: one.audience is Audience.OTHER,
        Flag.OFF: one.is_off,
        Flag.LONG: end is not None and end - one.start_date > LONG,
        Flag.ONLINE: one.is_online,
        Flag.FAITH: one.setting is Setting.FAITH,
        Flag.OVERNIGHT: one.nights > 0,
        Flag.ALL_DAY: one.all_day,
        Flag.AGGREGATOR: one.source_kind == "aggregator",
        Flag.CHILDCARE: one.says("childcare") is True,
        Flag.STEP_FREE: one.says("wheelchair_accessible") is True,
        Flag.SIGNED: one.says("sign_language") is True,
        Flag.SHARING: one.says("group_sharing") is True,
        Flag.CRISIS: one.says("level") == "crisis",
    }
    return int(sum(flag for flag, is_so in facts.items() if is_so))
