"""How health is put in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from pipeline.health_records import Visit

SHOWN = 4
UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


def ago(moment: datetime | None, now: datetime) -> str:
    """How long before *now* a moment was, in its largest unit.

    >>> from datetime import UTC
    >>> ago(datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 3, 12, tzinfo=UTC))
    '2 days ago'
    """
    if moment is None:
        return "never"
    span = length(now - moment)
    return f"{span} ago" if span else "just now"


def length(span: timedelta) -> str:
    """A time span in its largest unit, rounded down; "" for less than a minute.

    >>> length(timedelta(hours=36)), length(timedelta(hours=1))
    ('1 day', '1 hour')
    """
    seconds = max(0.0, span.total_seconds())
    for size, name in UNITS:
        if count := int(seconds // size):
            return f"{count} {name}{'s' if count > 1 else ''}"
    return ""


def trend(visits: Sequence[Visit]) -> str:
    """How many listings the last visits brought; what stays the same is said once.

    >>> at = datetime(2026, 3, 1)
    >>> trend([Visit(at=at, outcome="ok", is_good=True, listings=n) for n in (12, 12, 9, 0)])
    '12 → 9 → 0'
    """
    counts = [count for count, _ in groupby(visit.listings for visit in visits)]
    return " → ".join(map(str, counts[-SHOWN:]))
