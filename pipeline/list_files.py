"""A shared list as files: a calendar, and all that is kept of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from icalendar import Event as VEvent

from model.candidate import Candidate
from model.shared_list import Hold, SharedList, holds
from pipeline.calendar_file import document, entry
from pipeline.list_rows import to_row

NAME = "Our list"
Dates = Callable[[str], Sequence[Candidate]]


def to_calendar(shared: SharedList, dates: Dates, now: datetime) -> bytes:
    """The dates that the two have set aside, and the next of what else is on the list, in pencil.

    Args:
        dates: all that are announced now of an event with this id.
    """
    return document(
        (
            _entry(date, hold)
            for one in shared.events
            for date, hold in holds(one, dates(one.event), now)
        ),
        NAME,
    )


def _entry(date: Candidate, hold: Hold) -> VEvent:
    made = entry(date)
    made.pop("status", None)
    made.add("status", hold.value)
    if hold is Hold.PENCILLED:
        made.add("transp", "TRANSPARENT")
    return made


def to_json(shared: SharedList) -> bytes:
    """All that is kept of the list, but for its links' hashes."""
    events = [
        {**to_row(one), "votes": {str(who): vote.value for who, vote in one.votes.items()}}
        for one in shared.events
    ]
    kept = {"partners": shared.names, "events": events}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()
