"""A Squarespace events collection (`?format=json`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawlers.adapters._json import Item, Shape, at, load, read_items
from crawlers.source import Link, Page, Source
from model.errors import ParseError
from model.event import Listing, SetAside

DEFAULT_PIN = (40.7207559, -74.0007613)
"""Where the map stands until somebody moves it, whatever the town."""


def _pin(item: Item) -> tuple[float | None, float | None]:
    spot = item.get("location") or {}
    try:
        pin = (float(spot["markerLat"]), float(spot["markerLng"]))
    except (KeyError, TypeError, ValueError):
        return None, None
    is_default = all(abs(a - b) < 1e-4 for a, b in zip(pin, DEFAULT_PIN, strict=True))
    return (None, None) if is_default else pin


SHAPE = Shape(
    items="all",
    uid="id",
    name="title",
    start="startDate",
    end="endDate",
    zone="timeZone",
    description="body|excerpt",
    url="fullUrl|sourceUrl",
    image="assetUrl",
    keywords=lambda item: [*(item.get("categories") or ()), *(item.get("tags") or ())],
    place={
        "name": "location.addressTitle",
        "address": lambda item: ", ".join(
            filter(None, (at(item, f"location.addressLine{n}") for n in (1, 2)))
        ),
        "country": "location.addressCountry",
        "latitude": lambda item: _pin(item)[0],
        "longitude": lambda item: _pin(item)[1],
    },
    common={"timeZone": "website.timeZone"},
    base="website.baseUrl",
    next="pagination.nextPageUrl",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event of the collection, past ones too, and a link to the next page.

    Raises:
        ParseError: if the body is no collection of events.
    """
    document = load(body, page.url)
    if not isinstance(document, dict) or not ({"upcoming", "past", "items"} & set(document)):
        msg = f"{page.url} is no Squarespace collection; add ?format=json to its events page"
        raise ParseError(msg)
    yield from read_items(SHAPE, {**document, "all": list(_events(document))}, source, page)


def _events(document: Mapping[str, Any]) -> Iterator[Any]:
    for name in ("upcoming", "past", "items"):
        for item in document.get(name) or ():
            if isinstance(item, dict) and item.get("startDate"):
                yield item
