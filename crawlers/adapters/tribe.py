"""The Events Calendar's REST answers (WordPress plugin, `/wp-json/tribe/events/v1/events`)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from crawlers.adapters._dates import day_after, midnight, read, zone_or
from crawlers.source import Link, Page, Source
from model.errors import EventError, ParseError
from model.event import Event, EventStatus, Listing, Occurrence, Offer, Place, SetAside

STATUS = {
    "canceled": EventStatus.CANCELLED,
    "cancelled": EventStatus.CANCELLED,
    "postponed": EventStatus.POSTPONED,
    "rescheduled": EventStatus.RESCHEDULED,
}
SYMBOLS = {"$": "USD", "£": "GBP", "€": "EUR"}
UNREADABLE = (EventError, ValueError, KeyError, TypeError, AttributeError, OverflowError)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event of the page, and a link to the next page.

    Raises:
        ParseError: if the body is no answer of that plugin.
    """
    url = page.url
    document = _document(body, url)
    for item in document["events"]:
        name = html.unescape(str(item.get("title", "")))
        uid = str(item.get("global_id") or item.get("id") or item.get("url"))
        try:
            yield _listing(item, uid, source)
        except UNREADABLE as error:
            yield SetAside(source=source.id, uid=uid, name=name, reason=str(error) or repr(error))
    if following := document.get("next_rest_url"):
        yield Link(url=str(following))


def _document(body: bytes, url: str) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError as error:
        start = " ".join(body[:60].decode("utf-8", "replace").split())
        msg = f"{url} starts with {start!r}, which is no JSON; check that its REST API is open"
        raise ParseError(msg) from error
    if not isinstance(document, dict) or not isinstance(document.get("events"), list):
        found = sorted(document) if isinstance(document, dict) else type(document).__name__
        msg = f"{url} holds {found}, but no list of 'events'; check the source's address"
        raise ParseError(msg)
    return document


def _listing(item: Mapping[str, Any], uid: str, source: Source) -> Listing:
    if item.get("hide_from_listings"):
        msg = "event is hidden from listings by its organiser"
        raise EventError(msg)
    if not item.get("start_date"):
        msg = "event has no start_date; the source should give it"
        raise EventError(msg)
    zone = zone_or(item.get("timezone"), source.timezone)
    return Listing(
        source=source.id,
        uid=uid,
        event=_event(item),
        occurrences=(_occurrence(item, source),),
        timezone=zone.key,
        raw=json.dumps(item, ensure_ascii=False),
    )


def _occurrence(item: Mapping[str, Any], source: Source) -> Occurrence:
    """The plugin's local times; a zone such as `UTC-5` is told by its UTC times."""
    zone = zone_or(item.get("timezone"), source.timezone)
    start, _ = read(str(item["start_date"]), zone)
    end = read(str(item["end_date"]), zone)[0] if item.get("end_date") else None
    if str(item.get("timezone", "")).startswith("UTC") and item.get("utc_start_date"):
        utc = zone_or("UTC", "UTC")
        start = read(str(item["utc_start_date"]), utc)[0].astimezone(zone)
        end = read(str(item["utc_end_date"]), utc)[0].astimezone(zone) if end else None
    if item.get("all_day"):
        start = midnight(start.date(), zone)
        last = (end or start) - timedelta(seconds=1) if end and end.time() == start.time() else end
        end = day_after(last) if last else None
    return Occurrence(
        start_date=start,
        end_date=end if end and end > start else None,
        all_day=bool(item.get("all_day")),
    )


def _event(item: Mapping[str, Any]) -> Event:
    image = item.get("image")
    tags = [*(item.get("categories") or ()), *(item.get("tags") or ())]
    organizer = _first(item.get("organizer"))
    return Event(
        name=html.unescape(str(item.get("title", ""))),
        description=str(item.get("description") or item.get("excerpt") or ""),
        url=str(item.get("url") or ""),
        image=str(image.get("url", "")) if isinstance(image, Mapping) else "",
        keywords=tuple(html.unescape(str(tag["name"])) for tag in tags if tag.get("name")),
        organizer=html.unescape(str(organizer.get("organizer", ""))),
        location=_place(_first(item.get("venue"))),
        offers=tuple(_offers(item)),
        event_status=STATUS.get(
            str(item.get("event_status") or item.get("status")).lower(), EventStatus.SCHEDULED
        ),
    )


def _first(value: Any) -> Mapping[str, Any]:
    """The plugin gives an object, a list of objects, or an empty list."""
    one = next(iter(value), {}) if isinstance(value, list) else value
    return one if isinstance(one, Mapping) else {}


def _place(venue: Mapping[str, Any]) -> Place | None:
    if not venue:
        return None
    names = ("address", "city", "state", "zip", "country")
    street, town, state, code, country = (
        html.unescape(str(venue.get(name) or "")).strip() for name in names
    )
    state = state or str(venue.get("stateprovince") or venue.get("province") or "")
    latitude, longitude = venue.get("geo_lat"), venue.get("geo_lng")
    place = Place(
        name=html.unescape(str(venue.get("venue") or "")),
        address=", ".join(filter(None, (street, town, f"{state} {code}".strip()))),
        locality=town,
        region=state,
        postal_code=code,
        country=country,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
    )
    return place if place != Place() else None


def _offers(item: Mapping[str, Any]) -> Iterator[Offer]:
    cost = html.unescape(str(item.get("cost") or "")).strip()
    details = _first(item.get("cost_details"))
    amounts = sorted(float(str(v).replace(",", "")) for v in details.get("values") or () if v)
    currency = str(details.get("currency_code") or "") or SYMBOLS.get(
        str(details.get("currency_symbol") or ""), ""
    )
    if amounts:
        yield Offer(
            price=amounts[0],
            price_max=amounts[-1] if amounts[-1] > amounts[0] else None,
            price_currency=currency,
            is_accessible_for_free=amounts[0] == 0,
            evidence=cost or ", ".join(f"{amount:g}" for amount in amounts),
        )
    elif cost:
        yield Offer(evidence=cost, price_currency=currency)
