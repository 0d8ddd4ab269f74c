"""JSON of no platform that we know: objects that have a name and a start, wherever they stand.

Calendar widgets such as FullCalendar, council information systems and home-made APIs all answer
with lists of objects whose fields are called much the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from crawlers.adapters._json import Item, Shape, load, read_items, text
from crawlers.source import Link, Page, Source
from model.errors import ParseError
from model.event import Listing, SetAside

CONFIDENCE = 0.8
NAMES = (
    "title name summary event_title event_name subject headline meeting_name committee_name "
    "meeting_title body_name event_body_name committee meeting_type"
).split()
STARTS = (
    "start start_date start_time starts_at start_date_time startdate start_at begin begins dtstart "
    "event_date meeting_date date event_start start_datetime datetime date_start date_time"
).split()
CLOCKS = "start_time meeting_time event_time time".split()
ENDS = "end end_date end_time ends_at end_date_time enddate end_at finish dtend event_end".split()
FIELDS: Mapping[str, tuple[str, ...]] = {
    "uid": ("id", "uid", "event_id", "meeting_id", "guid", "identifier"),
    "url": ("url", "link", "permalink", "event_url", "content_url", "href"),
    "description": ("description", "content", "details", "body", "text", "excerpt"),
    "location": ("location", "venue", "place", "meeting_location", "location_name", "venue_name"),
    "address": ("address", "street_address", "venue_address"),
    "all_day": ("all_day", "is_all_day", "allday"),
    "cancelled": ("cancelled", "canceled", "is_cancelled", "is_canceled"),
}
SHAPE = Shape(
    items="events",
    uid="uid",
    name="name",
    start="start",
    end="end",
    all_day="all_day",
    description="description",
    url="url",
    place={"name": "location", "address": "address"},
    status=lambda item: "cancelled" if item.get("cancelled") is True else "",
)
DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{2,4}|[A-Z][a-z]{2,8}\.? \d\d?, \d{4}")
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per object with a name and a date.

    Raises:
        ParseError: if the body is not JSON, or has no such object.
    """
    events = [event for item in _objects(load(body, page.url)) if (event := _event(item, page))]
    if not events:
        msg = f"{page.url} is JSON without named and dated objects; name its adapter in the source"
        raise ParseError(msg)
    for found in read_items(SHAPE, {"events": events}, source, page):
        yield replace(found, confidence=CONFIDENCE) if isinstance(found, Listing) else found


def _objects(node: Any) -> Iterator[Item]:
    waiting = [node]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting[:0] = [value for value in one.values() if isinstance(value, (list, dict))]


def _event(item: Item, page: Page) -> Item | None:
    """The item under the names of `SHAPE`; None when it is no event."""
    flat = {_snake(name): _plain(value) for name, value in item.items()}
    name, start = _first(flat, NAMES), _start(flat)
    if not name or not start:
        return None
    found = {field: _first(flat, names) for field, names in FIELDS.items()}
    uid = found["uid"] or found["url"] or f"{page.url}#{name}-{start}"
    return {**found, "uid": uid, "name": name, "start": start, "end": _first(flat, ENDS)}


def _start(flat: Item) -> Any:
    for name in STARTS:
        value = flat.get(name)
        if isinstance(value, (int, float)) and value > 1e8:
            return value
        if not isinstance(value, str) or not DATE.search(value):
            continue
        clock = _first(flat, CLOCKS)
        if not isinstance(clock, str) or not clock or clock == value:
            return MIDNIGHT.sub("", value)
        if DATE.search(clock):
            return clock if MIDNIGHT.search(value) else value
        day = MIDNIGHT.sub("", value)
        return value if re.search(r"\d:\d\d", day) else f"{day} {clock}"
    return None


def _first(flat: Item, names: Any) -> Any:
    return next((flat[name] for name in names if flat.get(name) not in (None, "")), "")


def _plain(value: Any) -> Any:
    """Objects are known by their label, their name or, as WordPress has it, their text."""
    if isinstance(value, dict):
        return text(value, "label|name|rendered|text|title|dateTime|date")
    return value


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s-]+", "_", name.strip()).lower()
