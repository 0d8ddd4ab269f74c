"""When crawls begin, as cron, systemd and launchd each say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise, takewhile
from typing import Any

from cronsim import CronSim, CronSimError

from model.errors import InputError
from operations.schedule_fields import calendars, times
from pipeline.durations import written

SHORTEST = timedelta(minutes=5)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MAX_TIMES = 500
"""Of one launchd entry."""
MANY = 5_000
"""Times among which the longest rest is looked for: of every five minutes, those of two weeks."""
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class When:
    """When crawls begin.

    Attributes:
        cron: five fields of a crontab, in local time; "" where cron cannot say it.
        every: between two beginnings, None where `cron` alone says when.
    """

    cron: str
    every: timedelta | None = None

    def longest(self) -> timedelta:
        """From one beginning to the next at most, rounded up to hours beyond one; a year at most.

        >>> str(at("*/20 9-17 * * mon-fri").longest()), str(at("0 6,18 * * *").longest())
        ('2 days, 16:00:00', '12:00:00')
        """
        if self.every is not None:
            return self.every
        start = datetime(2026, 1, 1, tzinfo=UTC)
        near = takewhile(lambda time: time < start + 2 * YEAR, CronSim(self.cron, start))
        times = pairwise(islice(near, MANY))
        rest = max((later - one for one, later in times), default=YEAR)
        return rest if rest < HOUR else -(-rest // HOUR) * HOUR

    def crontab(self) -> str:
        """The five fields.

        Raises:
            InputError: if cron cannot say it.
        """
        if not self.cron and self.every is not None:
            msg = (
                f"--every {written(self.every)} does not divide the hour, the day or the week, so "
                "cron cannot say it; choose minutes that divide 60, 1h, 2h, 3h, 4h, 6h, 8h, 12h, "
                "1d or 1w"
            )
            raise InputError(msg)
        return self.cron

    def systemd(self) -> list[str]:
        """Lines of a timer.

        Only what is tied to the calendar is caught up with after the machine was off; what cron
        cannot say counts from the last run instead.
        """
        if not self.cron and self.every is not None:
            seconds = int(self.every.total_seconds())
            return ["OnStartupSec=5min", f"OnUnitActiveSec={seconds}s"]
        return [*(f"OnCalendar={one}" for one in calendars(_parse(self.cron))), "Persistent=true"]

    def launchd(self) -> dict[str, Any]:
        """Keys of a property list.

        Raises:
            InputError: if it takes more than `MAX_TIMES` entries.
        """
        if self.every is not None:
            return {"StartInterval": int(self.every.total_seconds())}
        entries = list(times(_parse(self.cron)))
        if len(entries) > MAX_TIMES:
            msg = (
                f"--cron {self.cron!r} takes {len(entries)} entries in launchd; "
                "choose fewer times, or --every"
            )
            raise InputError(msg)
        return {"StartCalendarInterval": entries}


def every(length: timedelta, spread: int) -> When:
    """Crawls *length* apart.

    Args:
        spread: a number of the installation, so that not all of them come at the full hour.

    Raises:
        InputError: if *length* is shorter than `SHORTEST`.

    >>> [every(timedelta(hours=h), 17).cron for h in (1, 6, 24, 168, 5)]
    ['17 * * * *', '17 */6 * * *', '17 4 * * *', '17 4 * * 1', '']
    >>> every(timedelta(minutes=15), 17).cron
    '2-59/15 * * * *'
    """
    if length < SHORTEST:
        msg = (
            f"--every {written(length)} is less than {written(SHORTEST)}, which no calendar is "
            "worth; choose a longer time, such as 6h"
        )
        raise InputError(msg)
    minute = spread % 60
    if length < HOUR and HOUR % length == timedelta():
        step = int(length.total_seconds()) // 60
        return When(f"{minute % step}-59/{step} * * * *", length)
    if length == HOUR:
        return When(f"{minute} * * * *", length)
    if length < DAY and DAY % length == timedelta() and length % HOUR == timedelta():
        return When(f"{minute} */{length // HOUR} * * *", length)
    daily = {DAY: f"{minute} 4 * * *", WEEK: f"{minute} 4 * * 1"}
    return When(daily.get(length, ""), length)


def at(expression: str) -> When:
    """Crawls at the times that five fields of a crontab name.

    Raises:
        InputError: if they name none.
    """
    _parse(expression)
    return When(" ".join(expression.split()))


def following(when: When, now: datetime) -> datetime | None:
    """The next time after *now*, in its zone; None where that depends on the last run."""
    return next(CronSim(when.cron, now)) if when.cron else None


def _parse(expression: str) -> CronSim:
    try:
        found = CronSim(expression, datetime.now(UTC))
        next(found)
    except (CronSimError, StopIteration) as error:
        raise InputError(_unreadable(expression, str(error) or "it names no day")) from error
    values = (*found.minutes, *found.hours, *found.days, *found.months, *found.weekdays)
    if len(expression.split()) != 5 or not all(isinstance(one, int) and one >= 0 for one in values):
        raise InputError(_unreadable(expression, "it is more than a crontab takes"))
    return found


def _unreadable(expression: str, why: str) -> str:
    return (
        f"--cron {expression!r} cannot be read ({why}); write minute, hour, day of month, month "
        "and day of week, such as '17 */6 * * *'"
    )
