"""Dates as feeds that other programs read: iCalendar, RSS, JSON, GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from feedgenerator import Rss201rev2Feed

from model.candidate import Candidate
from model.in_words import excerpt, when, where
from model.reasons import price_words
from pipeline.calendar_file import calendar, uid_of

SCHEMA = "https://schema.org/"
LIMIT = 500
"""Dates in a feed."""
MEDIA_TYPES = {
    "ics": "text/calendar",
    "rss": "application/rss+xml",
    "json": "application/json",
    "geojson": "application/geo+json",
}


def feed(form: str, dates: Sequence[Candidate], name: str, page: str, itself: str = "") -> bytes:
    """The first `LIMIT` of *dates* as a feed.

    What is called off stands in a calendar alone, so that who has it can strike it out.

    Args:
        form: a key of `MEDIA_TYPES`.
        dates: soonest first.
        name: of the feed.
        page: where one can see it as a page.
        itself: its own address, where that is known.
    """
    dates = dates[:LIMIT]
    if form == "ics":
        return calendar(dates, name)
    on = [one for one in dates if not one.is_off]
    if form == "rss":
        return to_rss(on, name, page, itself)
    return to_json(on) if form == "json" else to_geojson(on)


def to_json(dates: Sequence[Candidate]) -> bytes:
    """A list of events in schema.org's words, and what was worked out in our own."""
    return json.dumps({"events": [_event(one) for one in dates]}, ensure_ascii=False).encode()


def to_geojson(dates: Sequence[Candidate]) -> bytes:
    """A point for each date whose place is known (RFC 7946)."""
    features = [
        {
            "type": "Feature",
            "id": uid_of(one.event, one.start_date),
            "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
            "properties": _event(one),
        }
        for one in dates
        if one.latitude is not None and one.longitude is not None
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False).encode()


def to_rss(dates: Sequence[Candidate], name: str, address: str, itself: str = "") -> bytes:
    """RSS 2.0; each item leads to the organiser's own announcement.

    Args:
        name: of the feed.
        address: where one can see it as a page.
        itself: the feed's own address, where that is known.
    """
    made = Rss201rev2Feed(
        title=name, link=address, description=f"{name}, soonest first", feed_url=itself or None
    )
    for one in dates:
        said = [when(one), where(one), price_words(one), excerpt(one.description)]
        made.add_item(
            title=one.name,
            link=one.url or address,
            description=". ".join(filter(None, said)),
            unique_id=uid_of(one.event, one.start_date),
            unique_id_is_permalink=False,
            pubdate=one.checked,
        )
    body: bytes = made.writeString("utf-8").encode()
    return body


def _event(one: Candidate) -> dict[str, Any]:
    """What is not stated is null, or left out of lists."""
    is_pinned = one.latitude is not None
    geo = {"@type": "GeoCoordinates", "latitude": one.latitude, "longitude": one.longitude}
    return {
        "@type": "Event",
        "identifier": uid_of(one.event, one.start_date),
        "name": one.name,
        "startDate": _time(one.start_date, all_day=one.all_day),
        "endDate": _time(one.end_date, all_day=one.all_day) if one.end_date else None,
        "eventStatus": f"{SCHEMA}Event{_camel(one.status)}",
        "eventAttendanceMode": (
            f"{SCHEMA}{_camel(one.attendance)}EventAttendanceMode" if one.attendance else None
        ),
        "location": {
            "@type": "Place",
            "name": one.venue,
            "address": one.address,
            "geo": geo if is_pinned else None,
        },
        "organizer": one.organizer or one.source,
        "url": one.url,
        "description": excerpt(one.description),
        "inLanguage": one.language or None,
        "event": one.event,
        "audience": one.audience.value,
        "kind": one.kind.value,
        "setting": one.setting.value,
        "interests": [interest.value for interest in one.interests],
        "priceForTwo": one.price_for_two,
        "priceCurrency": one.currency or None,
        "schedule": one.schedule or None,
        "registerBy": one.deadline.isoformat() if one.deadline else None,
        "facts": {facet.name: facet.value for facet in one.facets},
        "checked": one.checked.isoformat() if one.checked else None,
    }


def _camel(name: str) -> str:
    return name.replace("_", " ").title().replace(" ", "")


def _time(moment: datetime, *, all_day: bool) -> str:
    return moment.date().isoformat() if all_day else moment.isoformat()
