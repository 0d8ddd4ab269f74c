"""Mobilizon and other ActivityPub outboxes (`/@group/outbox?page=1`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, at, load, read_items
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="orderedItems",
    uid="object.id",
    name="object.name",
    start="object.startTime",
    end="object.endTime",
    zone="object.timezone",
    description="object.content",
    url="object.url|object.id",
    image="object.attachment.url",
    keywords=lambda item: [
        str(name).lstrip("#") for name in at(item, "object.tag.name") or () if name
    ],
    place={
        "name": "object.location.name",
        "address": "object.location.address.streetAddress",
        "locality": "object.location.address.addressLocality",
        "region": "object.location.address.addressRegion",
        "postal_code": "object.location.address.postalCode",
        "country": "object.location.address.addressCountry",
        "latitude": "object.location.latitude",
        "longitude": "object.location.longitude",
    },
    status=lambda item: str(at(item, "object.ical:status") or ""),
    online="object.isOnline",
    next="next",
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event that the group itself announces, and a link to the next page.

    Raises:
        ParseError: if the body is no such answer.
    """
    document = load(body, page.url)
    if isinstance(document, dict) and isinstance(document.get("orderedItems"), list):
        own = [item for item in document["orderedItems"] if isinstance(at(item, "object"), dict)]
        document = {**document, "orderedItems": own}
    yield from read_items(SHAPE, document, source, page)
