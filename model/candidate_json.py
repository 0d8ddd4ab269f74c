"""A candidate as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from model.candidate import Candidate
from model.event import AttendanceMode, EventStatus
from model.facets import Facet
from model.labels import Audience, Interest, Kind, Setting

MEMBERS: Mapping[type[StrEnum], Callable[[str], Any]] = {
    one: {str(member): member for member in one}.__getitem__
    for one in (AttendanceMode, EventStatus, Audience, Kind, Interest, Setting)
}
"""The member of an enumeration by its value, which a table finds faster than the class."""
START = b'"start_date": "'
READERS: Mapping[str, Callable[[Any], Any]] = {
    "start_date": datetime.fromisoformat,
    "end_date": datetime.fromisoformat,
    "checked": datetime.fromisoformat,
    "deadline": date.fromisoformat,
    "attendance": MEMBERS[AttendanceMode],
    "status": MEMBERS[EventStatus],
    "audience": MEMBERS[Audience],
    "kind": MEMBERS[Kind],
    "interests": lambda names: tuple(map(MEMBERS[Interest], names)),
    "setting": MEMBERS[Setting],
    "keywords": tuple,
    "label_reasons": tuple,
    "facets": lambda rows: tuple(Facet(**row) for row in rows),
    "also": lambda pairs: tuple(map(tuple, pairs)),
}


def to_json(one: Candidate) -> bytes:
    """One line, without its end; times keep their offset, and lose their zone's name."""
    return json.dumps(asdict(one), ensure_ascii=False, default=_iso).encode()


def _iso(day_or_time: date) -> str:
    return day_or_time.isoformat()


def from_json(line: bytes, **changes: Any) -> Candidate:
    """What `to_json` wrote, but for *changes*."""
    fields = json.loads(line)
    for name, read in READERS.items():
        if fields[name] is not None:
            fields[name] = read(fields[name])
    return Candidate(**{**fields, **changes})


def start_in(line: bytes) -> datetime:
    """The start in what `to_json` wrote; no text in it holds that key, since it escapes quotes."""
    begin = line.index(START) + len(START)
    return datetime.fromisoformat(line[begin : line.index(b'"', begin)].decode())
