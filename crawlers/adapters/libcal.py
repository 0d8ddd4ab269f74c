"""Springshare LibCal's calendar (`/ajax/calendar/list`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Item, Shape, parse_json
from crawlers.adapters._urls import page_after
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside


def _next(answer: Item) -> str:
    total, size = int(answer.get("total_results") or 0), int(answer.get("perpage") or 0)
    return page_after(answer["@url"], "page", -(-total // size)) if size else ""


SHAPE = Shape(
    items="results",
    uid="id",
    name="title",
    start="startdt",
    end="enddt",
    all_day="all_day",
    description="description|shortdesc",
    url="url",
    image="featured_image",
    organizer="calendar",
    keywords=lambda item: [
        *(tag.get("name") for tag in item.get("categories_arr") or ()),
        *(tag.get("name") for tag in item.get("audiences") or ()),
    ],
    place={
        "name": lambda item: ", ".join(filter(None, (item.get("location"), item.get("campus")))),
    },
    price="registration_cost",
    online="online_event",
    next=_next,
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event, and a link to the next page while there are more.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
