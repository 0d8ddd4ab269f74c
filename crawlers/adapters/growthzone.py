"""GrowthZone / ChamberMaster's events (`/api/events`, XML)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawlers.adapters._json import Item, Shape, at, read_items, text
from crawlers.adapters._xml import load_xml, plain
from crawlers.source import Link, Page, Source
from model.errors import ParseError
from model.event import Listing, SetAside

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""The n-th bit of the platform's `DayOfWeek`, Sunday being 1."""
FREQUENCIES = {"daily": "P{}D", "weekly": "P{}W", "monthly": "P{}M", "yearly": "P{}Y"}


def schedule(item: Item) -> Mapping[str, Any] | None:
    """The item's recurrence as a schema.org Schedule, None when it has none."""
    frequency = FREQUENCIES.get(text(item, "Recurrence.Frequency").lower())
    if frequency is None:
        return None
    mask = text(item, "Recurrence.DayOfWeek")
    days = [name for bit, name in enumerate(WEEKDAYS) if mask.isdecimal() and int(mask) >> bit & 1]
    return {
        "startDate": text(item, "StartDate"),
        "repeatFrequency": frequency.format(text(item, "Recurrence.Interval") or "1"),
        "byDay": days if frequency == FREQUENCIES["weekly"] else [],
        "endDate": text(item, "Recurrence.EndDate"),
        "repeatCount": text(item, "Recurrence.Occurrences|Recurrence.NumberOfOccurrences"),
    }


SHAPE = Shape(
    items="events",
    uid="Id|EventId|Slug",
    name="Name",
    start="StartDate",
    end="EndDate",
    all_day="IsAllDayEvent",
    description="Description|ShortDescription",
    url=lambda item: f"/events/details/{item['Slug']}" if item.get("Slug") else "",
    image="HeaderImageUrl|LogoImageUrl",
    organizer="ContactName|OrganizerName",
    keywords="Categories.EventCategoryDisplay.Name",
    place={"name": "LocationDesc", "address": "Location.Address1", "locality": "Location.City"},
    price="AdmissionDesc",
    hidden=lambda item: (
        text(item, "Status").upper() in ("PENDING", "DECLINED", "DRAFT", "INACTIVE")
        or text(item, "VisibilityFlags") == "None"
    ),
    status=lambda item: "cancelled" if at(item, "IsCancelled|IsCanceled") == "true" else "",
    schedule=schedule,
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event; a repeated one is handed over as its rule.

    Raises:
        ParseError: if the body is no such answer.
    """
    root = load_xml(body, page.url)
    if not str(root.tag).endswith("ArrayOfEventDisplay"):
        msg = f"{page.url} is {root.tag!r}, not a list of events; give the address of /api/events"
        raise ParseError(msg)
    events = [plain(one) for one in root if isinstance(one.tag, str)]
    yield from read_items(SHAPE, {"events": events}, source, page)
