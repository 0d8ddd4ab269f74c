"""An organisation's announcements as an iCalendar feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Timezone
from icalendar import Event as VEvent

from data.sample.when import ZONE, When, when


def feed(town: Mapping[str, Any], day: date) -> bytes:
    """One VEVENT for each announcement, more where single times were changed."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{town['name']}//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", town["name"])
    calendar.add("x-wr-timezone", str(ZONE))
    if not town.get("in_utc"):
        calendar.add_component(Timezone.from_tzid(str(ZONE)))
    for event in town["event"]:
        for component in _components(event, town, day):
            calendar.add_component(component)
    body: bytes = calendar.to_ical()
    return body


def _components(event: Mapping[str, Any], town: Mapping[str, Any], day: date) -> Iterator[VEvent]:
    times = when(event, day)
    master = _base(event, town, times, times.start, day)
    if times.every_weeks:
        master.add("rrule", {"FREQ": "WEEKLY", "INTERVAL": times.every_weeks, "COUNT": times.times})
        for number in times.skipped:
            master.add("exdate", times.slot(number))
    yield master
    for number in sorted({*times.moved, *times.cancelled}):
        start = times.moved.get(number, times.slot(number))
        override = _base(event, town, times, start, day)
        override.add("recurrence-id", times.slot(number))
        if number in times.cancelled:
            override.pop("STATUS", None)
            override.add("status", "CANCELLED")
        yield override


def _base(
    event: Mapping[str, Any], town: Mapping[str, Any], times: When, start: datetime, day: date
) -> VEvent:
    vevent = VEvent()
    vevent.add("uid", f"{event['id']}@{town['host']}")
    vevent.add("dtstamp", datetime(day.year, day.month, day.day, 5, tzinfo=UTC))
    vevent.add("summary", event["title"])
    if times.days:
        vevent.add("dtstart", start.date())
        vevent.add("dtend", start.date() + timedelta(days=times.days))
    else:
        zone = UTC if town.get("in_utc") and not times.every_weeks else ZONE
        vevent.add("dtstart", start.astimezone(zone))
        if times.length:
            vevent.add("dtend", (start + times.length).astimezone(zone))
    text = event.get("description", "")
    if event.get("price"):
        text = f"{text}\n\nCost: {event['price']}".strip()
    for name, value in (
        ("description", text),
        ("location", ", ".join(filter(None, (event.get("venue"), event.get("address"))))),
        ("url", f"https://{town['host']}/events/{event['id']}"),
        ("status", event.get("status", "CONFIRMED")),
    ):
        if value:
            vevent.add(name, value)
    if event.get("tags"):
        vevent.add("categories", event["tags"])
    if "geo" in event:
        vevent.add("geo", tuple(event["geo"]))
    return vevent
