"""Sources whose times are off by a zone, found by what their own texts say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from model.event import Listing, Place
from pipeline.zones import zone_of

CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>1[0-2]|"
    r"0?[1-9])(?::(?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b",
    re.IGNORECASE,
)
NAMELESS = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT"})
VOTES = 3
TIMES_AS_MANY = 4
"""A reading must be told by at least three texts, and by four times as many as tell against it."""
NIGHT_H = range(1, 6)
NIGHTLY, BY_DAY = 0.5, 0.9
ENOUGH = 8
"""From so many listings on, of which every second begins between 1 and 6 in the morning, a source
is taken to give UTC for local time."""

Reading = Callable[[datetime, ZoneInfo], datetime]
UTC_FOR_LOCAL = "its local times are UTC"
READINGS: dict[str, Reading] = {
    UTC_FOR_LOCAL: lambda moment, zone: moment.astimezone(zone).replace(tzinfo=UTC),
    "its UTC times are local": lambda moment, zone: moment.astimezone(UTC).replace(tzinfo=zone),
    "its zone is another's, its clock is local": lambda moment, zone: moment.replace(tzinfo=zone),
}
"""How a time may be meant that a wrong zone was put on.  The first undoes UTC without a zone, the
second a false "Z" or a time converted twice, the third a platform's own zone."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A source whose times were read otherwise than they are written.

    Attributes:
        reading: how, a key of `READINGS`.
        reason: what told so.
    """

    source: str
    reading: str
    reason: str


def mend(
    listings: Iterable[Listing], homes: Mapping[str, Place | None]
) -> tuple[list[Listing], list[Mended]]:
    """*listings* with the zone of their place where nobody names one, and wrong zones put right.

    A platform's own zone, a time converted twice, UTC without saying so and a false "Z" all move
    every time of a source.  The texts tell: "join us at 7 pm" beside a start at 11 pm.  One text
    proves nothing; a source is read otherwise as a whole, or not at all.

    Args:
        homes: where each source is, by its id.
    """
    by_source: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        by_source[listing.source].append(_in_its_zone(listing, homes.get(listing.source)))
    found: list[Listing] = []
    mended: list[Mended] = []
    for source, own in sorted(by_source.items()):
        told = _told(source, own) or _nightly(source, own)
        if told is None:
            found += own
        else:
            mended.append(told)
            found += [_read(listing, READINGS[told.reading]) for listing in own]
    return found, mended


def _in_its_zone(listing: Listing, home: Place | None) -> Listing:
    if listing.timezone not in NAMELESS:
        return listing
    zone = zone_of(listing.event.location) or zone_of(home)
    return replace(listing, timezone=zone) if zone else listing


def _told(source: str, listings: Iterable[Listing]) -> Mended | None:
    """The reading that the source's texts agree on."""
    votes = Counter(vote for listing in listings if (vote := _vote(listing)) is not None)
    against = votes.pop("", 0)
    if not votes:
        return None
    reading, count = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
    against += sum(votes.values()) - count
    if count < VOTES or count < TIMES_AS_MANY * against:
        return None
    return Mended(source, reading, f"{count} of {count + against} texts name such a time")


def _vote(listing: Listing) -> str | None:
    """The one reading under which the text names the start; "" for the start as it is written."""
    timed = [one for one in listing.occurrences if not one.all_day]
    named = {
        (int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0), int(match["minute"] or 0))
        for match in CLOCK.finditer(f"{listing.event.name}\n{listing.event.description[:1500]}")
    }
    if not timed or not named:
        return None
    zone, start = ZoneInfo(listing.timezone), timed[0].start_date
    if _clock(start, zone) in named:
        return ""
    clocks = {name: _clock(read(start, zone), zone) for name, read in READINGS.items()}
    fitting = [name for name, clock in clocks.items() if clock in named]
    same = len({clocks[name] for name in fitting}) == 1
    return fitting[0] if same else None


def _clock(moment: datetime, zone: ZoneInfo) -> tuple[int, int]:
    local = moment.astimezone(zone)
    return local.hour, local.minute


def _nightly(source: str, listings: Iterable[Listing]) -> Mended | None:
    """UTC for local time where no text says so: half of everything begins in the dead of night."""
    starts = [
        (one.start_date, ZoneInfo(listing.timezone))
        for listing in listings
        for one in listing.occurrences[:1]
        if not one.all_day
    ]
    night = sum(_clock(*start)[0] in NIGHT_H for start in starts)
    if len(starts) < ENOUGH or night < NIGHTLY * len(starts):
        return None
    read = READINGS[UTC_FOR_LOCAL]
    day = sum(_clock(read(start, zone), zone)[0] in range(8, 23) for start, zone in starts)
    if day < BY_DAY * len(starts):
        return None
    told = f"{night} of {len(starts)} begin between 1 and 6 in the morning"
    return Mended(source, UTC_FOR_LOCAL, told)


def _read(listing: Listing, read: Reading) -> Listing:
    zone = ZoneInfo(listing.timezone)
    occurrences = tuple(
        one
        if one.all_day
        else replace(
            one,
            start_date=read(one.start_date, zone),
            stated_start_date=one.start_date,
            end_date=read(one.end_date, zone) if one.end_date else None,
            door_time=read(one.door_time, zone) if one.door_time else None,
        )
        for one in listing.occurrences
    )
    return replace(listing, occurrences=occurrences)
