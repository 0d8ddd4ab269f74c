"""What the ranking looks at of each time of each event, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

Ids = NDArray[np.int64]
LONG = timedelta(days=14)
KINDS, INTERESTS, TRADITIONS = tuple(Kind), tuple(Interest), tuple(Tradition)
CELLS_PER_DEGREE = 4
CELLS_AROUND = 360 * CELLS_PER_DEGREE
NOWHERE = 180 * CELLS_PER_DEGREE * CELLS_AROUND + CELLS_AROUND
"""The cell of what has no known place; it comes after those of the globe."""
ONLINE = NOWHERE + 1
EARLIEST, SECONDS = -(2**36), 2**39
"""The first second that a key can tell, before the year 1, and how many from there on."""


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
    MINGLED = 8192


COLUMNS: Mapping[str, type] = {
    "key": np.int64,
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
    "text": np.int32,
    "labels": np.int32,
}
"""Each column's type.

`key` is `key_of` the cell and the start; rows are sorted by it.  `start`, `until` and
`checked` are POSIX seconds; one may come until before `until`.  Days are
ordinals and hours those of the event's own clock.  `interests` has a bit for each `Interest` in
order, `traditions` one for each `Tradition`.  `language` is `language_code` of the tag.
`series` (of one name from one source), `source` and `venue` are digests of their names;
`event` is the place of the event's id among all ids, sorted; `text` that of its first row among
the first rows of all events, so that the words of neighbours stand together.  `labels` is the
place of the row's kind, interests and traditions among all that are met together.  What is
unknown is NaN.  Only the flag `MINGLED` tells of other rows: the row is of a series that shares
an event with another series.
"""
OWN = tuple(name for name in COLUMNS if name not in ("event", "text", "labels"))
"""The columns that a row has by itself, whatever the others are."""


def columns_of(rows: Iterable[tuple[Any, ...]]) -> dict[str, NDArray[Any]]:
    """The columns `OWN` of some candidates' `facts`, in their order."""
    values = list(zip(*rows, strict=True)) or [()] * len(OWN)
    return {name: np.array(column, COLUMNS[name]) for name, column in zip(OWN, values, strict=True)}


def facts(one: Candidate) -> tuple[Any, ...]:
    """What the columns `OWN` hold of *one*."""
    start = one.start_date
    last = one.end_date or start
    return (
        key_of(_cell(one), start.timestamp()),
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


def ranges(firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> Ids:
    """The numbers from each of *firsts* on, so many as its size, one range after the other.

    >>> ranges(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    before = np.cumsum(sizes) - sizes
    return np.asarray(np.arange(sizes.sum()) + np.repeat(firsts - before, sizes))


def digest(of: object) -> int:
    """A number of 63 bits that tells a value from others, in every process."""
    return int.from_bytes(blake2b(repr(of).encode(), digest_size=8).digest(), "big") >> 1


def cell_of(latitude: Any, longitude: Any) -> Any:
    """The number of the quarter-degree cell of a place; cells of one latitude follow each other."""
    row = np.floor((np.asarray(latitude) + 90) * CELLS_PER_DEGREE).astype(np.int64)
    column = np.floor((np.asarray(longitude) + 180) * CELLS_PER_DEGREE).astype(np.int64)
    return row * CELLS_AROUND + column % CELLS_AROUND


def key_of(cell: Any, start: Any) -> Any:
    """By what rows are sorted: the cell, then the second of the start."""
    second = np.clip(np.floor(np.asarray(start) - EARLIEST), 0, SECONDS - 1).astype(np.int64)
    return np.asarray(cell, np.int64) * SECONDS + second


def _cell(one: Candidate) -> int:
    if one.is_online:
        return ONLINE
    if one.latitude is None or one.longitude is None:
        return NOWHERE
    return int(cell_of(one.latitude, one.longitude))


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
