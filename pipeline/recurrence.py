"""From a repetition rule to occurrences, at every run, because the horizon moves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.timezone import tzp

from model.errors import EventError
from model.event import EventStatus, Listing, Occurrence
from pipeline.ended import has_ended

MAX_OCCURRENCES = 1000
FORESEEABLE_DAYS = 800
"""Two years and some: a yearly feast comes round within it, wherever today is."""
RUNAWAY = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
STATUS = {"CANCELLED": EventStatus.CANCELLED, "POSTPONED": EventStatus.POSTPONED}
BAD_RULE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The times worth knowing.

    Attributes:
        now: aware.
        days: how far ahead to look.
    """

    now: datetime
    days: int = 180

    @property
    def start(self) -> datetime:
        """A day back, so that what began last night or runs all day is still there."""
        return self.now - timedelta(days=1)

    @property
    def end(self) -> datetime:
        """The last instant looked at."""
        return self.now + timedelta(days=self.days)

    def holds(self, occurrence: Occurrence) -> bool:
        """Whether it starts before the end and is not over at the start."""
        last = occurrence.end_date or occurrence.start_date
        return occurrence.start_date <= self.end and last >= self.start


def expand(listing: Listing, horizon: Horizon) -> Listing:
    """*listing* with just its occurrences in *horizon*, soonest first.

    Raises:
        EventError: if its rule cannot be read, unless it is over by its dates, or repeats more
            often than events do.
    """
    found = _repeated(listing, horizon) if listing.recurrence else listing.occurrences
    kept = sorted((o for o in found if horizon.holds(o)), key=lambda o: o.start_date)
    return replace(listing, occurrences=tuple(kept))


def is_over(listing: Listing, horizon: Horizon) -> bool:
    """Whether nothing of *listing* is still to come, within the horizon or beyond it.

    A rule that cannot be read has nothing to come.
    """
    try:
        return not expand(listing, Horizon(horizon.now, FORESEEABLE_DAYS)).occurrences
    except EventError:
        return True


def first_start(listing: Listing) -> datetime:
    """When a repeated listing takes place for the first time, aware.

    Raises:
        EventError: if its rule cannot be read.
    """
    zone = ZoneInfo(listing.timezone)
    try:
        events: list[Any] = Calendar.from_ical(listing.recurrence).walk("VEVENT")
        return min(_instant(event["DTSTART"].dt, zone) for event in events)
    except BAD_RULE as error:
        msg = f"repetition cannot be read: {error or repr(error)}; see the event's calendar"
        raise EventError(msg) from error


def _repeated(listing: Listing, horizon: Horizon) -> list[Occurrence]:
    if match := RUNAWAY.search(listing.recurrence):
        msg = f"rule {match[0]!r} repeats within a day, which no outing does; see its calendar"
        raise EventError(msg)
    if has_ended(listing.recurrence, horizon.start):
        return []
    tzp.use_default()
    try:
        calendar = Calendar.from_ical(listing.recurrence)
        query = recurring_ical_events.of(calendar)
        components = query.between(horizon.start, horizon.end)
    except BAD_RULE as error:
        msg = f"repetition cannot be expanded: {error or repr(error)}; see the event's calendar"
        raise EventError(msg) from error
    if len(components) > MAX_OCCURRENCES:
        msg = (
            f"rule gives {len(components)} occurrences in {horizon.days} days, more than "
            f"{MAX_OCCURRENCES}; see the event's calendar"
        )
        raise EventError(msg)
    zone = ZoneInfo(listing.timezone)
    return [_occurrence(component, listing.event.name, zone) for component in components]


def _occurrence(component: Any, series_name: str, zone: ZoneInfo) -> Occurrence:
    start = component.start
    end = component.end
    slot = component.get("RECURRENCE-ID")
    name = str(component.get("SUMMARY", "")).strip()
    first, last = _instant(start, zone), _instant(end, zone)
    return Occurrence(
        start_date=first,
        end_date=last if last > first else None,
        all_day=not isinstance(start, datetime),
        recurrence_id=_instant(slot.dt, zone).astimezone(UTC).isoformat() if slot else "",
        event_status=STATUS.get(str(component.get("STATUS", "")).upper(), EventStatus.SCHEDULED),
        name=name if name != series_name else "",
    )


def _instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=zone)
