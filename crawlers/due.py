"""Whose turn it is: sources that are due, those that an earlier run did not get to first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crawlers.source import Source
from pipeline.outcomes import NOT_REACHED

FIRST_REST = timedelta(hours=1)
LONGEST_REST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Turns:
    """Which sources a run visits.

    Attributes:
        due: in the order of their turns.
        resting: by id of the others, until when, in words.
    """

    due: list[Source]
    resting: Mapping[str, str]


def turns(sources: list[Source], known: Mapping[str, Mapping[str, Any]], now: datetime) -> Turns:
    """Whose turn it is at *now*.

    A good source rests for its `every`, a failing one twice as long after each failure, at most
    a week, and one whose server named a time until then.

    Args:
        known: the catalogue's row of each source, by id.
    """
    due, resting = [], {}
    for source in sources:
        row = known.get(source.id)
        until = rests_until(source, row, now) if row and row["url"] == source.url else None
        if row is None or until is None or until <= now:
            due.append(source)
        else:
            resting[source.id] = until.isoformat(timespec="minutes") + _why(row)
    return Turns(sorted(due, key=lambda source: _order(known.get(source.id))), resting)


def rests_until(source: Source, row: Mapping[str, Any], now: datetime) -> datetime:
    """When a source is due again that was last visited as *row* says.

    A visit that is still to come was dated by a clock that went wrong, and keeps nobody waiting.
    """
    visited = datetime.fromisoformat(row["last_visit"])
    if visited > now:
        return now
    if row["last_outcome"] == NOT_REACHED:
        due = visited
    elif row["held_back"]:
        due = visited + back_off(row["failures"])
    else:
        due = visited + source.interval
    return max(due, datetime.fromisoformat(row["not_before"])) if row["not_before"] else due


def back_off(failures: int) -> timedelta:
    """The rest after so many failed visits in a row.

    >>> [str(back_off(count)) for count in (1, 2, 5, 50)]
    ['1:00:00', '2:00:00', '16:00:00', '7 days, 0:00:00']
    """
    return min(FIRST_REST * (1 << min(max(failures, 1) - 1, 10)), LONGEST_REST)


def _why(row: Mapping[str, Any]) -> str:
    times = row["failures"]
    return f", having failed {times} times in a row" if times > 1 else ""


def _order(row: Mapping[str, Any] | None) -> tuple[bool, str]:
    """What was never reached, or not to its end, then what was visited longest ago."""
    if row is None or row["last_outcome"] == NOT_REACHED:
        return False, ""
    return True, row["last_visit"]
