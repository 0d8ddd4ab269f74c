"""The year of a date that is written without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawlers.adapters._mentions import DateMention

YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
COPYRIGHT = re.compile(r"copyright|©|\(c\)|all rights", re.IGNORECASE)
NEAR_DAYS = 190
SURE, CONTEXT, WEEKDAY, TIMED, NEAREST = 1.0, 0.9, 0.75, 0.6, 0.45


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, and how sure its year is (0 to 1)."""

    day: date
    confidence: float


def year_of(line: str) -> int | None:
    """The one year that *line* names, None when it names none or several."""
    years = years_of(line)
    return years.pop() if len(years) == 1 else None


def years_of(line: str) -> set[int]:
    """The years that *line* names; those of a copyright say nothing about events."""
    return set() if COPYRIGHT.search(line) else {int(one) for one in YEAR.findall(line)}


def resolve(
    mention: DateMention, context: int | None, latest: int | None, today: date, *, timed: bool
) -> Dated | None:
    """The day that *mention* means; None when its parts contradict each other.

    A year that is not written is taken from the heading above; else from the weekday; else it is
    the nearest.  A page whose newest year is long past announces nothing for the future.

    Args:
        mention: what is written.
        context: the year of the heading or caption above it.
        latest: the newest year written anywhere on the page.
        today: in the source's zone.
        timed: a time of day stands beside it, as beside an announcement.
    """
    if mention.year is not None:
        return _dated(mention, mention.year, SURE)
    if context is not None:
        found = _dated(mention, context, CONTEXT)
        if found is not None and _weekday_fits(mention, found.day):
            return found
    is_old = latest is not None and latest < today.year - 1
    near = [
        one
        for year in (today.year, today.year + 1, today.year - 1)
        if (one := _dated(mention, year, NEAREST)) and abs((one.day - today).days) <= NEAR_DAYS
    ]
    fitting = [one for one in near if _weekday_fits(mention, one.day)]
    if not fitting or is_old:
        return None
    best = min(fitting, key=lambda one: abs((one.day - today).days))
    if mention.weekday is not None:
        return Dated(best.day, WEEKDAY)
    is_alive = latest is not None and latest >= today.year
    return Dated(best.day, TIMED if timed and is_alive else NEAREST)


def _dated(mention: DateMention, year: int, confidence: float) -> Dated | None:
    try:
        day = date(year, mention.month, mention.day)
    except ValueError:
        return None
    return Dated(day, confidence if _weekday_fits(mention, day) else confidence * 0.8)


def _weekday_fits(mention: DateMention, day: date) -> bool:
    return mention.weekday is None or mention.weekday == day.weekday()
