"""Answers of calendar APIs, each described by a `Shape`: where in an item which field stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.adapters._dates import day_after, midnight, read, zone_or
from crawlers.adapters._schema_schedule import calendar
from crawlers.adapters._urls import absolute
from crawlers.source import Link, Page, Source
from model.errors import EventError, ParseError
from model.event import (
    AttendanceMode,
    Event,
    EventStatus,
    Listing,
    Occurrence,
    Offer,
    Place,
    SetAside,
)

Item = Mapping[str, Any]
Where = str | Callable[[Item], Any]
"""Dotted path of a field, several with "|" between them (the first that is filled), or a function
of the item.  A path through a list collects what stands at its elements."""

MILLISECONDS_FROM = 1e11
STATUS = {
    "cancelled": EventStatus.CANCELLED,
    "canceled": EventStatus.CANCELLED,
    "postponed": EventStatus.POSTPONED,
}
UNREADABLE = (EventError, ValueError, TypeError, AttributeError, LookupError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where an API's answer keeps what we need.

    Attributes:
        items: path of the list of events; "" when the answer itself is the list.
        zone: IANA zone of local times; the source's when it is not filled.
        place: paths of Place's fields.
        price: an amount, a list of amounts, or the words about it.
        hidden: True for what the organiser does not show to everybody.
        online: True for what takes place online.
        next: path in the whole answer of the address of the next page; a function finds the
            answer's own address there as "@url".
        base: path in the whole answer of the address that relative links start from.
        schedule: the item's rule of recurrence as a schema.org Schedule.
        common: paths in the whole answer, under the names that each item may use for them.
    """

    items: str
    uid: Where
    name: Where
    start: Where
    end: Where = ""
    all_day: Where = ""
    zone: Where = ""
    description: Where = ""
    url: Where = ""
    image: Where = ""
    organizer: Where = ""
    keywords: Where = ""
    place: Mapping[str, Where] = field(default_factory=dict)
    price: Where = ""
    currency: Where = ""
    status: Where = ""
    hidden: Where = ""
    online: Where = ""
    next: Where = ""
    base: Where = ""
    schedule: Where = ""
    common: Mapping[str, str] = field(default_factory=dict)


def parse_json(
    shape: Shape, body: bytes, source: Source, page: Page
) -> Iterator[Listing | Link | SetAside]:
    """One listing per event of the answer, and a link to its next page.

    Raises:
        ParseError: if the body is not JSON, or has no such list of events.
    """
    document = load(body, page.url)
    yield from read_items(shape, document, source, page)


def load(body: bytes, url: str) -> Any:
    """The JSON document in *body*, or the list of those that stand on lines of their own.

    Raises:
        ParseError: if it is none.
    """
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        lines = [line for line in body.splitlines() if line.strip()]
        if error.msg == "Extra data" and len(lines) > 1:
            return [load(line, url) for line in lines]
        raise _no_json(body, url) from error
    except (ValueError, RecursionError) as error:
        raise _no_json(body, url) from error


def _no_json(body: bytes, url: str) -> ParseError:
    start = " ".join(body[:60].decode("utf-8", "replace").split())
    return ParseError(f"{url} starts with {start!r}, which is no JSON; check the source's address")


def read_items(
    shape: Shape, document: Any, source: Source, page: Page
) -> Iterator[Listing | Link | SetAside]:
    """One listing per event of *document*, and a link to its next page."""
    items = _follow(document, shape.items.split(".") if shape.items else [])
    if not isinstance(items, list):
        found = sorted(document)[:8] if isinstance(document, dict) else type(document).__name__
        msg = f"{page.url} holds {found}, but no list {shape.items!r}; check the source's address"
        raise ParseError(msg)
    whole = document if isinstance(document, dict) else {}
    shared = {name: at(whole, path) for name, path in shape.common.items()}
    base = absolute(page.url, text(whole, shape.base)) or page.url
    seen: set[str] = set()
    for item in items:
        if not isinstance(item, dict):
            continue
        full = {**shared, **item}
        try:
            listing = _listing(shape, full, source, base)
        except UNREADABLE as error:
            reason = str(error) or repr(error)
            uid, name = _told(full, shape.uid), _told(full, shape.name)
            yield SetAside(source=source.id, uid=uid, name=name, reason=reason)
            continue
        if listing.uid not in seen:
            seen.add(listing.uid)
            yield listing
    following = _told({**whole, "@url": page.url}, shape.next)
    if following and absolute(page.url, following) not in ("", page.url):
        yield Link(url=absolute(page.url, following))


def at(item: Any, where: Where) -> Any:
    """What stands at *where* in *item*, None when nothing does.

    >>> at({"place": {"town": "Davis"}, "tags": [{"n": 1}, {"n": 2}]}, "spot.town|place.town")
    'Davis'
    >>> at({"tags": [{"n": 1}, {"n": 2}]}, "tags.n")
    [1, 2]
    """
    if callable(where):
        return where(item)
    for path in where.split("|") if where else ():
        value = _follow(item, path.split("."))
        if value not in (None, "", [], {}):
            return value
    return None


def _follow(value: Any, steps: list[str]) -> Any:
    for number, step in enumerate(steps):
        if isinstance(value, list):
            found = [_follow(one, steps[number:]) for one in value]
            return [one for one in found if one not in (None, "")]
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text(item: Any, where: Where) -> str:
    """What stands at *where* as a text; the first one of a list."""
    value = at(item, where)
    while isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None or isinstance(value, (dict, bool)) else str(value).strip()


def _told(item: Any, where: Where) -> str:
    """The text at *where*; "" when the item is too damaged to say."""
    try:
        return text(item, where)
    except UNREADABLE:
        return ""


def moment(value: Any, zone: ZoneInfo) -> tuple[datetime, bool]:
    """The instant of an API's time, and whether it is a day without a time.

    A number counts seconds, or milliseconds when it is too large for that, since 1970 in UTC.
    """
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number or (isinstance(value, str) and re.fullmatch(r"\d{9,14}", value)):
        seconds = float(value)
        seconds = seconds / 1000 if seconds >= MILLISECONDS_FROM else seconds
        return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)).astimezone(zone), False
    start, dated = read(str(value), zone)
    return start if dated else start.astimezone(zone), dated


def occurrence(start: Any, end: Any, zone: ZoneInfo, *, all_day: bool = False) -> Occurrence:
    """When an item takes place; an end that is not after the start is none.

    An all-day item's end is its last day, or the midnight after it.

    Raises:
        EventError: if there is no start, or it is no date.
    """
    if start in (None, ""):
        msg = "event has no start; the source should give it"
        raise EventError(msg)
    first, dated = moment(start, zone)
    last, last_dated = moment(end, zone) if end not in (None, "") else (None, False)
    if all_day or dated:
        first = midnight(first.date(), zone)
        if last is not None and (last_dated or last != midnight(last.date(), zone)):
            last = day_after(last.replace(tzinfo=zone))
    return Occurrence(
        start_date=first,
        end_date=last if last is not None and last > first else None,
        all_day=all_day or dated,
    )


def _listing(shape: Shape, item: Item, source: Source, url: str) -> Listing:
    if truth(at(item, shape.hidden)):
        msg = "event is hidden by its organiser"
        raise EventError(msg)
    uid = text(item, shape.uid)
    if not uid:
        msg = "event has no identifier; the source should give one"
        raise EventError(msg)
    zone = zone_or(text(item, shape.zone) or source.timezone, source.timezone)
    all_day = truth(at(item, shape.all_day))
    when = occurrence(at(item, shape.start), at(item, shape.end), zone, all_day=all_day)
    rule = at(item, shape.schedule)
    recurrence = ""
    if rule:
        hours = {"endTime": when.end_date.strftime("%H:%M:%S")} if when.end_date else {}
        recurrence = calendar({**rule, **hours}, uid, text(item, shape.name), zone.key)
    keywords = at(item, shape.keywords)
    keywords = keywords if isinstance(keywords, list) else [keywords]
    return Listing(
        source=source.id,
        uid=uid,
        event=Event(
            name=text(item, shape.name),
            description=text(item, shape.description),
            url=absolute(url, text(item, shape.url)) if text(item, shape.url) else "",
            image=absolute(url, text(item, shape.image)) if text(item, shape.image) else "",
            organizer=text(item, shape.organizer),
            keywords=tuple(str(word) for word in keywords if isinstance(word, str) and word),
            location=place(item, shape.place),
            offers=tuple(offers(at(item, shape.price), text(item, shape.currency))),
            event_status=STATUS.get(text(item, shape.status).lower(), EventStatus.SCHEDULED),
            event_attendance_mode=(
                AttendanceMode.ONLINE if truth(at(item, shape.online)) else None
            ),
        ),
        occurrences=() if recurrence else (when,),
        recurrence=recurrence,
        timezone=zone.key,
        raw=json.dumps(item, ensure_ascii=False),
    )


def truth(value: Any) -> bool:
    """Whether an API's value means yes.

    >>> truth("false"), truth("1"), truth(None)
    (False, True, False)
    """
    return str(value).strip().lower() in ("true", "1", "yes")


def place(item: Item, where: Mapping[str, Where]) -> Place | None:
    """Where it takes place; None when the item says nothing."""
    words: dict[str, Any] = {name: text(item, path) for name, path in where.items()}
    spot = (_degrees(words.pop("latitude", "")), _degrees(words.pop("longitude", "")))
    if not any(words.values()) and None in spot:
        return None
    latitude, longitude = spot if None not in spot else (None, None)
    return Place(latitude=latitude, longitude=longitude, **words)


def _degrees(value: str) -> float | None:
    """A coordinate; 0 is what forms leave for none."""
    return (float(value) or None) if value else None


def offers(price: Any, currency: str = "") -> Iterator[Offer]:
    """One offer for an amount, a list of amounts or the words about it."""
    prices = price if isinstance(price, list) else [price]
    values = [one for one in prices if one not in (None, "")]
    try:
        amounts = sorted(float(one) for one in values)
    except (TypeError, ValueError):
        words = ", ".join(dict.fromkeys(str(one).strip() for one in values))
        yield Offer(evidence=words, price_currency=currency.upper())
        return
    if amounts:
        yield Offer(
            price=amounts[0],
            price_max=amounts[-1] if amounts[-1] > amounts[0] else None,
            price_currency=currency.upper(),
            is_accessible_for_free=amounts[-1] == 0,
            evidence=" to ".join(dict.fromkeys(f"{one:g}" for one in (amounts[0], amounts[-1]))),
        )
