"""The catalogue as files that other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone
from icalendar import Event as VEvent

from pipeline.calendar_file import vevent_of
from pipeline.catalogue import Catalogue
from pipeline.sought import ANYTHING, Sought

Row = dict[str, Any]


def occurrences(
    catalogue: Catalogue,
    start: datetime | None = None,
    end: datetime | None = None,
    sought: Sought = ANYTHING,
) -> Iterator[Row]:
    """Every time of every live listing between *start* and *end*, soonest first.

    An event that several sources announce has a row for each of them; `event` tells which rows
    are the same, and `shown` which one a couple sees.  One in a language that the classifier does
    not read has no labels.
    """
    for row in catalogue.occurrences(start, end, sought):
        row["all_day"], row["shown"] = bool(row["all_day"]), bool(row["shown"])
        for name in ("interests", "label_reasons", "keywords"):
            row[name] = json.loads(row[name] or "[]")
        yield row


def events(
    catalogue: Catalogue,
    start: datetime | None = None,
    end: datetime | None = None,
    sought: Sought = ANYTHING,
) -> Iterator[Row]:
    """Every event once, with its shown times between *start* and *end* in `dates`."""
    grouped: dict[str, Row] = {}
    for row in occurrences(catalogue, start, end, sought):
        if row["shown"]:
            event = grouped.setdefault(row["event"], {**row, "dates": []})
            event["dates"].append(row["start_date"])
    for event in grouped.values():
        del event["shown"]
        yield event


def to_jsonl(rows: Iterator[Row]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def to_csv(rows: Iterator[Row]) -> str:
    """A table with a header line; lists are joined by semicolons."""
    text = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        flat = {key: ";".join(v) if isinstance(v, list) else v for key, v in row.items()}
        if writer is None:
            writer = csv.DictWriter(text, list(flat))
            writer.writeheader()
        writer.writerow(flat)
    return text.getvalue()


def to_ics(rows: Iterator[Row]) -> str:
    """An iCalendar; a row with several `dates` becomes one VEVENT for each."""
    calendar = Calendar()
    calendar.add("prodid", "-//twogether//catalogue//EN")
    calendar.add("version", "2.0")
    zones: set[str] = set()
    for row in rows:
        zones.add(row["timezone"])
        for start in row.get("dates", [row["start_date"]]):
            calendar.add_component(_vevent(row, start))
    for zone in sorted(zones):
        calendar.add_component(Timezone.from_tzid(zone))
    body: bytes = calendar.to_ical()
    return body.decode()


FORMATS: Mapping[str, Callable[[Iterator[Row]], str]] = {
    "jsonl": to_jsonl,
    "csv": to_csv,
    "ics": to_ics,
}
CONTENT: Mapping[str, Callable[..., Iterator[Row]]] = {
    "occurrences": occurrences,
    "events": events,
}


def _vevent(row: Row, start: str) -> VEvent:
    first = datetime.fromisoformat(start)
    last = datetime.fromisoformat(row["end_date"]) if row["end_date"] else None
    if last is not None:
        last += first - datetime.fromisoformat(row["start_date"])
    return vevent_of(
        row["event"],
        first,
        last,
        ZoneInfo(row["timezone"]),
        stamp=datetime.fromisoformat(row["last_seen"]),
        all_day=row["all_day"],
        status=row["event_status"],
        geo=(row["latitude"], row["longitude"]),
        summary=row["name"],
        description=row["description"],
        location=row["location"],
        url=row["url"],
    )
