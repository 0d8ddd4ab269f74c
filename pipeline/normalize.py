"""Clean texts, addresses and places; nothing invented, nothing of substance lost."""

from __future__ import annotations

import re
from dataclasses import replace

from model.errors import EventError
from model.event import AttendanceMode, Event, EventStatus, Listing, Place
from pipeline import addresses
from pipeline.attendance import ONLINE_PLACE, told_mode
from pipeline.texts import one_line, plain, web_address

MARKERS: tuple[tuple[EventStatus, re.Pattern[str]], ...] = tuple(
    (
        status,
        re.compile(
            rf"^\W*(?:{words})\b\s*(?:[:!\-–—*\])]|$)|[\[(*\-–—:]\s*(?:{words})\W*$|"
            rf"^\W*(?:{words})\s",
            re.IGNORECASE,
        ),
    )
    for status, words in (
        (EventStatus.CANCELLED, r"cancell?ed|cancelad[oa]|cancel"),
        (EventStatus.POSTPONED, r"postponed|pospuest[oa]"),
        (EventStatus.RESCHEDULED, r"rescheduled|reprogramad[oa]"),
    )
)


def normalize(listing: Listing) -> Listing:
    """*listing* with clean texts; doing it twice changes nothing.

    Raises:
        EventError: if the event has no name.
    """
    event = listing.event
    name = one_line(event.name)
    if not name:
        msg = f"listing {listing.uid!r} has no name, so nobody could tell what it is; name it there"
        raise EventError(msg)
    location, mode = _where(event)
    cleaned = replace(
        event,
        name=name,
        description=plain(event.description),
        url=web_address(event.url),
        image=web_address(event.image),
        keywords=tuple(dict.fromkeys(filter(None, map(one_line, event.keywords)))),
        organizer=one_line(event.organizer),
        location=location,
        event_status=status(name)
        if event.event_status is EventStatus.SCHEDULED
        else event.event_status,
        event_attendance_mode=mode,
    )
    occurrences = tuple(
        replace(one, name=one_line(one.name)) if one.name else one for one in listing.occurrences
    )
    return replace(listing, event=cleaned, occurrences=occurrences)


def status(name: str) -> EventStatus:
    """What a title says of itself at its start or end.

    >>> status("CANCELLED: Barn Dance"), status("Barn Dance (postponed)")
    (<EventStatus.CANCELLED: 'cancelled'>, <EventStatus.POSTPONED: 'postponed'>)
    """
    return next((s for s, marker in MARKERS if marker.search(name)), EventStatus.SCHEDULED)


def _where(event: Event) -> tuple[Place | None, AttendanceMode | None]:
    place, mode = event.location, event.event_attendance_mode
    told = told_mode(event.name, event.description, place)
    mode = mode or (told[0] if told else None)
    if place is None:
        return None, mode
    texts = ("name", "address", "locality", "region", "postal_code", "country")
    place = replace(place, **{text: one_line(getattr(place, text)) for text in texts})  # type: ignore[arg-type]
    if not place.address and (ONLINE_PLACE.match(place.name) or web_address(place.name)):
        return None, mode or AttendanceMode.ONLINE
    if not _plausible(place):
        place = replace(place, latitude=None, longitude=None, precision_km=None)
    if not (place.name or place.address or place.locality or place.latitude is not None):
        return None, mode
    return addresses.split(place), mode


def _plausible(place: Place) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    if abs(place.latitude) < 0.01 and abs(place.longitude) < 0.01:
        return False
    return abs(place.latitude) <= 90 and abs(place.longitude) <= 180
