"""A saved event as a row of `list_events`, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from model.shared_list import Saved, Vote

COLUMNS = tuple(field.name for field in fields(Saved) if field.name != "votes")
TIMES = ("start_date", "end_date", "until", "added_at", "set_aside", "removed_at")


def to_row(one: Saved) -> dict[str, Any]:
    """Its columns; a time that there is none of is an empty text."""
    return {name: _written(getattr(one, name)) for name in COLUMNS}


def _written(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else value


def from_row(row: sqlite3.Row, votes: Mapping[int, Vote]) -> Saved:
    """What `to_row` wrote, with what the two say of it."""
    read = {name: row[name] for name in COLUMNS}
    times = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in TIMES}
    return Saved(**{**read, **times, "all_day": bool(row["all_day"])}, votes=votes)
