"""Listings as JSON: what the catalogue keeps of every announcement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any

from model.event import (
    AttendanceMode,
    Event,
    EventStatus,
    Listing,
    Occurrence,
    Offer,
    Per,
    Place,
)

READERS: Mapping[str, Any] = {
    "start_date": datetime.fromisoformat,
    "end_date": datetime.fromisoformat,
    "stated_start_date": datetime.fromisoformat,
    "door_time": datetime.fromisoformat,
    "event_status": EventStatus,
    "event_attendance_mode": AttendanceMode,
    "per": Per,
    "valid_through": date.fromisoformat,
    "keywords": tuple,
    "field_confidence": lambda value: tuple((name, sure) for name, sure in value),
    "event": lambda value: _record(Event, value),
    "location": lambda value: _record(Place, value),
    "offers": lambda value: tuple(_record(Offer, item) for item in value),
    "occurrences": lambda value: tuple(_record(Occurrence, item) for item in value),
}


def to_json(listing: Listing) -> str:
    """*listing* without its raw payload; fields that say nothing are left out."""
    return json.dumps(_plain(listing, skip="raw"), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, raw: str = "") -> Listing:
    """The listing that `to_json` wrote, with its raw payload put back."""
    listing: Listing = _record(Listing, {**json.loads(text), "raw": raw})
    return listing


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _plain(value: Any, skip: str = "") -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {
            name: _plain(found)
            for name, default in _defaults(value.__class__)
            if name != skip and (found := getattr(value, name)) != default
        }
    return value


def _record(kind: type, values: Mapping[str, Any]) -> Any:
    return kind(
        **{
            name: READERS[name](value) if name in READERS and value is not None else value
            for name, value in values.items()
        }
    )
