"""Ticket Tailor's list of events (its API, or a saved answer of it)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="data",
    uid="id",
    name="name",
    start="start.iso|start.unix",
    end="end.iso|end.unix",
    zone="timezone",
    description="description",
    url="url",
    image="images.header",
    place={"name": "venue.name", "postal_code": "venue.postal_code", "country": "venue.country"},
    price=lambda item: [kind["price"] / 100 for kind in item.get("ticket_types") or ()],
    currency="currency",
    hidden=lambda item: "true" in (str(item.get("hidden")), str(item.get("private"))),
    online="online_event",
    status=lambda item: "cancelled" if item.get("unavailable_status") == "cancelled" else "",
    next="links.next",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event, and a link to the next page.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
