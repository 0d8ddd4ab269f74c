"""LiveWhale's JSON calendar (`/live/json/events`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="",
    uid="id",
    name="title",
    start="date_iso|date_utc|date_ts",
    end="date2_iso|date2_utc|date2_ts",
    all_day="is_all_day",
    zone="timezone",
    description="description|summary",
    url="url",
    image="thumbnail",
    organizer="group_title|group",
    keywords="event_types|tags",
    place={
        "name": "location_title|location",
        "address": "location_address",
        "latitude": "location_latitude",
        "longitude": "location_longitude",
    },
    price="cost",
    status=lambda item: "cancelled" if item.get("is_canceled") in (1, "1", True) else "",
    online="is_online",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
