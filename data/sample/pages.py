"""An organisation's announcements as a web page with schema.org markup."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from data.sample.when import ZONE, when

WEEKDAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def json_ld(town: Mapping[str, Any], day: date) -> bytes:
    """A page whose head holds a graph of events."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": town["name"]},
            *(item for event in town["event"] for item in _items(event, town, day)),
        ],
    }
    script = json.dumps(graph, indent=1).replace("</", "<\\/")
    head = f'<script type="application/ld+json">\n{script}\n</script>'
    listed = "".join(f"<li>{html.escape(event['title'])}</li>" for event in town["event"])
    return _page(town, head, f"<ul>{listed}</ul>")


def microdata(town: Mapping[str, Any], day: date) -> bytes:
    """A page that marks up each event where it is shown."""
    blocks = (
        _block(event, town, start, number)
        for event in town["event"]
        for number, start in enumerate(when(event, day).starts())
    )
    return _page(town, "", "".join(blocks))


def _page(town: Mapping[str, Any], head: str, body: str) -> bytes:
    name = html.escape(town["name"])
    return (
        f"<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>{name}</title>"
        f"{head}</head><body><h1>{name}</h1>{body}</body></html>\n"
    ).encode()


def _items(event: Mapping[str, Any], town: Mapping[str, Any], day: date) -> Iterator[Any]:
    times = when(event, day)
    page = f"https://{town['host']}/whats-on/{event['id']}"
    item: dict[str, Any] = {
        "@type": event.get("type", "Event"),
        "@id": page,
        "url": page,
        "name": event["title"],
        "description": event.get("description", ""),
        "organizer": {"@type": "Organization", "name": town["name"]},
        "eventStatus": f"https://schema.org/{event.get('status', 'EventScheduled')}",
        "location": _place(event),
        "offers": list(_offers(event)),
        "keywords": event.get("tags", []),
    }
    if times.every_weeks:
        end = times.start + (times.length or timedelta())
        item["eventSchedule"] = {
            "@type": "Schedule",
            "startDate": times.start.date().isoformat(),
            "startTime": times.start.strftime("%H:%M:%S"),
            "endTime": end.strftime("%H:%M:%S"),
            "repeatFrequency": f"P{times.every_weeks}W",
            "repeatCount": times.times,
            "byDay": f"https://schema.org/{WEEKDAY[times.start.weekday()]}",
            "exceptDate": [times.slot(number).date().isoformat() for number in times.skipped],
            "scheduleTimezone": str(ZONE),
        }
        yield item
        return
    yield {**item, **_dates(times.start, times.length, times.days)}


def _dates(start: datetime, length: timedelta | None, days: int) -> dict[str, str]:
    if days:
        last = start.date() + timedelta(days=days - 1)
        return {"startDate": start.date().isoformat(), "endDate": last.isoformat()}
    dates = {"startDate": start.isoformat()}
    return dates | ({"endDate": (start + length).isoformat()} if length else {})


def _place(event: Mapping[str, Any]) -> dict[str, Any]:
    street, _, rest = event.get("address", "").partition(", ")
    city, _, state = rest.partition(", ")
    region, _, code = state.partition(" ")
    place: dict[str, Any] = {
        "@type": "Place",
        "name": event.get("venue", ""),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": city,
            "addressRegion": region,
            "postalCode": code,
        },
    }
    if "geo" in event:
        latitude, longitude = event["geo"]
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return place


def _offers(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for number, amount in enumerate(event.get("amounts", ())):
        yield {
            "@type": "Offer",
            "name": event.get("price", "") if number == 0 else "",
            "price": f"{amount:.2f}",
            "priceCurrency": "USD",
        }


def _block(event: Mapping[str, Any], town: Mapping[str, Any], start: datetime, number: int) -> str:
    anchor = f"https://{town['host']}/events#{event['id']}-{number}"
    text = html.escape(event.get("description", ""))
    amount = next(iter(event.get("amounts", ())), None)
    price = (
        f"<span itemprop='offers' itemscope itemtype='https://schema.org/Offer'>"
        f"<span itemprop='name'>{html.escape(event.get('price', ''))}</span>"
        f"<meta itemprop='price' content='{amount}'><meta itemprop='priceCurrency' content='USD'>"
        "</span>"
        if amount is not None
        else ""
    )
    ends = (
        f"<meta itemprop='endDate' "
        f"content='{(start + timedelta(hours=event['hours'])).isoformat()}'>"
        if event.get("hours")
        else ""
    )
    return (
        f"<article itemscope itemtype='https://schema.org/{event.get('type', 'Event')}'>"
        f"<link itemprop='url' href='{anchor}'>"
        f"<h2 itemprop='name'>{html.escape(event['title'])}</h2>"
        f"<time itemprop='startDate' datetime='{start.isoformat()}'>{start:%A, %B %d}</time>{ends}"
        f"<p itemprop='description'>{text}</p>{price}"
        f"<div itemprop='location' itemscope itemtype='https://schema.org/Place'>"
        f"<span itemprop='name'>{html.escape(event.get('venue', ''))}</span> "
        f"<span itemprop='address'>{html.escape(event.get('address', ''))}</span></div></article>\n"
    )
