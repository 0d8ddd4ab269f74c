"""RFC 5545 calendars (.ics).

A repeated event is handed over as a rule, not as its occurrences: the pipeline expands it, so
that an unchanged feed keeps up with the horizon.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import vGeo
from icalendar.parser.property import split_on_unescaped_comma

from crawlers.adapters._calendar import Component, Feed, cut, decode, parameter
from crawlers.source import Page, Source
from model.errors import EventError, ParseError
from model.event import Event, EventStatus, Listing, Occurrence, Offer, Place, SetAside

CALENDAR = re.compile(r"BEGIN:V(?:CALENDAR|EVENT)", re.IGNORECASE)
BEGUN = re.compile(r"^BEGIN:VCALENDAR", re.IGNORECASE | re.MULTILINE)
ENDED = re.compile(r"^END:VCALENDAR", re.IGNORECASE | re.MULTILINE)
STATUS = {"CANCELLED": EventStatus.CANCELLED, "POSTPONED": EventStatus.POSTPONED}
REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | SetAside]:
    """One listing per UID; an event that cannot be read is set aside.

    Raises:
        ParseError: if the body is no iCalendar, or not all of one.
    """
    url = page.url
    text = decode(body)
    if not CALENDAR.search(text[:4096]):
        start = " ".join(text[:60].split())
        msg = f"{url} starts with {start!r}, which is no iCalendar; check the feed's address"
        raise ParseError(msg)
    if len(ENDED.findall(text)) < len(BEGUN.findall(text)):
        msg = f"{url} ends in the middle of the calendar; the rest is missing, so ask for it again"
        raise ParseError(msg)
    feed = cut(text)
    feed.learn_timezones()
    zone = feed_zone(feed, source)
    for uid, components in by_uid(feed.components).items():
        yield from _listings(uid, components, feed, source, zone)


def feed_zone(feed: Feed, source: Source) -> ZoneInfo:
    """The zone of floating times: the calendar's own, else the source's."""
    try:
        return ZoneInfo(feed.x_wr_timezone)
    except (ValueError, KeyError, OSError):
        return ZoneInfo(source.timezone)


def by_uid(components: list[Component]) -> dict[str, list[Component]]:
    """Group components by UID, in file order.

    A component without a UID, which the standard forbids, is known by its page, or as a last
    resort by its start and title.
    """
    groups: dict[str, list[Component]] = {}
    for component in components:
        uid = component.uid() or component.value("URL")
        if not uid:
            text = component.value("DTSTART") + component.value("SUMMARY")
            uid = hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
        groups.setdefault(uid, []).append(component)
    return groups


def _listings(
    uid: str, components: list[Component], feed: Feed, source: Source, zone: ZoneInfo
) -> Iterator[Listing | SetAside]:
    if any(name in c.lines for c in components for name in REPEATS):
        yield _attempt(uid, components, feed, source, zone)
        return
    for number, same in enumerate(_by_name(_latest(components))):
        yield _attempt(f"{uid}#{number}" if number else uid, same, feed, source, zone)


def _latest(components: list[Component]) -> list[Component]:
    """The components of the highest SEQUENCE (RFC 5545 3.8.7.4), which replace all others."""
    if len(components) == 1:
        return components
    highest = max(map(_sequence, components))
    return [component for component in components if _sequence(component) == highest]


def _sequence(component: Component) -> int:
    value = component.value("SEQUENCE")
    return int(value) if value.isdecimal() else 0


def _by_name(components: list[Component]) -> list[list[Component]]:
    """Components that share a UID against the standard, apart by their titles."""
    groups: dict[str, list[Component]] = {}
    for component in components:
        groups.setdefault(component.value("SUMMARY"), []).append(component)
    return list(groups.values())


def _attempt(
    uid: str, components: list[Component], feed: Feed, source: Source, zone: ZoneInfo
) -> Listing | SetAside:
    try:
        return _listing(uid, components, feed, source, zone)
    except (*UNREADABLE, EventError) as error:
        name = components[0].value("SUMMARY")
        return SetAside(source=source.id, uid=uid, name=name, reason=str(error) or repr(error))


def _listing(
    uid: str, components: list[Component], feed: Feed, source: Source, zone: ZoneInfo
) -> Listing:
    master = next((c for c in components if "RECURRENCE-ID" not in c.lines), components[0])
    repeated = any(name in c.lines for c in components for name in REPEATS)
    if repeated:
        _start(master)
    return Listing(
        source=source.id,
        uid=uid,
        event=_event(master),
        occurrences=() if repeated else _occurrences(components, zone),
        recurrence=feed.calendar(components) if repeated else "",
        timezone=zone.key,
        sequence=_sequence(master),
        raw="".join(component.raw() for component in components),
    )


def _start(component: Component) -> date | datetime:
    try:
        start = component.instant("DTSTART")
    except UNREADABLE as error:
        msg = f"DTSTART cannot be read: {error}; correct it at the source"
        raise EventError(msg) from error
    if not isinstance(start, date):
        msg = "DTSTART cannot be read: it has none; correct it at the source"
        raise EventError(msg)
    return start


def _occurrences(components: list[Component], zone: ZoneInfo) -> tuple[Occurrence, ...]:
    """One per start; of two for the same start the later one stands."""
    found = [occurrence(component, zone) for component in components]
    return tuple({one.start_date: one for one in found}.values())


def occurrence(component: Component, zone: ZoneInfo) -> Occurrence:
    """When *component* takes place, floating times read in *zone*."""
    start = _start(component)
    first = in_zone(start, zone)
    end = component.instant("DTEND")
    if end is None and isinstance(length := _length(component), timedelta):
        end = start + length
    last = in_zone(end, zone) if isinstance(end, date) else None
    return Occurrence(
        start_date=first,
        end_date=last if last is not None and last > first else None,
        all_day=not isinstance(start, datetime),
        event_status=_status(component),
    )


def _length(component: Component) -> object:
    """The DURATION; one that cannot be read says nothing."""
    try:
        return component.instant("DURATION")
    except UNREADABLE:
        return None


def in_zone(value: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant *value* names.

    A DATE (RFC 5545 3.3.4) starts at local midnight; a floating DATE-TIME (3.3.5, form 1) is
    read in *zone*.
    """
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _event(component: Component) -> Event:
    cost = component.words("X-COST")
    return Event(
        name=component.words("SUMMARY"),
        description=component.prose(),
        url=component.words("URL"),
        image=_image(component),
        keywords=tuple(_categories(component)),
        organizer=_organizer(component),
        location=_place(component),
        offers=(Offer(evidence=cost),) if cost else (),
        event_status=_status(component),
    )


def _status(component: Component) -> EventStatus:
    return STATUS.get(component.words("STATUS").upper(), EventStatus.SCHEDULED)


def _categories(component: Component) -> Iterator[str]:
    for _, value in component.properties("CATEGORIES"):
        yield from split_on_unescaped_comma(value)


def _organizer(component: Component) -> str:
    """The organiser's common name (CN); an address says nothing to a couple."""
    return next((parameter(words, "CN") for words, _ in component.properties("ORGANIZER")), "")


def _image(component: Component) -> str:
    for name in ("IMAGE", "ATTACH"):
        for parameters, value in component.properties(name):
            is_image = name == "IMAGE" or parameter(parameters, "FMTTYPE").startswith("image/")
            if is_image and value.startswith("http"):
                return value.strip()
    return ""


def _place(component: Component) -> Place | None:
    location = component.words("LOCATION")
    latitude, longitude = _geo(component)
    if not location and latitude is None:
        return None
    return Place(name=location, latitude=latitude, longitude=longitude)


def _geo(component: Component) -> tuple[float | None, float | None]:
    """GEO in degrees; one that cannot be read says nothing."""
    try:
        latitude, longitude = vGeo.from_ical(component.words("GEO"))
    except UNREADABLE:
        return None, None
    return latitude, longitude
