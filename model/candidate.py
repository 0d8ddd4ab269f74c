"""What the ranking knows of one event at one time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from model.event import AttendanceMode, EventStatus
from model.facet_rules import Value
from model.facets import Facet
from model.labels import Audience, Interest, Kind, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One occurrence of an event, with all that a card shows.

    Attributes:
        event: id of the event; all its occurrences share it.
        start_date, end_date: aware, in the event's own zone.
        precision_km: how far from the true spot the coordinates may be.
        price_for_two: what a couple would pay; None when not stated.
        source: name of the organisation that announced it.
        checked: when its source last showed it.
        schedule: when it repeats, in words; "" for an event that takes place once.
        also: name and page of the other sources that announce it.
        is_sold_out: the announcement says that no place is left.
        label_reasons: the announcement's own words for its audience.
        attendance_rule: the organiser's words for who may attend; "" when not stated.
        deadline: the last day to register, where one is stated.
        facets: what else the announcement says, each with its words.
        language: BCP 47 tag of what is spoken; "" when not stated.
        sequence: grows whenever the announcement changes (RFC 5545); 0 at first.
    """

    event: str
    name: str
    start_date: datetime
    end_date: datetime | None = None
    all_day: bool = False
    description: str = ""
    organizer: str = ""
    venue: str = ""
    address: str = ""
    url: str = ""
    keywords: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None
    attendance: AttendanceMode | None = None
    status: EventStatus = EventStatus.SCHEDULED
    price_for_two: float | None = None
    currency: str = ""
    is_free: bool = False
    price_evidence: str = ""
    audience: Audience = Audience.OTHER
    p_couples: float = 0.0
    p_couple_friendly: float = 0.0
    kind: Kind = Kind.OTHER
    interests: tuple[Interest, ...] = ()
    setting: Setting = Setting.SECULAR
    source: str = ""
    source_kind: str = ""
    checked: datetime | None = None
    schedule: str = ""
    also: tuple[tuple[str, str], ...] = ()
    is_sold_out: bool = False
    attendance_rule: str = ""
    deadline: date | None = None
    label_reasons: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    language: str = ""
    sequence: int = 0

    @property
    def is_online(self) -> bool:
        """Whether one can only take part from a screen."""
        return self.attendance is AttendanceMode.ONLINE

    @property
    def is_off(self) -> bool:
        """Whether it does not take place, or not then."""
        return self.status in (EventStatus.CANCELLED, EventStatus.POSTPONED)

    def says(self, facet: str) -> Value | None:
        """What the announcement says of *facet*; None when it is silent."""
        return next((one.value for one in self.facets if one.name == facet), None)

    @property
    def nights(self) -> int:
        """Nights away, 0 for an outing that ends on its own day.

        An event without a name for what it is may run for months; only retreats have nights.
        """
        if self.kind is not Kind.RETREAT or self.end_date is None:
            return 0
        last = self.end_date
        days = (last.date() - self.start_date.date()).days
        return max(0, days - 1 if self.all_day else days)
