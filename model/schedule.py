"""When a repeated event takes place, in words, from its times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NTH = ("First", "Second", "Third", "Fourth", "Fifth")
MOSTLY = 0.75
LONG_RUN_DAYS = 6
"""From this many days on, one time without end of day is an exhibition and no overnight stay."""


@dataclass(frozen=True, slots=True)
class Time:
    """One time of an event.

    Attributes:
        start: local wall time.
        end: local, exclusive; None when not stated.
        all_day: only the day is known.
    """

    start: datetime
    end: datetime | None = None
    all_day: bool = False


def nights(time: Time) -> int:
    """How many nights lie within; 0 for an evening that ends after midnight.

    >>> nights(Time(datetime(2027, 2, 12, 19), datetime(2027, 2, 14, 12)))
    2
    >>> nights(Time(datetime(2027, 2, 12, 21), datetime(2027, 2, 13, 2)))
    0
    """
    if time.end is None:
        return 0
    if time.all_day:
        return max(0, (time.end.date() - time.start.date()).days - 1)
    if time.end - time.start < timedelta(hours=12):
        return 0
    return (time.end.date() - time.start.date()).days


def schedule(times: Sequence[Time]) -> str:
    """A line such as "Tuesdays, 7 pm"; "" for an event that takes place once on one day.

    Args:
        times: soonest first.

    >>> schedule([Time(datetime(2027, 3, 2 + 7 * week, 19)) for week in range(4)])
    'Tuesdays, 7 pm, Mar 2 to Mar 23'
    """
    days = sorted({time.start.date() for time in times})
    if len(days) < 2:
        return _run(times[0]) if times else ""
    words = _rhythm(days)
    hour = _hour(times)
    return ", ".join(part for part in (words, hour, _bounds(days)) if part)


def _run(time: Time) -> str:
    """An exhibition that is open for weeks is stated as one long time."""
    count = nights(time)
    last = time.end - timedelta(seconds=1) if time.end else time.start
    return f"until {_day(last.date())}" if count >= LONG_RUN_DAYS else ""


def _rhythm(days: Sequence[date]) -> str:
    gaps = Counter((later - earlier).days for earlier, later in pairwise(days))
    weekdays = Counter(day.weekday() for day in days)
    gap, often = gaps.most_common(1)[0]
    regular = often >= MOSTLY * (len(days) - 1)
    if gap == 1 and regular and len(days) > LONG_RUN_DAYS:
        return "daily" if len(weekdays) == len(DAYS) else _names(weekdays)
    if len(weekdays) == 1:
        return _one_weekday(days, gap, regular=regular)
    if set(gaps) <= set(range(1, 8)) and min(weekdays.values()) > 1:
        return _names(weekdays)
    return f"{len(days)} dates"


def _one_weekday(days: Sequence[date], gap: int, *, regular: bool) -> str:
    name = DAYS[days[0].weekday()]
    if gap == 7 and regular:
        return f"{name}s"
    ordinals = {(day.day - 1) // 7 for day in days}
    months = {(day.year, day.month) for day in days}
    if len(ordinals) == 1 and len(months) == len(days):
        return f"{NTH[ordinals.pop()]} {name} of the month"
    if all(_is_last(day) for day in days) and len(months) == len(days):
        return f"Last {name} of the month"
    return f"every other {name}" if gap == 14 and regular else f"{len(days)} {name}s"


def _is_last(day: date) -> bool:
    return (day + timedelta(days=7)).month != day.month


def _names(weekdays: Counter[int]) -> str:
    """Mondays and Fridays; a run of three or more as Tuesdays to Sundays."""
    found = sorted(weekdays)
    if len(found) >= 3 and found[-1] - found[0] == len(found) - 1:
        return f"{DAYS[found[0]]}s to {DAYS[found[-1]]}s"
    names = [f"{DAYS[day]}s" for day in found]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _hour(times: Sequence[Time]) -> str:
    """The time of day that most have; "" where they differ or there is none."""
    timed = Counter(time.start.time() for time in times if not time.all_day)
    if not timed:
        return ""
    usual, often = timed.most_common(1)[0]
    if often < MOSTLY * len(times):
        return "times vary"
    minutes = f":{usual.minute:02}" if usual.minute else ""
    return f"{usual.hour % 12 or 12}{minutes} {'am' if usual.hour < 12 else 'pm'}"


def _bounds(days: Sequence[date]) -> str:
    """From and to of what lasts for a few weeks only; a standing group has no end that matters."""
    return f"{_day(days[0])} to {_day(days[-1])}" if (days[-1] - days[0]).days <= 60 else ""


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"
