"""Calendars as the JSON of a platform's API."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from soaking.answers import PAGE, paged, title
from soaking.world import Date, Site


def tribe(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    rows, pages = paged(dates, page)
    hall, street = site.hall.split(", ")
    events = [
        {
            "global_id": f"{site.id}.example?id={one.token}",
            "title": one.title,
            "description": f"<p>{escape(one.text)}</p>",
            "url": f"{base}/event/{one.token}",
            "start_date": ["?"] if one.token in wrong else f"{one.start}",
            "end_date": f"{one.end}",
            "timezone": site.zone,
            "venue": {"venue": hall, "address": street},
            "event_status": "canceled" if one.cancelled else "scheduled",
        }
        for one in rows
    ]
    following = {"next_rest_url": f"{base}/calendar?page={page + 1}"} if page < pages else {}
    return _json({"events": events, **following})


def localist(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    rows, pages = paged(dates, page)
    events = [
        {
            "event": {
                "id": one.key,
                "title": one.title,
                "description_text": one.text,
                "location_name": site.hall,
                "localist_url": f"{base}/event/{one.key}",
                "status": "canceled" if one.cancelled else "live",
                "event_instances": [
                    {
                        "event_instance": {
                            "id": one.token,
                            "start": {} if one.token in wrong else site.local(one.start),
                            "end": site.local(one.end),
                        }
                    }
                ],
            }
        }
        for one in rows
    ]
    return _json({"events": events, "page": {"current": page, "size": PAGE, "total": pages}})


def libcal(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    rows, _ = paged(dates, page)
    results = [
        {
            "id": one.token,
            "title": title(one),
            "startdt": True if one.token in wrong else f"{one.start}",
            "enddt": f"{one.end}",
            "description": one.text,
            "url": f"{base}/event/{one.token}",
            "location": site.hall,
        }
        for one in rows
    ]
    return _json({"total_results": len(dates), "perpage": PAGE, "results": results})


def squarespace(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    hall, street = site.hall.split(", ")
    upcoming = [
        {
            "id": one.token,
            "title": title(one),
            "startDate": [1]
            if one.token in wrong
            else int(site.instant(one.start).timestamp() * 1000),
            "endDate": int(site.instant(one.end).timestamp() * 1000),
            "body": f"<div><p>{escape(one.text)}</p></div>",
            "fullUrl": f"/events/{one.token}",
            "location": {"addressTitle": hall, "addressLine1": street},
        }
        for one in dates
    ]
    website = {"baseUrl": base, "timeZone": site.zone}
    return _json({"website": website, "upcoming": upcoming, "past": []})


def livewhale(site: Site, dates: list[Date], wrong: set[str], base: str, page: int) -> bytes:
    return _json(
        [
            {
                "id": one.token,
                "title": one.title,
                "date_iso": [] if one.token in wrong else site.local(one.start),
                "date2_iso": site.local(one.end),
                "timezone": site.zone,
                "description": f"<p>{escape(one.text)}</p>",
                "url": f"{base}/event/{one.token}",
                "location_title": site.hall,
                "is_canceled": 1 if one.cancelled else None,
            }
            for one in dates
        ]
    )


def _json(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()
