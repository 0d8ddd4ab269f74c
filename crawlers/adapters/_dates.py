"""Dates and times as web pages write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_loose

from model.errors import EventError

DATE_ONLY = re.compile(r"^\d{4}-?\d{2}-?\d{2}$")
ISO = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")


def read(text: str, zone: ZoneInfo) -> tuple[datetime, bool]:
    """The instant that *text* names, and whether it is a day without a time.

    A time without an offset is read in *zone*; a day starts at its midnight.

    Raises:
        EventError: if it is no date, or leaves out day, month or year.
    """
    text = text.strip()
    if DATE_ONLY.match(text):
        return midnight(date.fromisoformat(text), zone), True
    found = _iso(text) or _loose(text)
    return (found if found.tzinfo else found.replace(tzinfo=zone)), False


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _loose(text: str) -> datetime:
    """What dateutil makes of *text*, if two different defaults give the same day."""
    try:
        one = parse_loose(text, default=datetime(2000, 1, 1))  # noqa: DTZ001 - zone comes next
        other = parse_loose(text, default=datetime(2001, 2, 2))  # noqa: DTZ001
    except (ParserError, OverflowError, ValueError, TypeError) as error:
        msg = f"date {text!r} cannot be read; the source should write ISO 8601"
        raise EventError(msg) from error
    if one.date() != other.date():
        msg = f"date {text!r} leaves out the day, month or year; the source should write them"
        raise EventError(msg)
    return one


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
