"""Candidates as an iCalendar file, and as links that fill in a web calendar's form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from icalendar import Calendar
from icalendar import Event as VEvent

from model.candidate import Candidate
from model.event import EventStatus

STATUS = {EventStatus.CANCELLED: "CANCELLED", EventStatus.POSTPONED: "TENTATIVE"}
GOOGLE = "https://calendar.google.com/calendar/render?"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose?"
SHOWN_FOR = timedelta(hours=2)
"""What a web calendar's form is given where no end is stated; the file then has none."""


def calendar(candidates: Iterable[Candidate]) -> bytes:
    """An iCalendar (RFC 5545), times in UTC; a date keeps its UID as long as it starts then."""
    made = Calendar()
    made.add("prodid", "-//twogether//events//EN")
    made.add("version", "2.0")
    for one in candidates:
        made.add_component(_vevent(one))
    body: bytes = made.to_ical()
    return body


def _vevent(one: Candidate) -> VEvent:
    start, end = one.start_date, one.end_date
    vevent = VEvent()
    vevent.add("uid", f"{one.event}-{start.astimezone(UTC):%Y%m%dT%H%M%SZ}@twogether")
    vevent.add("dtstamp", (one.checked or start).astimezone(UTC))
    vevent.add("sequence", one.sequence)
    vevent.add("dtstart", start.date() if one.all_day else start.astimezone(UTC))
    if end is not None:
        vevent.add("dtend", end.date() if one.all_day else end.astimezone(UTC))
    vevent.add("summary", one.name)
    texts = {"description": one.description, "location": _location(one), "url": one.url}
    for name, value in texts.items():
        if value:
            vevent.add(name, value)
    if one.status in STATUS:
        vevent.add("status", STATUS[one.status])
    if one.latitude is not None and one.longitude is not None:
        vevent.add("geo", (one.latitude, one.longitude))
    return vevent


def web_calendars(one: Candidate) -> dict[str, str]:
    """For each web calendar, the address of its form with this date filled in."""
    end = one.end_date or one.start_date + SHOWN_FOR
    if one.all_day:
        last = max(end, one.start_date + timedelta(days=1))
        times = f"{one.start_date:%Y%m%d}/{last:%Y%m%d}"
    else:
        times = f"{_utc(one.start_date)}/{_utc(end)}"
    where = _location(one)
    google = {"action": "TEMPLATE", "text": one.name, "dates": times, "location": where}
    outlook = {
        "subject": one.name,
        "startdt": one.start_date.isoformat(),
        "enddt": end.isoformat(),
        "location": where,
        "allday": str(one.all_day).lower(),
    }
    return {
        "Google": GOOGLE + urlencode({**google, "details": one.url}),
        "Outlook": OUTLOOK + urlencode({**outlook, "body": one.url}),
    }


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _location(one: Candidate) -> str:
    return ", ".join(filter(None, (one.venue, one.address)))
