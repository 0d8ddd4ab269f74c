"""ChurchSuite's embedded calendar (`/embed/calendar/json`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="",
    uid="identifier|id",
    name="name",
    start="datetime_start",
    end="datetime_end",
    description="description",
    url="signup_options.tickets.url",
    image="images.lg.url|images.md.url",
    keywords="category.name",
    place={
        "name": "location.name",
        "address": "location.address",
        "latitude": "location.latitude",
        "longitude": "location.longitude",
    },
    status="status",
    hidden=lambda item: item.get("public_visible") is False or item.get("status") == "pending",
    online=lambda item: (item.get("location") or {}).get("type") == "online",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such list.
    """
    return parse_json(SHAPE, body, source, page)
