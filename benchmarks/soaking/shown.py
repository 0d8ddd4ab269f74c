"""What the catalogue shows beside what it must show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from soaking.world import Date

TOKEN = re.compile(r"(s\d{3}-\d)-(\d+)-(\d+)$")
Row = Mapping[str, Any]
Expected = Mapping[str, Mapping[datetime, Date]]


class Violation(AssertionError):
    """A promise was broken."""


def start(row: Row) -> datetime:
    """When an occurrence of the catalogue takes place, in UTC."""
    return datetime.fromisoformat(row["start_date"]).astimezone(UTC)


def compare(rows: Iterable[Row], expected: Expected) -> dict[str, str]:
    """The event that shows each happening, after making sure that each is shown as it should be.

    Args:
        rows: the catalogue's occurrences.
        expected: the dates that must be shown, by happening and instant.

    Raises:
        Violation: if one is lost, shown twice, together with another, at another time, under
            another name or falsely as cancelled, or is shown though nobody announces it.
    """
    shown = _by_happening(rows)
    for key in shown.keys() - expected.keys():
        raise Violation(f"{key} is shown, though nobody announces it")
    return {key: _event(key, dates, shown.get(key, {})) for key, dates in expected.items()}


def _by_happening(rows: Iterable[Row]) -> dict[str, dict[datetime, Row]]:
    shown: dict[str, dict[datetime, Row]] = defaultdict(dict)
    keys: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        match = TOKEN.search(row["uid"])
        if match is None:
            raise Violation(f"{row['source']} shows {row['uid']!r}, which no site announced")
        if start(row) in shown[match[1]]:
            raise Violation(f"{row['source']} shows {row['name']!r} at {start(row)} twice")
        shown[match[1]][start(row)] = row
        keys[row["event"]].add(match[1])
    for event, merged in keys.items():
        if len(merged) > 1:
            raise Violation(f"event {event} is {sorted(merged)} in one")
    return shown


def _event(key: str, dates: Mapping[datetime, Date], rows: Mapping[datetime, Row]) -> str:
    """The one event that shows a happening."""
    for moment in sorted(dates.keys() - rows.keys()):
        raise Violation(f"{key} {dates[moment].title!r} at {moment} is lost")
    for moment in sorted(rows.keys() - dates.keys()):
        raise Violation(f"{key} is shown at {moment}, when it does not take place")
    for moment, row in rows.items():
        _compare_date(f"{key} {row['name']!r} at {moment}", dates[moment], row)
    events = {row["event"] for row in rows.values()}
    if len(events) > 1:
        raise Violation(f"{key} is {len(events)} events: {sorted(events)}")
    return str(events.pop())


def _compare_date(which: str, date: Date, row: Row) -> None:
    if (row["event_status"] == "cancelled") != date.cancelled:
        told = "not told as cancelled" if date.cancelled else "falsely cancelled"
        raise Violation(f"{which} is {told}")
    if row["name"].removeprefix("CANCELLED: ") != date.title:
        raise Violation(f"{which} is called so, not {date.title!r}")
