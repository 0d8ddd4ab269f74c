"""Lengths of time as a host writes and reads them."""

from __future__ import annotations

import re
from datetime import timedelta

import click

UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
WORDS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def duration(text: str) -> timedelta:
    """The value of an option, such as "30m", "6h", "1d" or "2w".

    Raises:
        click.BadParameter: if it is none.
    """
    found = re.fullmatch(r"(\d{1,4})([smhdw])", text)
    if not found or not int(found[1]):
        msg = f"{text!r} is no length of time; write it as 90s, 30m, 6h, 1d or 2w"
        raise click.BadParameter(msg)
    return timedelta(seconds=int(found[1]) * UNITS[found[2]])


def written(length: timedelta) -> str:
    """*length*, of whole seconds, as `duration` reads it.

    >>> written(timedelta(hours=36)), written(timedelta(days=14))
    ('36h', '2w')
    """
    seconds = int(length.total_seconds())
    unit = next(unit for unit in reversed(UNITS) if seconds % UNITS[unit] == 0)
    return f"{seconds // UNITS[unit]}{unit}"


def spoken(length: timedelta) -> str:
    """*length* in the largest unit that it fills twice, or exactly once.

    >>> spoken(timedelta(seconds=100)), spoken(timedelta(hours=26)), spoken(timedelta(hours=1))
    ('100 seconds', '26 hours', '1 hour')
    """
    seconds = max(0, int(length.total_seconds()))
    for word, size in WORDS.items():
        if seconds >= 2 * size or seconds == size:
            count = seconds // size
            return f"{count} {word}{'s' * (count != 1)}"
    return "0 seconds"
