"""An organisation's announcements as The Events Calendar's REST answers, page by page."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from data.sample.when import ZONE, when

PATH = "/wp-json/tribe/events/v1/events"
PER_PAGE = 50
FORMAT = "%Y-%m-%d %H:%M:%S"


def pages(town: Mapping[str, Any], day: date) -> Iterator[tuple[str, bytes]]:
    """Addresses and bodies; every time of a repeated event is an item of its own."""
    items = [
        _item(event, town, start, number)
        for event in town["event"]
        for number, start in enumerate(when(event, day).starts())
    ]
    items.sort(key=lambda item: (item["start_date"], item["id"]))
    count = max(1, -(-len(items) // PER_PAGE))
    for page in range(1, count + 1):
        body = {
            "events": items[(page - 1) * PER_PAGE : page * PER_PAGE],
            "rest_url": address(town, page),
            "total": len(items),
            "total_pages": count,
        }
        if page < count:
            body["next_rest_url"] = address(town, page + 1)
        yield address(town, page), json.dumps(body).encode()


def address(town: Mapping[str, Any], page: int) -> str:
    """The URL of one page of answers."""
    first = f"https://{town['host']}{PATH}?per_page={PER_PAGE}"
    return first if page == 1 else f"{first}&page={page}"


def _item(
    event: Mapping[str, Any], town: Mapping[str, Any], start: datetime, number: int
) -> dict[str, Any]:
    days = event.get("days", 0)
    length = timedelta(days=days) - timedelta(seconds=1) if days else timedelta(
        hours=event.get("hours") or 0
    )  # fmt: skip
    end = start + length
    slug = f"{event['id']}-{number + 1}" if number else event["id"]
    price = event.get("price", "")
    return {
        "id": 1000 * (1 + town["event"].index(event)) + number,
        "global_id": f"{town['host']}?id={slug}",
        "url": f"https://{town['host']}/event/{slug}/",
        "title": html.escape(event["title"]).replace("&#x27;", "&#8217;"),
        "description": "".join(
            f"<p>{html.escape(line)}</p>\n" for line in event.get("description", "").splitlines()
        ),
        "start_date": start.strftime(FORMAT),
        "end_date": end.strftime(FORMAT),
        "utc_start_date": start.astimezone(UTC).strftime(FORMAT),
        "utc_end_date": end.astimezone(UTC).strftime(FORMAT),
        "timezone": str(ZONE),
        "all_day": bool(days),
        "cost": price,
        "cost_details": {"currency_symbol": "$", "values": event.get("amounts", [])},
        "venue": _venue(event),
        "organizer": [{"organizer": town["name"]}],
        "categories": [{"name": tag} for tag in event.get("tags", ())],
        "tags": [],
        "image": False,
        "hide_from_listings": False,
    }


def _venue(event: Mapping[str, Any]) -> dict[str, Any] | list[Any]:
    if not event.get("venue"):
        return []
    street, _, rest = event.get("address", "").partition(", ")
    city, _, state = rest.partition(", ")
    venue: dict[str, Any] = {"venue": event["venue"], "address": street, "city": city}
    venue |= dict(zip(("state", "zip"), state.split(), strict=False))
    if "geo" in event:
        venue |= {"geo_lat": event["geo"][0], "geo_lng": event["geo"][1]}
    return venue
