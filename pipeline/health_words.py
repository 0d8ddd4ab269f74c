"""How health is put in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from pipeline.durations import spoken
from pipeline.health_records import Visit

SHOWN = 4


def ago(moment: datetime | None, now: datetime) -> str:
    """How long before *now* a moment was.

    >>> from datetime import UTC
    >>> ago(datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 3, 12, tzinfo=UTC))
    '2 days ago'
    """
    if moment is None:
        return "never"
    span = now - moment
    return "just now" if span < timedelta(minutes=1) else f"{spoken(span)} ago"


def trend(visits: Sequence[Visit]) -> str:
    """How many listings the last visits brought; what stays the same is said once.

    >>> at = datetime(2026, 3, 1)
    >>> trend([Visit(at=at, outcome="ok", is_good=True, listings=n) for n in (12, 12, 9, 0)])
    '12 → 9 → 0'
    """
    counts = [count for count, _ in groupby(visit.listings for visit in visits)]
    return " → ".join(map(str, counts[-SHOWN:]))
