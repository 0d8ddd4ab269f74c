"""Whether a repetition is over, told by its dates without expanding it.

Most rules of a calendar that is kept for years ended long ago, and to look at the dates of one
costs a thirtieth of expanding it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

EVENT = re.compile(r"^BEGIN:VEVENT\r?$.*?^END:VEVENT\r?$", re.DOTALL | re.MULTILINE | re.IGNORECASE)
LINE = re.compile(
    r"^(DTSTART|DTEND|DURATION|RDATE|RECURRENCE-ID|RRULE)\b(.*)$", re.MULTILINE | re.IGNORECASE
)
UNTIL = re.compile(r"\bUNTIL=(\d{8})", re.IGNORECASE)
DAY = re.compile(r"(?<!\d)\d{8}(?!\d)")
MORE = re.compile(r"PERIOD|RANGE", re.IGNORECASE)
"""What gives a date a length of its own, or moves all dates after it."""
LEEWAY = timedelta(days=7)
"""More than zones, whole days and an UNTIL without a time of day move an end by."""


def has_ended(recurrence: str, by: datetime) -> bool:
    r"""Whether every rule of an iCalendar states its end, and all of its dates lie before *by*.

    False, too, where it takes more than a look to tell, as of a rule that counts.  A rule that is
    over is not looked at closely: it may hold what cannot be read.

    >>> from datetime import UTC
    >>> event = "BEGIN:VEVENT\nDTSTART:20190107T190000\nRRULE:FREQ=WEEKLY;{}\nEND:VEVENT\n"
    >>> has_ended(event.format("UNTIL=20190401"), datetime(2019, 5, 1, tzinfo=UTC))
    True
    >>> has_ended(event.format("COUNT=12"), datetime(2019, 5, 1, tzinfo=UTC))
    False
    """
    try:
        return max(map(_last_day, EVENT.findall(recurrence))) + LEEWAY < by.date()
    except (ValueError, OverflowError):
        return False


def _last_day(event: str) -> date:
    """The last day that any date of *event*, put off by its length, can reach.

    Raises:
        ValueError: if it states none.
        OverflowError: if it lies beyond the last year that there is.
    """
    days: dict[str, list[date]] = {}
    for name, rest in LINE.findall(event):
        days.setdefault(name.upper(), []).extend(_days(name.upper(), rest))
    starts = days.get("DTSTART", [])
    length = max(days.get("DTEND", starts)) - min(starts)
    return max(day for found in days.values() for day in found) + max(timedelta(), length)


def _days(name: str, rest: str) -> Iterator[date]:
    found = (UNTIL if name == "RRULE" else DAY).findall(rest)
    if not found or name == "DURATION" or MORE.search(rest):
        msg = f"{name}{rest} is no plain date"
        raise ValueError(msg)
    yield from (date(int(day[:4]), int(day[4:6]), int(day[6:])) for day in found)
