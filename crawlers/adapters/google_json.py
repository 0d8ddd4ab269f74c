"""Google Calendar's API answers, as widgets embed them (`calendar#events`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawlers.adapters._json import Shape, at, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside


def _last_day(end: str | None) -> str:
    """The day before the exclusive end that Google gives."""
    return (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end else ""


SHAPE = Shape(
    items="items",
    uid="id",
    name="summary",
    start="start.dateTime|start.date",
    end=lambda item: at(item, "end.dateTime") or _last_day(at(item, "end.date")),
    zone="start.timeZone|timeZone",
    description="description",
    url="htmlLink",
    organizer="organizer.displayName",
    place={"name": "location"},
    status="status",
    hidden=lambda item: item.get("visibility") in ("private", "confidential"),
    common={"timeZone": "timeZone"},
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
