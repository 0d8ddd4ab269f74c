"""Whether an announcement's words say that it does not take place as planned."""

from __future__ import annotations

import re

from model.event import EventStatus

CANCELLED = re.compile(r"\bcancel+ed\b|\bcancelad[oa]\b", re.IGNORECASE)
POSTPONED = re.compile(r"\bpostponed\b|\brescheduled\b|\bpospuest[oa]\b", re.IGNORECASE)


def status(words: str) -> EventStatus:
    """The status that *words* state.

    >>> status("Tea Dance - CANCELLED").value, status("Tea Dance").value
    ('cancelled', 'scheduled')
    """
    if CANCELLED.search(words):
        return EventStatus.CANCELLED
    return EventStatus.POSTPONED if POSTPONED.search(words) else EventStatus.SCHEDULED
