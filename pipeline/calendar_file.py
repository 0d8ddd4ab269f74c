"""Dates as an iCalendar file, and as links that fill in a web calendar's form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from urllib.parse import urlencode

from icalendar import Calendar
from icalendar import Event as VEvent

from model.candidate import Candidate
from model.event import EventStatus
from model.in_words import excerpt

STATUS: dict[str, str] = {
    EventStatus.CANCELLED: "CANCELLED",
    EventStatus.POSTPONED: "TENTATIVE",
}
GOOGLE = "https://calendar.google.com/calendar/render?"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose?"
REFRESH = timedelta(hours=12)
"""How often a subscriber may ask for news (RFC 7986, 5.7)."""
SHOWN_FOR = timedelta(hours=2)
"""What a web calendar's form is given where no end is stated; the file then has none."""


def calendar(candidates: Iterable[Candidate], name: str = "") -> bytes:
    """An iCalendar (RFC 5545) of *candidates*, times in UTC.

    Args:
        name: what a program that subscribes to it calls it.
    """
    return document(map(entry, candidates), name)


def document(entries: Iterable[VEvent], name: str) -> bytes:
    """An iCalendar of *entries*.

    Args:
        name: as for `calendar`.
    """
    made = Calendar()
    made.add("prodid", "-//twogether//events//EN")
    made.add("version", "2.0")
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        made.add("x-published-ttl", REFRESH)
    for one in entries:
        made.add_component(one)
    body: bytes = made.to_ical()
    return body


def entry(one: Candidate) -> VEvent:
    """One date as it stands in the calendar, with the first words of its announcement."""
    vevent = vevent_of(
        one.event,
        one.start_date,
        one.end_date,
        UTC,
        stamp=one.checked or one.start_date,
        all_day=one.all_day,
        status=one.status,
        geo=(one.latitude, one.longitude),
        summary=one.name,
        description=excerpt(one.description),
        location=_location(one),
        url=one.url,
    )
    vevent.add("sequence", one.sequence)
    return vevent


def uid_of(event: str, start: datetime) -> str:
    """What a date of an event is called for as long as it starts then (RFC 7986, 5.3)."""
    return f"{event}-{start.astimezone(UTC):%Y%m%dT%H%M%SZ}@twogether"


def vevent_of(
    event: str,
    start: datetime,
    end: datetime | None,
    zone: tzinfo,
    *,
    stamp: datetime,
    all_day: bool,
    status: str,
    geo: tuple[float | None, float | None],
    **texts: str | None,
) -> VEvent:
    """One date of an event.

    Args:
        event: its id.
        start, end: aware; of an all-day event only their days count.
        zone: that the times are written in.
        stamp: when it was last seen.
        geo: latitude and longitude.
        texts: further properties; what is empty is left out.
    """
    vevent = VEvent()
    vevent.add("uid", uid_of(event, start))
    vevent.add("dtstamp", stamp.astimezone(UTC))
    vevent.add("dtstart", start.date() if all_day else start.astimezone(zone))
    if end is not None:
        vevent.add("dtend", end.date() if all_day else end.astimezone(zone))
    for name, value in texts.items():
        if value:
            vevent.add(name, value)
    if status in STATUS:
        vevent.add("status", STATUS[status])
    if None not in geo:
        vevent.add("geo", geo)
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
