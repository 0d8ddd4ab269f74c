"""Doors and show: which of two times in a text the event begins at."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.event import Listing, Occurrence

CLOCK = r"(?P<{0}h>\d{{1,2}})(?::(?P<{0}m>\d{{2}}))?\s*(?P<{0}p>[ap])?\.?(?:m\b\.?)?"
DOORS = re.compile(
    rf"\bdoors?(?:\s+(?:open|at|open at|are at|opens|"
    rf"opens at))?\s*:?\s*{CLOCK.format('d')}",
    re.IGNORECASE,
)
SHOW = re.compile(
    r"\b(?:show(?:time| starts| begins)?|concert|music|performance|curtain|starts?|begins?|dance|"
    r"comedy)"
    rf"(?:\s+(?:at|starts at|begins at|is at))?\s*:?\s*{CLOCK.format('s')}",
    re.IGNORECASE,
)
LONGEST = timedelta(hours=3)


def doors(listing: Listing) -> Listing:
    """*listing* with the time at which doors open, where its text names it.

    A source that gives the doors' time for the start is put right by the show's time beside it.
    Doing it twice changes nothing.
    """
    text = f"{listing.event.name}\n{listing.event.description}"
    match = DOORS.search(text)
    if match is None:
        return listing
    opens = _clock(match, "d")
    shows = SHOW.search(text, match.end(), match.end() + 60)
    begins = _clock(shows, "s") if shows else None
    zone = ZoneInfo(listing.timezone)
    occurrences = tuple(_put_right(one, opens, begins, zone) for one in listing.occurrences)
    return replace(listing, occurrences=occurrences)


def _clock(match: re.Match[str], group: str) -> time | None:
    """A time of day; without am or pm, of the evening."""
    hour, minute = int(match[f"{group}h"]), int(match[f"{group}m"] or 0)
    half = (match[f"{group}p"] or "p").casefold()
    if not 1 <= hour <= 12 or minute > 59:
        return None
    return time(hour % 12 + (12 if half == "p" else 0), minute)


def _put_right(
    one: Occurrence, opens: time | None, begins: time | None, zone: ZoneInfo
) -> Occurrence:
    if one.all_day or opens is None:
        return one
    local = one.start_date.astimezone(zone)
    door = datetime.combine(local.date(), opens, zone)
    if begins is not None:
        show = datetime.combine(local.date(), begins, zone)
        if local == door and timedelta() < show - door <= LONGEST:
            longer = one.end_date if one.end_date and one.end_date > show else None
            return replace(
                one, start_date=show, end_date=longer, door_time=door, stated_start_date=local
            )
    if timedelta() < local - door <= LONGEST:
        return replace(one, door_time=door)
    return one
