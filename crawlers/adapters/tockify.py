"""Tockify's JSON calendar (`/api/ngevent`); it expands recurrences itself."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, at, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="events",
    uid=lambda item: "{}-{}".format(
        at(item, "eid.uid") or at(item, "id"), at(item, "eid.tid") or at(item, "when.start.millis")
    ),
    name="content.summary.text",
    start="when.start.millis",
    end="when.end.millis",
    all_day="when.allDay",
    zone="when.start.tzid",
    description="content.description.text",
    url="content.customButtonLink|content.ticketUrl",
    keywords="content.tagset.tags.default",
    place={
        "name": "content.place",
        "address": "content.address",
        "latitude": "content.location.latitude",
        "longitude": "content.location.longitude",
    },
    price="content.cost",
    status="status.name",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
