"""A candidate as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from model.candidate import Candidate
from model.event import AttendanceMode, EventStatus
from model.facets import Facet
from model.labels import Audience, Interest, Kind, Setting

READERS: Mapping[str, Callable[[Any], Any]] = {
    "start_date": datetime.fromisoformat,
    "end_date": datetime.fromisoformat,
    "checked": datetime.fromisoformat,
    "deadline": date.fromisoformat,
    "attendance": AttendanceMode,
    "status": EventStatus,
    "audience": Audience,
    "kind": Kind,
    "interests": lambda names: tuple(map(Interest, names)),
    "setting": Setting,
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


def from_json(line: bytes) -> Candidate:
    """What `to_json` wrote."""
    fields = json.loads(line)
    for name, read in READERS.items():
        if fields[name] is not None:
            fields[name] = read(fields[name])
    return Candidate(**fields)
