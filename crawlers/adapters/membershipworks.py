"""MembershipWorks' calendar (`/v2/events`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="evt",
    uid="eid",
    name="ttl",
    start="sdp",
    end="edp",
    zone="tzn",
    description="dtl|szp",
    url=lambda item: f"#!event/{item['url']}" if item.get("url") else "",
    image="lgo.l|lgo.s",
    keywords="grp",
    place={
        "name": "adn",
        "address": "ad1",
        "locality": "cit",
        "region": "sta",
        "postal_code": "zip",
        "latitude": lambda item: (item.get("loc") or (None, None))[1],
        "longitude": lambda item: (item.get("loc") or (None, None))[0],
    },
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
