"""When the announcements of the sample town take place, counted from the day it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class When:
    """The times of one announcement.

    Attributes:
        start: local and aware; of the first time.
        length: of each time; None when nobody says how long it takes.
        days: how many days it covers when it has no hours; 0 when it has.
        every_weeks: between times; 0 when there is just one.
        times: how many.
        skipped: numbers of the times left out, from 1.
        moved: new start of some times, by number.
        cancelled: numbers of the times called off.
    """

    start: datetime
    length: timedelta | None
    days: int
    every_weeks: int
    times: int
    skipped: tuple[int, ...]
    moved: Mapping[int, datetime]
    cancelled: tuple[int, ...]

    def slot(self, number: int) -> datetime:
        """The start of the time with *number*, from 1, before any change to it."""
        day = self.start.date() + timedelta(weeks=self.every_weeks * (number - 1))
        return datetime.combine(day, self.start.time(), ZONE)

    def starts(self) -> list[datetime]:
        """Every start that takes place."""
        numbers = (n for n in range(1, self.times + 1) if n not in self.skipped)
        return [self.moved.get(number, self.slot(number)) for number in numbers]


def when(event: Mapping[str, Any], day: date) -> When:
    """The times of *event* in a town loaded on *day*.

    `week` counts from the Monday on or before *day*; 0 is this week.
    """
    monday = day - timedelta(days=day.weekday())
    first = monday + timedelta(weeks=event["week"], days=WEEKDAYS.index(event["weekday"]))
    hours = event.get("hours")
    start = datetime.combine(first, time.fromisoformat(event.get("time", "00:00")), ZONE)
    result = When(
        start=start,
        length=timedelta(hours=hours) if hours else None,
        days=event.get("days", 0),
        every_weeks=event.get("every", 0),
        times=event.get("times", 1),
        skipped=tuple(event.get("skipped", ())),
        moved={},
        cancelled=tuple(event.get("cancelled", ())),
    )
    moved = {
        int(number): datetime.combine(
            result.slot(int(number)).date(), time.fromisoformat(clock), ZONE
        )
        for number, clock in event.get("moved", {}).items()
    }
    return When(
        start=result.start,
        length=result.length,
        days=result.days,
        every_weeks=result.every_weeks,
        times=result.times,
        skipped=result.skipped,
        moved=moved,
        cancelled=result.cancelled,
    )
