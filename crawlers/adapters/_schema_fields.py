"""One schema.org Event, as a plain dictionary, field by field.

Whatever a property may be (text, object, or a list of either) is brought to one form here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawlers.adapters._urls import absolute
from model.event import AttendanceMode, Event, EventStatus, Offer, Place

Item = Mapping[str, Any]
TERM = re.compile(r"[/:#]")
STATUS = {
    "eventscheduled": EventStatus.SCHEDULED,
    "eventcancelled": EventStatus.CANCELLED,
    "eventpostponed": EventStatus.POSTPONED,
    "eventrescheduled": EventStatus.RESCHEDULED,
    "eventmovedonline": EventStatus.MOVED_ONLINE,
}
MODES = {
    "offlineeventattendancemode": AttendanceMode.OFFLINE,
    "onlineeventattendancemode": AttendanceMode.ONLINE,
    "mixedeventattendancemode": AttendanceMode.MIXED,
}


def event(item: Item, url: str) -> Event:
    """What *item* announces; its addresses made absolute against *url*."""
    place, is_virtual = location(item.get("location"))
    mode = MODES.get(_term(item.get("eventAttendanceMode")))
    return Event(
        name=text(item.get("name")) or text(item.get("headline")),
        description=text(item.get("description")),
        url=absolute(url, text(item.get("url")) or url),
        image=_image(item.get("image"), url),
        keywords=tuple(_keywords(item.get("keywords"))),
        organizer=text(item.get("organizer")),
        location=place,
        offers=tuple(offers(item)),
        event_status=STATUS.get(_term(item.get("eventStatus")), EventStatus.SCHEDULED),
        event_attendance_mode=mode or (AttendanceMode.ONLINE if is_virtual else None),
        typical_age_range=text(item.get("typicalAgeRange")),
        in_language=text(item.get("inLanguage")),
    )


def listed(value: Any) -> list[Any]:
    """*value* as a list."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]


def text(value: Any) -> str:
    """The first text in *value*: itself, its name or its @value."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    for one in listed(value):
        if isinstance(one, Mapping):
            found = text(one.get("name") or one.get("@value") or one.get("url"))
        else:
            found = text(one) if isinstance(one, list) else str(one).strip()
        if found:
            return found
    return ""


def types(item: Item) -> Iterator[str]:
    """The types of *item* without the vocabulary's address."""
    for name in listed(item.get("@type")):
        yield TERM.split(str(name).rstrip("/"))[-1]


def location(value: Any) -> tuple[Place | None, bool]:
    """The first real place, and whether all there is is a virtual one."""
    virtual = False
    for one in listed(value):
        if isinstance(one, Mapping) and "VirtualLocation" in types(one):
            virtual = True
        elif place := _place(one):
            return place, False
    return None, virtual


def _place(value: Any) -> Place | None:
    if not isinstance(value, Mapping):
        return Place(name=str(value)) if str(value).strip() else None
    address = next(iter(listed(value.get("address"))), None)
    parts = address if isinstance(address, Mapping) else {}
    geo = next((g for g in listed(value.get("geo")) if isinstance(g, Mapping)), value)
    names = ("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry")
    line = [text(parts.get(name)) for name in names[:4]]
    if "PostalAddress" in types(value):
        parts, line = value, [text(value.get(name)) for name in names[:4]]
    street, town, region, code = line
    joined = ", ".join(filter(None, (street, town, f"{region} {code}".strip())))
    place = Place(
        name=text(value.get("name")),
        address=joined or (text(address) if not isinstance(address, Mapping) else ""),
        locality=town,
        region=region,
        postal_code=code,
        country=text(parts.get("addressCountry")),
        latitude=_degrees(geo.get("latitude")),
        longitude=_degrees(geo.get("longitude")),
    )
    return place if any((place.name, place.address, place.country, place.latitude)) else None


def _degrees(value: Any) -> float | None:
    try:
        return float(text(value))
    except ValueError:
        return None


def offers(item: Item) -> Iterator[Offer]:
    """One offer per tier that states a price; else what `isAccessibleForFree` says."""
    free = {"true": True, "false": False}.get(text(item.get("isAccessibleForFree")).lower())
    found = [offer for one in listed(item.get("offers")) for offer in _offers(one)]
    if found:
        yield from found
    elif free:
        yield Offer(price=0.0, is_accessible_for_free=True, evidence="isAccessibleForFree")


def _offers(one: Any) -> Iterator[Offer]:
    if not isinstance(one, Mapping):
        if text(one):
            yield Offer(evidence=text(one))
        return
    for inner in listed(one.get("offers")):
        yield from _offers(inner)
    words = " ".join(filter(None, (text(one.get("name")), text(one.get("description")))))
    low = text(one.get("lowPrice")) or text(one.get("price"))
    specification = next(iter(listed(one.get("priceSpecification"))), None)
    if not low and isinstance(specification, Mapping):
        low = text(specification.get("price"))
    if not low:
        return
    price, high = _amount(low), _amount(text(one.get("highPrice")))
    currency = text(one.get("priceCurrency")).upper()
    yield Offer(
        price=price,
        price_max=high if price is not None and high is not None and high > price else None,
        price_currency=currency,
        is_accessible_for_free=price == 0 if price is not None else None,
        evidence=f"{words} {low} {currency}".strip(),
    )


def _amount(value: str) -> float | None:
    try:
        return float(value.replace(",", "").lstrip("$£€ "))
    except ValueError:
        return 0.0 if value.strip().lower() == "free" else None


def _term(value: Any) -> str:
    return text(value).rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()


def _image(value: Any, url: str) -> str:
    for one in listed(value):
        is_object = isinstance(one, Mapping)
        address = one.get("contentUrl") or one.get("url") or one.get("@id") if is_object else one
        if found := text(address):
            return absolute(url, found)
    return ""


def _keywords(value: Any) -> Iterator[str]:
    for one in listed(value):
        for word in text(one).split(","):
            if word.strip():
                yield word.strip()
