"""schema.org Schedule as an RFC 5545 rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from icalendar import Calendar, vRecur
from icalendar import Event as VEvent

from crawlers.adapters._dates import midnight, read, zone_or
from crawlers.adapters._schema_fields import listed, text
from model.errors import EventError

FREQUENCY = re.compile(r"^P(\d+)([DWMY])$")
UNITS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
WORDS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y"}


def calendar(schedule: Mapping[str, Any], uid: str, name: str, zone_name: str) -> str:
    """A calendar with one event that repeats as *schedule* says.

    Raises:
        EventError: if the schedule has no start or no frequency that we know.
    """
    zone = zone_or(text(schedule.get("scheduleTimezone")), zone_name)
    if not text(schedule.get("startDate")):
        msg = "eventSchedule has no startDate; the source should give it"
        raise EventError(msg)
    first, _ = read(text(schedule.get("startDate")), zone)
    start = _at(first, schedule.get("startTime"))
    vevent = VEvent()
    vevent.add("uid", uid)
    vevent.add("summary", name)
    timed = bool(text(schedule.get("startTime"))) or start.time() != time()
    vevent.add("dtstart", start if timed else start.date())
    if text(schedule.get("endTime")):
        vevent.add("dtend", _at(start, schedule.get("endTime")))
    vevent.add("rrule", _rule(schedule, start))
    for day in listed(schedule.get("exceptDate")):
        skipped, _ = read(text(day), zone)
        vevent.add("exdate", datetime.combine(skipped.date(), start.time(), zone))
    whole = Calendar()
    whole.add("version", "2.0")
    whole.add_component(vevent)
    body: bytes = whole.to_ical()
    return body.decode()


def _at(day: datetime, clock: Any) -> datetime:
    if not text(clock):
        return day
    try:
        return datetime.combine(day.date(), time.fromisoformat(text(clock)[:8]), day.tzinfo)
    except ValueError as error:
        msg = f"time {text(clock)!r} cannot be read; the source should write 19:00"
        raise EventError(msg) from error


def _rule(schedule: Mapping[str, Any], start: datetime) -> vRecur:
    frequency = text(schedule.get("repeatFrequency"))
    match = FREQUENCY.match(WORDS.get(frequency.lower(), frequency))
    if match is None:
        msg = f"repeatFrequency {frequency!r} is unknown; the source should write P1W and the like"
        raise EventError(msg)
    rule: dict[str, Any] = {"FREQ": UNITS[match[2]], "INTERVAL": int(match[1])}
    days = [_weekday(one) for one in listed(schedule.get("byDay"))]
    if days and match[2] != "D":
        rule["BYDAY"] = days
    if month_days := [int(text(one)) for one in listed(schedule.get("byMonthDay"))]:
        rule["BYMONTHDAY"] = month_days
    if text(schedule.get("repeatCount")):
        rule["COUNT"] = int(text(schedule.get("repeatCount")))
    elif text(schedule.get("endDate")):
        zone = zone_or(getattr(start.tzinfo, "key", "UTC"), "UTC")
        last, _ = read(text(schedule.get("endDate")), zone)
        rule["UNTIL"] = midnight(last.date(), zone).replace(hour=23, minute=59)
    return vRecur(rule)


def _weekday(value: Any) -> str:
    """`https://schema.org/Monday`, `Monday`, `MO` and `1MO` alike."""
    word = text(value).rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return word if len(word) <= 4 else word[:2].upper()
