"""RFC 5545 calendars (.ics).

A repeated event is handed over as a rule, not as its occurrences: the pipeline expands it, so
that an unchanged feed keeps up with the horizon.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event as VEvent

from crawlers.adapters._calendar import Component, Feed, cut, decode
from crawlers.source import Page, Source
from model.errors import EventError, ParseError
from model.event import Event, EventStatus, Listing, Occurrence, Offer, Place, SetAside

CALENDAR = re.compile(r"BEGIN:V(?:CALENDAR|EVENT)", re.IGNORECASE)
STATUS = {"CANCELLED": EventStatus.CANCELLED, "POSTPONED": EventStatus.POSTPONED}
REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | SetAside]:
    """One listing per UID; an event that cannot be read is set aside.

    Raises:
        ParseError: if the body is no iCalendar.
    """
    url = page.url
    text = decode(body)
    if not CALENDAR.search(text[:4096]):
        start = " ".join(text[:60].split())
        msg = f"{url} starts with {start!r}, which is no iCalendar; check the feed's address"
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

    def sequence(component: Component) -> int:
        value = component.value("SEQUENCE")
        return int(value) if value.isdecimal() else 0

    highest = max(map(sequence, components))
    return [component for component in components if sequence(component) == highest]


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
    vevent = _vevent(master)
    others = [] if repeated else [_vevent(c) for c in components if c is not master]
    return Listing(
        source=source.id,
        uid=uid,
        event=_event(vevent, master.prose()),
        occurrences=() if repeated else _occurrences([vevent, *others], zone),
        recurrence=feed.calendar(components) if repeated else "",
        timezone=zone.key,
        sequence=int(vevent.get("SEQUENCE", 0)),
        raw="".join(component.raw() for component in components),
    )


def _vevent(component: Component) -> VEvent:
    parsed = VEvent.from_ical(component.text())
    assert isinstance(parsed, VEvent)
    problem = next((why for name, why in parsed.errors if name == "DTSTART"), "")
    if problem or not isinstance(getattr(parsed.get("DTSTART"), "dt", None), date):
        msg = f"DTSTART cannot be read: {problem or 'it has none'}; correct it at the source"
        raise EventError(msg)
    return parsed


def _occurrences(vevents: list[VEvent], zone: ZoneInfo) -> tuple[Occurrence, ...]:
    """One per start; of two for the same start the later one stands."""
    found = [occurrence(vevent, zone) for vevent in vevents]
    return tuple({one.start_date: one for one in found}.values())


def occurrence(vevent: VEvent, zone: ZoneInfo) -> Occurrence:
    """When *vevent* takes place, floating times read in *zone*."""
    start: date | datetime = vevent.decoded("DTSTART")
    end: date | datetime | None = None
    if "DTEND" in vevent:
        end = vevent.decoded("DTEND")
    elif "DURATION" in vevent:
        duration = getattr(vevent["DURATION"], "dt", None)
        end = start + duration if isinstance(duration, timedelta) else None
    first = in_zone(start, zone)
    last = in_zone(end, zone) if end is not None else None
    return Occurrence(
        start_date=first,
        end_date=last if last is not None and last > first else None,
        all_day=not isinstance(start, datetime),
        event_status=STATUS.get(str(vevent.get("STATUS", "")).upper(), EventStatus.SCHEDULED),
    )


def in_zone(value: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant *value* names.

    A DATE (RFC 5545 3.3.4) starts at local midnight; a floating DATE-TIME (3.3.5, form 1) is
    read in *zone*.
    """
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _event(vevent: VEvent, description: str) -> Event:
    return Event(
        name=_text(vevent, "SUMMARY"),
        description=description,
        url=_text(vevent, "URL"),
        image=_image(vevent),
        keywords=tuple(_categories(vevent)),
        organizer=_organizer(vevent),
        location=_place(vevent),
        offers=_offers(vevent),
        event_status=STATUS.get(_text(vevent, "STATUS").upper(), EventStatus.SCHEDULED),
    )


def _text(vevent: VEvent, name: str) -> str:
    value = vevent.get(name, "")
    if isinstance(value, list):
        value = value[0]
    return str(value).strip()


def _all(vevent: VEvent, name: str) -> list[Any]:
    value = vevent.get(name, [])
    return value if isinstance(value, list) else [value]


def _categories(vevent: VEvent) -> Iterator[str]:
    for property_ in _all(vevent, "CATEGORIES"):
        for category in getattr(property_, "cats", [property_]):
            yield str(category)


def _organizer(vevent: VEvent) -> str:
    """The organiser's common name (CN); an address says nothing to a couple."""
    organizer = next(iter(_all(vevent, "ORGANIZER")), None)
    return str(getattr(organizer, "params", {}).get("CN", "")).strip('" ')


def _image(vevent: VEvent) -> str:
    for name in ("IMAGE", "ATTACH"):
        for property_ in _all(vevent, name):
            kind = str(getattr(property_, "params", {}).get("FMTTYPE", ""))
            if (name == "IMAGE" or kind.startswith("image/")) and str(property_).startswith("http"):
                return str(property_)
    return ""


def _place(vevent: VEvent) -> Place | None:
    location = _text(vevent, "LOCATION")
    geo = vevent.get("GEO")
    if not location and geo is None:
        return None
    return Place(
        name=location,
        latitude=float(geo.latitude) if geo is not None else None,
        longitude=float(geo.longitude) if geo is not None else None,
    )


def _offers(vevent: VEvent) -> tuple[Offer, ...]:
    cost = _text(vevent, "X-COST")
    return (Offer(evidence=cost),) if cost else ()
