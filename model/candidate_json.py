"""A candidate as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
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
FIELDS = tuple(field.name for field in fields(Candidate))
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
    told = {name: getattr(one, name) for name in FIELDS}
    return json.dumps(told, ensure_ascii=False, default=_plain).encode()


def _plain(part: date | Facet) -> Any:
    return asdict(part) if isinstance(part, Facet) else part.isoformat()


def from_json(line: bytes, **changes: Any) -> Candidate:
    """What `to_json` wrote, but for *changes*."""
    told = json.loads(line)
    for name, read in READERS.items():
        if told[name] is not None:
            told[name] = read(told[name])
    return Candidate(**{**told, **changes})


def start_in(line: bytes) -> datetime:
    """The start in what `to_json` wrote; no text in it holds that key, since it escapes quotes."""
    begin = line.index(START) + len(START)
    return datetime.fromisoformat(line[begin : line.index(b'"', begin)].decode())
