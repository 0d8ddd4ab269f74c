"""An organisation's announcements as RSS 2.0, with one of two vocabularies for dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from data.sample.when import when

EV = "http://purl.org/rss/1.0/modules/event/"
CIVICPLUS = "https://www.civicplus.com/calendarEvent"


def feed(town: Mapping[str, Any], day: date) -> bytes:
    """One item for every time of every announcement."""
    items = "".join(
        _item(event, town, start, number)
        for event in town["event"]
        for number, start in enumerate(when(event, day).starts())
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        f"<rss version='2.0' xmlns:ev='{EV}' xmlns:calendarEvent='{CIVICPLUS}'><channel>"
        f"<title>{escape(town['name'])}</title><link>https://{town['host']}/</link>"
        f"<description>Events</description>{items}</channel></rss>\n"
    ).encode()


def _item(event: Mapping[str, Any], town: Mapping[str, Any], start: datetime, number: int) -> str:
    link = f"https://{town['host']}/calendar/{event['id']}-{number}"
    text = event.get("description", "")
    if event.get("price"):
        text += f"<br>Cost: {event['price']}"
    dates = _civicplus if town["format"] == "rss-civicplus" else _module
    tags = "".join(f"<category>{escape(tag)}</category>" for tag in event.get("tags", ()))
    return (
        f"<item><title>{escape(event['title'])}</title><link>{link}</link><guid>{link}</guid>"
        f"<description>{escape(text)}</description>{tags}{''.join(dates(event, start))}</item>\n"
    )


def _where(event: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (event.get("venue"), event.get("address"))))


def _module(event: Mapping[str, Any], start: datetime) -> Iterator[str]:
    yield f"<ev:startdate>{start.isoformat()}</ev:startdate>"
    if event.get("hours"):
        end = start + timedelta(hours=event["hours"])
        yield f"<ev:enddate>{end.isoformat()}</ev:enddate>"
    yield f"<ev:location>{escape(_where(event))}</ev:location>"


def _civicplus(event: Mapping[str, Any], start: datetime) -> Iterator[str]:
    last = start + timedelta(days=max(0, event.get("days", 0) - 1))
    days = f"{start:%B %d, %Y}" + (f" - {last:%B %d, %Y}" if last > start else "")
    yield f"<calendarEvent:EventDates>{days}</calendarEvent:EventDates>"
    if event.get("days"):
        yield "<calendarEvent:EventTimes>All Day</calendarEvent:EventTimes>"
    else:
        end = start + timedelta(hours=event.get("hours") or 1)
        hours = f"{start:%I:%M %p} - {end:%I:%M %p}"
        yield f"<calendarEvent:EventTimes>{hours}</calendarEvent:EventTimes>"
    place = escape(_where(event).replace(", ", "<br>", 1))
    yield f"<calendarEvent:Location>{place}</calendarEvent:Location>"
