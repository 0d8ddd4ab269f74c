"""Meetup's older JSON of a group's events (`/{group}/events`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, load, read_items
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="",
    uid="id",
    name="name",
    start="time",
    end=lambda item: item["time"] + item["duration"] if item.get("duration") else None,
    zone="group.timezone",
    description="description",
    url="link",
    organizer="group.name",
    place={
        "name": "venue.name",
        "address": "venue.address_1",
        "locality": "venue.city",
        "region": "venue.state",
        "postal_code": "venue.zip",
        "latitude": "venue.lat",
        "longitude": "venue.lon",
    },
    price="fee.amount",
    currency="fee.currency",
    status="status",
    online="is_online_event",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event of a list, or the one that is asked for.

    Raises:
        ParseError: if the body is no such answer.
    """
    document = load(body, page.url)
    is_one = isinstance(document, dict) and "time" in document
    return read_items(SHAPE, [document] if is_one else document, source, page)
