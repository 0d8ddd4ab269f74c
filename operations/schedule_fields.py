"""The fields of a crontab in the words of systemd and launchd."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from cronsim import CronSim

MINUTES, HOURS = range(60), range(24)
DAYS, MONTHS, WEEKDAYS = range(1, 32), range(1, 13), range(7)
NAMES = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


def calendars(found: CronSim) -> Iterator[str]:
    """Calendar events of systemd, two where the days are those of the month or of the week."""
    months, minutes = _some(found.months, MONTHS), _some(found.minutes, MINUTES)
    time = f"{_some(found.hours, HOURS)}:{minutes}:00"
    for days, weekdays in _days(found):
        names = ",".join(NAMES[day] for day in sorted(weekdays)) if weekdays else ""
        date = f"*-{months}-{_some(days, DAYS) if days else '*'}"
        yield " ".join(filter(None, (names, date, time)))


def times(found: CronSim) -> Iterator[dict[str, int]]:
    """Entries of launchd, one for each combination of what is not left open."""
    for days, weekdays in _days(found):
        fields = {
            "Minute": _narrow(found.minutes, MINUTES),
            "Hour": _narrow(found.hours, HOURS),
            "Day": sorted(days),
            "Month": _narrow(found.months, MONTHS),
            "Weekday": sorted(weekdays),
        }
        closed = {name: values for name, values in fields.items() if values}
        for values in product(*closed.values()):
            yield dict(zip(closed, values, strict=True))


def _days(found: CronSim) -> list[tuple[set[int], set[int]]]:
    """Pairs of days of the month and of the week, either of which is empty when it is open."""
    days = set(_narrow(found.days, DAYS))
    weekdays = set(_narrow({int(str(day)) % 7 for day in found.weekdays}, WEEKDAYS))
    if days and weekdays and not found.day_and:
        return [(days, set()), (set(), weekdays)]
    return [(days, weekdays)]


def _narrow(values: set[int], whole: range) -> list[int]:
    """The values in order; none when they are all there are."""
    return [] if values >= set(whole) else sorted(values)


def _some(values: set[int], whole: range) -> str:
    return ",".join(f"{one:02}" for one in _narrow(values, whole)) or "*"
