"""Dates and times as web pages write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_loose

from model.errors import EventError

DATE_ONLY = re.compile(r"^\d{4}-?\d{2}-?\d{2}$")
ZONES = {
    **dict.fromkeys(("EST", "EDT", "ET"), "America/New_York"),
    **dict.fromkeys(("CST", "CDT", "CT"), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT", "MT"), "America/Denver"),
    **dict.fromkeys(("PST", "PDT", "PT"), "America/Los_Angeles"),
    **dict.fromkeys(("BST", "GMT"), "Europe/London"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Berlin"),
    **dict.fromkeys(("UTC", "Z"), "UTC"),
}
"""Abbreviations of zones; people write EST all year round, so each names a zone, not an offset."""
DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2, 13))  # noqa: DTZ001 - the text gives the zone


def read(text: str, zone: ZoneInfo) -> tuple[datetime, bool]:
    """The instant that *text* names, and whether it is a day without a time.

    A time without an offset is read in *zone*; a day starts at its midnight.

    >>> read("Dec 4, 2026 7pm", ZoneInfo("America/New_York"))[0].isoformat()
    '2026-12-04T19:00:00-05:00'

    Raises:
        EventError: if it is no date, or leaves out day, month or year.
    """
    text = text.strip()
    if DATE_ONLY.match(text):
        return midnight(_day(text), zone), True
    found = _iso(text)
    dated = False
    if found is None:
        found, dated = _loose(text)
    return (found if found.tzinfo else found.replace(tzinfo=zone)), dated


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"date {text!r} is not in the calendar; the source should correct it"
        raise EventError(msg) from error


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _loose(text: str) -> tuple[datetime, bool]:
    """What dateutil makes of *text*, where two defaults show what it leaves out."""
    try:
        one, other = (parse_loose(text, default=day, tzinfos=_zone) for day in DEFAULTS)
    except (ParserError, OverflowError, ValueError, TypeError) as error:
        msg = f"date {text!r} cannot be read; the source should write it as 2026-08-22 19:00"
        raise EventError(msg) from error
    if one.date() != other.date():
        msg = f"date {text!r} leaves out the day, month or year; the source should write them"
        raise EventError(msg)
    dated = one.hour != other.hour
    return (one.replace(tzinfo=None) if dated else one), dated


def _zone(name: str | None, seconds: int | None) -> tzinfo | None:
    """The zone that a text states by offset or abbreviation; None for any other word."""
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    return ZoneInfo(ZONES[name]) if name in ZONES else None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The start of *day* in *zone*."""
    return datetime.combine(day, time(), zone)


def day_after(moment: datetime) -> datetime:
    """The midnight that ends the day which *moment* starts."""
    zone = moment.tzinfo
    assert isinstance(zone, ZoneInfo)
    return midnight(moment.date() + timedelta(days=1), zone)


def zone_or(name: object, fallback: str) -> ZoneInfo:
    """The zone called *name*, else the one called *fallback*."""
    try:
        return ZoneInfo(str(name))
    except (ValueError, KeyError, OSError):
        return ZoneInfo(fallback)
