"""The times of an event as rows of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from model.event import Listing, Occurrence
from model.schedule import Time, nights

Row = dict[str, Any]


def occurrence_rows(event: str, listings: Sequence[Listing]) -> list[Row]:
    """Every time that any of *listings* gives; the first of them is the primary.

    Where sources differ, as between doors and show, the first listing's time of a day is shown.
    A time that was read otherwise than its source writes it is there as written too, not shown.
    """
    rows: list[Row] = []
    days: dict[date, str] = {}
    starts: set[float] = set()
    name = listings[0].event.name
    for listing in listings:
        own = listing.event.name if listing.event.name != name else ""
        for occurrence in listing.occurrences:
            time = wall_time(occurrence, listing.timezone)
            theirs = days.setdefault(time.start.date(), listing.source) != listing.source
            starts_at = occurrence.start_date.timestamp()
            row = {
                "event": event,
                "source": listing.source,
                "uid": listing.uid,
                **_span(occurrence.start_date, occurrence.end_date),
                "all_day": int(occurrence.all_day),
                "door_time": occurrence.door_time.isoformat() if occurrence.door_time else None,
                "nights": nights(time),
                "recurrence_id": occurrence.recurrence_id,
                "event_status": occurrence.event_status.value,
                "name": occurrence.name or own,
                "shown": int(not theirs and starts_at not in starts),
            }
            rows.append(row)
            starts.add(starts_at)
            rows.extend(_as_written(row, occurrence))
    return rows


def _span(start: datetime, end: datetime | None) -> Row:
    return {
        "start_date": start.isoformat(),
        "end_date": end.isoformat() if end else None,
        "starts_at": start.timestamp(),
        "ends_at": end.timestamp() if end else None,
    }


def _as_written(row: Row, occurrence: Occurrence) -> Iterator[Row]:
    written = occurrence.stated_start_date
    if written is not None:
        yield {**row, **_span(written, None), "door_time": None, "nights": 0, "shown": 0}


def wall_time(occurrence: Occurrence, timezone: str) -> Time:
    """*occurrence* as the clock on the wall shows it."""
    zone = ZoneInfo(timezone)

    def wall(moment: datetime) -> datetime:
        return (moment if occurrence.all_day else moment.astimezone(zone)).replace(tzinfo=None)

    end = occurrence.end_date
    return Time(wall(occurrence.start_date), wall(end) if end else None, occurrence.all_day)


def shown_times(rows: Sequence[Row], timezone: str) -> list[Time]:
    """What is shown of *rows*, as wall times, soonest first."""
    shown = sorted((row for row in rows if row["shown"]), key=lambda row: row["starts_at"])
    return [
        wall_time(
            Occurrence(
                start_date=datetime.fromisoformat(row["start_date"]),
                end_date=datetime.fromisoformat(row["end_date"]) if row["end_date"] else None,
                all_day=bool(row["all_day"]),
            ),
            timezone,
        )
        for row in shown
    ]
