"""TicketSolve's feed of shows (`/shows.xml`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawlers.adapters._json import Shape, read_items
from crawlers.adapters._xml import load_xml, plain
from crawlers.source import Link, Page, Source
from model.errors import ParseError
from model.event import Listing, SetAside

SHAPE = Shape(
    items="events",
    uid="@id",
    name="show.name.text|show.name",
    start="date_time_iso.text|date_time_iso",
    description="show.description.text|show.description",
    url="url",
    image="show.images.image.url.text",
    keywords="show.event_category",
    organizer="show.production_company_name",
    place={"name": "venue"},
    status="status",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per performance.

    Raises:
        ParseError: if the body is no such feed.
    """
    root = load_xml(body, page.url)
    if root.tag != "venues":
        msg = f"{page.url} is {root.tag!r}, not TicketSolve's list of venues; check its address"
        raise ParseError(msg)
    yield from read_items(SHAPE, {"events": list(_performances(root))}, source, page)


def _performances(root: Any) -> Iterator[dict[str, Any]]:
    for venue in root.iter("venue"):
        for show in venue.iter("show"):
            whole = plain(show)
            for event in show.iter("event"):
                name = (venue.findtext("name") or "").strip()
                own = plain(event)
                yield {**(own if isinstance(own, dict) else {}), "show": whole, "venue": name}
