"""The records that every stage reads and writes.

Field names are schema.org's in snake_case; times and repetition follow RFC 5545.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from model.errors import NaiveDateTime


class EventStatus(StrEnum):
    """schema.org EventStatusType; RFC 5545 STATUS (3.8.1.11) maps onto it."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    MOVED_ONLINE = "moved_online"


class AttendanceMode(StrEnum):
    """schema.org EventAttendanceModeEnumeration."""

    OFFLINE = "offline"
    ONLINE = "online"
    MIXED = "mixed"


class Per(StrEnum):
    """Whom one price is for."""

    PERSON = "person"
    COUPLE = "couple"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event happens (schema.org Place and PostalAddress).

    Attributes:
        name: the venue's own name, "" when only an address is given.
        address: everything else as one line, in the source's order.
        locality, region, postal_code, country: parts of the address where the source states them.
        latitude: WGS 84 degrees north, -90 to 90; None until geocoded.
        longitude: WGS 84 degrees east, -180 to 180; None until geocoded.
        precision_km: how far from the true spot the coordinates may be; None without coordinates.
    """

    name: str = ""
    address: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What it costs (schema.org Offer).

    Attributes:
        price: the lowest price in `price_currency`; None when not stated.
        price_max: the highest, when a range or several tiers are stated.
        price_currency: ISO 4217 code, "" when not stated.
        per: whom one price is for; None when not stated (it then counts per person).
        is_accessible_for_free: True or False when the source says so, None when it does not.
        evidence: the words that it was read from.
        eligible: who may have it, such as "member" or "student"; "" for everybody.
        valid_through: the last day on which it may be bought; None when not stated.
    """

    price: float | None = None
    price_max: float | None = None
    price_currency: str = ""
    per: Per | None = None
    is_accessible_for_free: bool | None = None
    evidence: str = ""
    eligible: str = ""
    valid_through: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time that an event takes place.

    Attributes:
        start_date: aware; for an all-day event local midnight of its first day.
        end_date: aware and exclusive (RFC 5545 3.6.1); None when the source gives none.
        all_day: the source gave dates, not times.
        door_time: aware; when the doors open.
        recurrence_id: ISO form of the slot in the series (RFC 5545 3.8.4.4), "" for a single event.
        event_status: of this occurrence alone.
        name: of this occurrence where it differs from the event's, else "".
        stated_start_date: aware; the start as the source writes it, where its zone is wrong or it
            gives the time of the doors; else None.

    Raises:
        NaiveDateTime: if a time has no UTC offset.
    """

    start_date: datetime
    end_date: datetime | None = None
    all_day: bool = False
    door_time: datetime | None = None
    recurrence_id: str = ""
    event_status: EventStatus = EventStatus.SCHEDULED
    name: str = ""
    stated_start_date: datetime | None = None

    def __post_init__(self) -> None:
        for field in ("start_date", "end_date", "door_time", "stated_start_date"):
            value: datetime | None = getattr(self, field)
            if value is not None and value.utcoffset() is None:
                raise NaiveDateTime(field, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is announced (schema.org Event).

    Attributes:
        name, description: plain text after `normalize`; adapters may hand over HTML.
        url: the announcement's page, absolute; "" when there is none.
        image: absolute URL of a picture.
        keywords: the source's own tags.
        organizer: who holds it, as named by the source.
        location: where; None when not stated.
        offers: what it costs, one per tier; () when not stated.
        typical_age_range: schema.org form, such as "18-" or "6-12"; "" when not stated.
        in_language: BCP 47 tag; "" when not stated.
    """

    name: str
    description: str = ""
    url: str = ""
    image: str = ""
    keywords: tuple[str, ...] = ()
    organizer: str = ""
    location: Place | None = None
    offers: tuple[Offer, ...] = ()
    event_status: EventStatus = EventStatus.SCHEDULED
    event_attendance_mode: AttendanceMode | None = None
    typical_age_range: str = ""
    in_language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One source's announcement of an event, as its adapter read it.

    Attributes:
        source: id of the source.
        uid: the provider's own identifier, unique within the source, and never made of
            title or start, so that an edited announcement stays the same listing.
        event: what is announced.
        occurrences: its times, where the source states them one by one.
        recurrence: an RFC 5545 calendar with just this event's components, where the source
            states a rule; it is expanded at every run because the horizon moves.
        timezone: IANA zone for floating times in `recurrence`.
        sequence: RFC 5545 SEQUENCE, 0 when not stated.
        confidence: of the reading, 0 to 1; below 1 when it was read from the visible page alone.
        field_confidence: of single fields, where a page leaves them in doubt.
        raw: the announcement as the source sent it.
    """

    source: str
    uid: str
    event: Event
    occurrences: tuple[Occurrence, ...] = ()
    recurrence: str = ""
    timezone: str = "UTC"
    sequence: int = 0
    confidence: float = 1.0
    field_confidence: tuple[tuple[str, float], ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An announcement that could not be used, with the reason; its source goes on without it."""

    source: str
    uid: str
    name: str
    reason: str
