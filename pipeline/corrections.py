"""What a host may correct, and how a correction is applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from model.errors import InputError
from model.event import AttendanceMode, Event, EventStatus, Listing, Occurrence, Offer, Per, Place
from model.facets import Facet
from model.labels import Audience, Interest, Kind, Labels, Setting

Words = Mapping[str, str]
SURE_KM = 0.05
HOST_SAYS = "as the host says"
"""The evidence of what a host has corrected."""


def _text(value: str) -> str:
    return value.strip()


def _number(value: str) -> float:
    return float(value)


def _yes(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError("write 1 for yes and 0 for no")
    return value == "1"


def _interests(value: str) -> tuple[Interest, ...]:
    return tuple(Interest(part.strip()) for part in value.split(",") if part.strip())


def _keywords(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _latitude(value: str) -> float:
    return _within(float(value), 90)


def _longitude(value: str) -> float:
    return _within(float(value), 180)


def _within(degrees: float, limit: float) -> float:
    if abs(degrees) > limit:
        msg = f"it lies between -{limit:g} and {limit:g} degrees"
        raise ValueError(msg)
    return degrees


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a host may correct.

    Attributes:
        read: turns what the host wrote into the value; raises ValueError where it is none.
        of: what it belongs to.
        hint: what may be written, in a few words.
    """

    read: Callable[[str], Any]
    of: str
    hint: str = "text"


YES_OR_NO = (
    "sold_out", "childcare", "wheelchair_accessible", "sign_language", "overnight",
    "registration_required", "lgbtq_welcome", "group_sharing", "adult_content",
    "join_late",
)  # fmt: skip


def _choice(kind: Any) -> str:
    return ", ".join(one.value for one in kind)


FIELDS: dict[str, Field] = {
    "name": Field(_text, "event"),
    "description": Field(_text, "event"),
    "url": Field(_text, "event", "http(s) address"),
    "image": Field(_text, "event", "http(s) address"),
    "organizer": Field(_text, "event"),
    "keywords": Field(_keywords, "event", "comma-separated"),
    "typical_age_range": Field(_text, "event", "such as 21- or 6-12"),
    "in_language": Field(_text, "event", "BCP 47 tag, such as es"),
    "event_status": Field(EventStatus, "event", _choice(EventStatus)),
    "event_attendance_mode": Field(AttendanceMode, "event", _choice(AttendanceMode)),
    "venue": Field(_text, "place"),
    "address": Field(_text, "place"),
    "locality": Field(_text, "place"),
    "region": Field(_text, "place"),
    "postal_code": Field(_text, "place"),
    "latitude": Field(_latitude, "place", "WGS 84 degrees north"),
    "longitude": Field(_longitude, "place", "WGS 84 degrees east"),
    "price": Field(_number, "offer", "a number; 0 is free"),
    "price_max": Field(_number, "offer", "a number"),
    "price_currency": Field(_text, "offer", "ISO 4217 code, such as USD"),
    "per": Field(Per, "offer", _choice(Per)),
    "start_date": Field(datetime.fromisoformat, "time", "2026-02-14T19:00, local"),
    "end_date": Field(datetime.fromisoformat, "time", "2026-02-14T21:00, local"),
    "audience": Field(Audience, "labels", _choice(Audience)),
    "kind": Field(Kind, "labels", _choice(Kind)),
    "setting": Field(Setting, "labels", _choice(Setting)),
    "interests": Field(_interests, "labels", "comma-separated: " + _choice(Interest)),
    **{name: Field(_yes, "facets", "1 or 0") for name in YES_OR_NO},
    "hidden": Field(_yes, "event", "1 or 0"),
}


PLACE_WORDS = frozenset(name for name, field in FIELDS.items() if field.of == "place")


def check(field: str, value: str) -> None:
    """Make sure that *value* can stand for *field*.

    Raises:
        InputError: if there is no such field, or it cannot be read.
    """
    if field not in FIELDS:
        msg = f"field {field!r} cannot be corrected; choose one of {', '.join(FIELDS)}"
        raise InputError(msg)
    if field == "name" and not value.strip():
        raise InputError(
            "name '' is empty, so nobody could tell what it is; hide the event instead"
        )
    if field in ("url", "image") and value and not value.startswith(("http://", "https://")):
        msg = f"{field} {value!r} is no web address; begin it with https://"
        raise InputError(msg)
    try:
        FIELDS[field].read(value)
    except ValueError as error:
        msg = f"{field} {value!r} cannot be read ({error}); write {FIELDS[field].hint}"
        raise InputError(msg) from error


def _said(words: Words, of: str) -> dict[str, Any]:
    return {
        name: FIELDS[name].read(value)
        for name, value in words.items()
        if name in FIELDS and FIELDS[name].of == of
    }


def correct_listing(listing: Listing, words: Words) -> Listing:
    """*listing* with a host's word for its texts, place, price and time."""
    if not words:
        return listing
    event = correct_event(listing.event, words)
    return replace(listing, event=event, occurrences=_times(listing, _said(words, "time")))


def correct_event(event: Event, words: Words) -> Event:
    """*event* with a host's word for its texts, place and price."""
    said = _said(words, "event")
    said.pop("hidden", None)
    place = _said(words, "place")
    if place:
        said["location"] = _place(event.location or Place(), place)
    offer = _said(words, "offer")
    if offer:
        said["offers"] = (_offer(event.offers, offer),)
    return replace(event, **said)


def _place(place: Place, said: dict[str, Any]) -> Place:
    """A host who says where it is has not said that it is at the old spot."""
    if "venue" in said:
        said["name"] = said.pop("venue")
    if "latitude" in said and "longitude" in said:
        said["precision_km"] = SURE_KM
    elif said.keys() & {"address", "locality", "region", "postal_code"}:
        said |= {"latitude": None, "longitude": None, "precision_km": None}
    return replace(place, **said)


def _offer(offers: Iterable[Offer], said: dict[str, Any]) -> Offer:
    first = next(iter(offers), Offer())
    if "price" in said:
        said.setdefault("price_max", None)
        said["is_accessible_for_free"] = said["price"] == 0
    return replace(first, **said, evidence=HOST_SAYS)


def _times(listing: Listing, said: dict[str, Any]) -> tuple[Occurrence, ...]:
    """The occurrences; only of an event that takes place once can a host move the time."""
    if not said or len(listing.occurrences) != 1:
        return listing.occurrences
    zone = ZoneInfo(listing.timezone)
    aware: dict[str, Any] = {
        name: at if at.tzinfo else at.replace(tzinfo=zone) for name, at in said.items()
    }
    once = replace(listing.occurrences[0], **aware)
    if once.end_date is not None and once.end_date <= once.start_date:
        once = replace(once, end_date=None)
    return (replace(once, all_day=once.all_day and "start_date" not in said),)


UNREAD = Labels(audience=Audience.OTHER, p_couples=0, p_couple_friendly=0, kind=Kind.OTHER)
"""What stands for the rest where only a host has read an announcement."""


def correct_labels(labels: Labels | None, words: Words) -> Labels | None:
    """*labels*, but a host's word for the audience is certain; None where nobody has read it."""
    said = _said(words, "labels")
    if labels is None and not said:
        return None
    if "audience" in said:
        audience = said["audience"]
        said["p_couples"] = float(audience is Audience.COUPLES)
        said["p_couple_friendly"] = float(audience is Audience.COUPLE_FRIENDLY)
        said["reasons"] = (HOST_SAYS,)
    return replace(labels or UNREAD, **said)


def correct_facets(facets: tuple[Facet, ...], words: Words) -> tuple[Facet, ...]:
    """*facets* with a host's word in the place of what the text says."""
    said = _said(words, "facets")
    kept = (one for one in facets if one.name not in said)
    return (*kept, *(Facet(name, value, HOST_SAYS) for name, value in said.items()))
