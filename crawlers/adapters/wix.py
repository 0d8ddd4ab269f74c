"""Wix Events: the data that the page carries for its own scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from crawlers.adapters._html import tree
from crawlers.adapters._json import Item, Shape, at, read_items
from crawlers.source import Link, Page, Source
from model.errors import ParseError
from model.event import Listing, SetAside


def _price(item: Item) -> Any:
    low, high = (at(item, f"registration.ticketing.{name}Price") for name in ("lowest", "highest"))
    return low if low == high else [one for one in (low, high) if one]


SHAPE = Shape(
    items="events",
    uid="id",
    name="title",
    start="scheduling.config.startDate",
    end=lambda item: (
        None
        if at(item, "scheduling.config.endDateHidden")
        else at(item, "scheduling.config.endDate")
    ),
    zone="scheduling.config.timeZoneId",
    description="about|description",
    url=lambda item: f"/event-details/{item['slug']}" if item.get("slug") else "",
    image="mainImage.url",
    place={
        "name": "location.name",
        "address": "location.fullAddress.formattedAddress|location.address",
        "locality": "location.fullAddress.city",
        "postal_code": "location.fullAddress.postalCode",
        "country": "location.fullAddress.country",
        "latitude": "location.fullAddress.geocode.latitude|location.coordinates.lat",
        "longitude": "location.fullAddress.geocode.longitude|location.coordinates.lng",
    },
    price=_price,
    currency="registration.ticketing.currency",
    hidden="scheduling.config.scheduleTbd",
    online=lambda item: at(item, "location.type") == 1,
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event that the page carries.

    Raises:
        ParseError: if the body is no web page, or none of Wix Events.
    """
    found = [
        event
        for script in tree(body, page.url).xpath("//script[@type='application/json']/text()")
        if '"scheduling"' in script
        for event in _events(_document(script))
    ]
    if not found:
        msg = f"{page.url} carries no Wix events; give the page that lists them"
        raise ParseError(msg)
    yield from read_items(SHAPE, {"events": found}, source, page)


def _document(script: str) -> Any:
    try:
        return json.loads(script)
    except (ValueError, RecursionError):
        return None


def _events(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            if "scheduling" in one and "title" in one:
                yield one
            else:
                waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
