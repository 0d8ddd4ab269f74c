"""Campus Labs Engage's events (`/api/discovery/event/search`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="value",
    uid="id",
    name="name",
    start="startsOn",
    end="endsOn",
    description="description",
    url=lambda item: f"/engage/event/{item['id']}",
    organizer="organizationName",
    keywords=lambda item: [
        *(item.get("categoryNames") or ()),
        *(item.get("benefitNames") or ()),
        item.get("theme"),
    ],
    place={"name": "location", "latitude": "latitude", "longitude": "longitude"},
    status="status",
    hidden=lambda item: item.get("visibility") not in (None, "", "Public"),
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
