"""Localist's REST answer (`/api/2/events`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Item, Shape, at, parse_json
from crawlers.adapters._urls import page_after
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside


def _instance(item: Item) -> Item:
    """The time that this row is about."""
    found = at(item, "event.event_instances.event_instance")
    return found[0] if isinstance(found, list) and found else {}


SHAPE = Shape(
    items="events",
    uid=lambda item: _instance(item).get("id") or at(item, "event.id"),
    name="event.title",
    start=lambda item: _instance(item).get("start"),
    end=lambda item: _instance(item).get("end"),
    all_day=lambda item: _instance(item).get("all_day"),
    description="event.description|event.description_text",
    url="event.localist_url|event.url",
    image="event.photo_url",
    organizer="event.filters.departments.name|event.departments.name",
    keywords=lambda item: [
        *(at(item, "event.filters.event_types.name") or ()),
        *(at(item, "event.filters.event_audiences.name") or ()),
        *(at(item, "event.tags") or ()),
    ],
    place={
        "name": lambda item: ", ".join(
            filter(None, (at(item, "event.location_name"), at(item, "event.room_number")))
        ),
        "address": "event.address",
        "locality": "event.geo.city",
        "region": "event.geo.state",
        "postal_code": "event.geo.zip",
        "latitude": "event.geo.latitude",
        "longitude": "event.geo.longitude",
    },
    price=lambda item: at(item, "event.ticket_cost") or (0 if at(item, "event.free") else None),
    status="event.status",
    hidden="event.private",
    online=lambda item: at(item, "event.experience") == "virtual",
    next=lambda answer: page_after(answer["@url"], "page", at(answer, "page.total") or 1),
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
