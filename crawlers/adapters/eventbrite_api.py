"""Eventbrite's API (`/v3/organizers/{id}/events/?expand=venue`), for a host who has a token."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, at, parse_json
from crawlers.adapters._urls import page_after
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="events",
    uid="id",
    name="name.text",
    start="start.utc|start.local",
    end="end.utc|end.local",
    zone="start.timezone",
    description="description.html|description.text|summary",
    url="url",
    image="logo.original.url|logo.url",
    organizer="organizer.name",
    place={
        "name": "venue.name",
        "address": "venue.address.localized_address_display|venue.address.address_1",
        "locality": "venue.address.city",
        "region": "venue.address.region",
        "postal_code": "venue.address.postal_code",
        "country": "venue.address.country",
        "latitude": "venue.address.latitude",
        "longitude": "venue.address.longitude",
    },
    price=lambda item: 0 if item.get("is_free") is True else None,
    currency="currency",
    status="status",
    hidden=lambda item: item.get("listed") is False,
    online="online_event",
    next=lambda answer: page_after(
        answer["@url"], "page", at(answer, "pagination.page_count") or 1
    ),
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
