"""Gancio's public events (`/api/events`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="",
    uid="id",
    name="title",
    start="start_datetime",
    end="end_datetime",
    description="description",
    url=lambda item: f"/event/{item.get('slug') or item['id']}",
    image=lambda item: next((f"/media/{one['url']}" for one in item.get("media") or ()), ""),
    keywords="tags",
    place={
        "name": "place.name",
        "address": "place.address",
        "latitude": "place.latitude",
        "longitude": "place.longitude",
    },
    online=lambda item: bool(item.get("online_locations")) and not item.get("place"),
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
