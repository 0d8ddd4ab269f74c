"""Calendars as feeds and web pages: iCalendar, RSS, and a page with schema.org's words."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import groupby
from xml.sax.saxutils import escape

from soaking.answers import paged, title
from soaking.world import Date, Site


def ical(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//soak//EN"]
    for _, group in groupby(dates, key=lambda one: one.key):
        lines += _vevents(site, list(group), wrong)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _vevents(site: Site, dates: list[Date], wrong: set[str]) -> list[str]:
    """One component for a happening, and one more for each date that differs from its rule."""
    first, last = dates[0], dates[-1]
    series = site.happenings[int(first.key.rpartition("-")[2])]
    length = len(series.starts)
    whole = all(one.cancelled for one in dates)
    master = _series_start(first)
    zone = f";TZID={site.zone}"
    uid = f"UID:{ical_token(first)}"
    start = "tomorrow evening" if first.token in wrong else f"{master:%Y%m%dT%H%M%S}"
    lines = ["BEGIN:VEVENT", uid, f"SUMMARY:{first.title}", f"DTSTART{zone}:{start}"]
    lines += [f"DTEND{zone}:{master.replace(hour=master.hour + 2):%Y%m%dT%H%M%S}"]
    lines += [f"DESCRIPTION:{last.text}".replace(",", "\\,")]
    lines += [f"LOCATION:{site.hall}".replace(", ", "\\, ")]
    lines += ["STATUS:CANCELLED"] if whole else []
    lines += [f"RRULE:FREQ=WEEKLY;COUNT={length}"] if length > 1 else []
    lines += ["END:VEVENT"]
    for one in dates if not whole else ():
        if one.cancelled:
            lines += ["BEGIN:VEVENT", uid, f"SUMMARY:{one.title}", "STATUS:CANCELLED"]
            lines += [f"RECURRENCE-ID{zone}:{one.start:%Y%m%dT%H%M%S}"]
            lines += [f"DTSTART{zone}:{one.start:%Y%m%dT%H%M%S}"]
            lines += [f"DTEND{zone}:{one.end:%Y%m%dT%H%M%S}", "END:VEVENT"]
    return lines


def ical_token(one: Date) -> str:
    """An iCalendar has one id for the whole series: that of its first date."""
    key, _, issue = one.token.rsplit("-", 2)
    return f"{key}-0-{issue}"


def _series_start(one: Date) -> datetime:
    """When the series of a date began, in wall time."""
    return one.start - timedelta(weeks=one.index)


def rss(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{one.token}</guid><title>{escape(title(one))}</title>"
        f"<link>{base}/event/{one.token}</link><description>{escape(one.text)}</description>"
        f"<ev:startdate>{'soon' if one.token in wrong else one.start.isoformat()}</ev:startdate>"
        f"<ev:enddate>{one.end.isoformat()}</ev:enddate>"
        f"<ev:location>{escape(site.hall)}</ev:location></item>"
        for one in dates
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/">'
        f"<channel><title>{site.id}</title>{items}</channel></rss>"
    ).encode()


def schemaorg(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    rows, pages = paged(dates, page)
    graph = [
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": f"{base}/event/{one.token}",
            "url": f"{base}/event/{one.token}",
            "name": one.title,
            "description": one.text,
            "startDate": "soon" if one.token in wrong else site.local(one.start),
            "endDate": site.local(one.end),
            "eventStatus": "EventCancelled" if one.cancelled else "EventScheduled",
            "location": {"@type": "Place", "name": site.hall},
        }
        for one in rows
    ]
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    more = f'<a rel="next" href="{base}/calendar?page={page + 1}">more</a>' if page < pages else ""
    return (
        f"<!doctype html><html><head><title>What is on</title>{script}</head>"
        f"<body><h1>What is on</h1>{more}</body></html>"
    ).encode()
