"""RSS and Atom feeds of events.

Only feeds that say when an event takes place are read here; from others the items' pages are
followed.  The day on which an item was published is never taken for the event's.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from crawlers.adapters._dates import day_after, read
from crawlers.adapters._urls import absolute
from crawlers.source import Link, Page, Source
from model.errors import EventError, ParseError
from model.event import Event, Listing, Occurrence, Place, SetAside

STARTS = ("ev_startdate", "xcal_dtstart", "startdate", "dtstart", "event_startdate", "start_date")
ENDS = ("ev_enddate", "xcal_dtend", "enddate", "dtend", "event_enddate", "end_date")
PLACES = (
    "ev_location",
    "calendarevent_location",
    "xcal_location",
    "location",
    "event_location",
    "libcal_location",
)
ORGANIZERS = ("ev_organizer", "xcal_organizer", "organizer", "author")
UNREADABLE = (EventError, ValueError, TypeError, AttributeError, OverflowError)
RANGE = re.compile(r"\s+(?:-|–|—|to)\s+")
END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>|<(?:\w+:)?feed[^>]*/>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per dated item, and a link to the page of every other.

    Raises:
        ParseError: if the body is no feed, or not all of it.
    """
    url = page.url
    try:
        feed = feedparser.parse(body, sanitize_html=False)
    except ValueError as error:
        msg = f"{url} is a feed too damaged to read: {error}; the source should mend it"
        raise ParseError(msg) from error
    if not feed.entries and not feed.version:
        start = " ".join(body[:60].decode("utf-8", "replace").split())
        msg = f"{url} starts with {start!r}, which is no RSS or Atom; check the feed's address"
        raise ParseError(msg)
    if not END.search(body):
        msg = f"{url} ends in the middle of the feed; the rest is missing, so ask for it again"
        raise ParseError(msg)
    for entry in feed.entries:
        try:
            yield _read(entry, source, url)
        except UNREADABLE as error:
            name = html.unescape(str(entry.get("title", "")))
            yield SetAside(source=source.id, uid=_uid(entry), name=name, reason=str(error))


def _uid(entry: Mapping[str, Any]) -> str:
    return str(entry.get("id") or entry.get("link") or entry.get("title") or "")


def _read(entry: Mapping[str, Any], source: Source, url: str) -> Listing | Link:
    zone = ZoneInfo(source.timezone)
    occurrence = _occurrence(entry, zone)
    link = absolute(url, str(entry.get("link") or ""))
    if occurrence is None:
        if not entry.get("link") or not link:
            msg = "item has neither a date nor a page; the source should give one"
            raise EventError(msg)
        return Link(url=link, adapter="schemaorg")
    return Listing(
        source=source.id,
        uid=_uid(entry),
        event=Event(
            name=str(entry.get("title", "")),
            description=_text(entry),
            url=link if entry.get("link") else "",
            keywords=tuple(str(tag["term"]) for tag in entry.get("tags", ()) if tag.get("term")),
            organizer=_first(entry, ORGANIZERS),
            location=_place(entry),
        ),
        occurrences=(occurrence,),
        timezone=source.timezone,
        raw=json.dumps(entry, ensure_ascii=False, default=str),
    )


def _text(entry: Mapping[str, Any]) -> str:
    content: Mapping[str, Any] = next(iter(entry.get("content", ())), {})
    return str(content.get("value") or entry.get("summary") or "")


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(entry[name]).strip() for name in names if entry.get(name)), "")


def _place(entry: Mapping[str, Any]) -> Place | None:
    words = ", ".join(
        part.strip() for part in BREAK.split(_first(entry, PLACES)) if part.strip(" ,")
    )
    latitude, longitude = entry.get("geo_lat"), entry.get("geo_long")
    if not words and not latitude:
        return None
    return Place(
        name=words,
        latitude=float(latitude) if latitude and longitude else None,
        longitude=float(longitude) if latitude and longitude else None,
    )


def _occurrence(entry: Mapping[str, Any], zone: ZoneInfo) -> Occurrence | None:
    if entry.get("calendarevent_eventdates"):
        return _civicplus(entry, zone)
    start_text, end_text = _first(entry, STARTS), _first(entry, ENDS)
    if not start_text:
        return None
    start, all_day = read(start_text, zone)
    end: datetime | None = None
    if end_text:
        end, dated = read(end_text, zone)
        end = day_after(end) if dated else end
    return Occurrence(
        start_date=start, end_date=end if end and end > start else None, all_day=all_day
    )


def _civicplus(entry: Mapping[str, Any], zone: ZoneInfo) -> Occurrence:
    """CivicPlus writes "December 4, 2026 - December 6, 2026" and "06:00 PM - 08:30 PM" apart."""
    days = RANGE.split(str(entry["calendarevent_eventdates"]).strip())
    hours = RANGE.split(str(entry.get("calendarevent_eventtimes") or "").strip())
    if not hours[0] or "all day" in hours[0].lower():
        start, _ = read(days[0], zone)
        last, _ = read(days[-1], zone)
        return Occurrence(start_date=start, end_date=day_after(last), all_day=True)
    start, _ = read(f"{days[0]} {hours[0]}", zone)
    end = read(f"{days[-1]} {hours[-1]}", zone)[0] if len(hours) > 1 else None
    return Occurrence(start_date=start, end_date=end if end and end > start else None)
