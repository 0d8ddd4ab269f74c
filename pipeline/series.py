"""Listings of one source that are one event on several days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from model.announced import STATUS, Announced, plain_words
from model.event import EventStatus, Listing
from model.likeness import Idf

Key = tuple[str, str]
ALIKE = 0.6
"""Texts of one series are at least so alike; a film series has another film each night."""
MIN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """Listings of one source that are one event.

    Attributes:
        primary: the one with the fullest text.
        others: the same on other days.
        announced: all of them as the matcher reads them.
    """

    primary: Listing
    others: tuple[Listing, ...]
    announced: Announced

    @property
    def primary_key(self) -> Key:
        """Source and uid of the primary."""
        return self.primary.source, self.primary.uid

    @property
    def keys(self) -> tuple[Key, ...]:
        """Source and uid of each listing."""
        return tuple((one.source, one.uid) for one in (self.primary, *self.others))


def units(
    listings: Iterable[Listing], idf: Idf, apart: Collection[frozenset[Key]] = ()
) -> list[Unit]:
    """Each listing alone, or with those of its source that repeat it on other days.

    They share title, place, page or none, and text; no two of them take place on the same day.
    """
    families: dict[Hashable, list[Listing]] = defaultdict(list)
    for listing in sorted(listings, key=lambda one: (one.source, one.uid)):
        families[_family(listing)].append(listing)
    found = [
        _unit(members) for family in families.values() for members in _series(family, idf, apart)
    ]
    return sorted(found, key=lambda unit: unit.primary_key)


def _family(listing: Listing) -> Hashable:
    event = listing.event
    place = event.location
    where = (place.name, place.address, place.locality) if place else ()
    title = tuple(plain_words(STATUS.sub(" ", event.name)))
    return listing.source, title, where, event.event_attendance_mode


def _series(
    family: Sequence[Listing], idf: Idf, apart: Collection[frozenset[Key]]
) -> Iterator[list[Listing]]:
    """The family, split where texts differ, days coincide or a host has parted two."""
    groups: list[tuple[list[Listing], set[date], frozenset[str]]] = []
    for listing in sorted(family, key=_first):
        days = {moment.date() for moment in local_starts(listing)}
        words = frozenset(plain_words(listing.event.description))
        for members, taken, text in groups:
            if taken & days or any(_pair(listing, one) in apart for one in members):
                continue
            if _one_text(words, text, idf):
                members.append(listing)
                taken.update(days)
                break
        else:
            groups.append(([listing], set(days), words))
    yield from (members for members, _, _ in groups)


def _pair(one: Listing, other: Listing) -> frozenset[Key]:
    return frozenset({(one.source, one.uid), (other.source, other.uid)})


def _first(listing: Listing) -> tuple[tuple[datetime, ...], str]:
    return local_starts(listing)[:1], listing.uid


def _one_text(a: frozenset[str], b: frozenset[str], idf: Idf) -> bool:
    if min(len(a), len(b)) < MIN_WORDS:
        return max(len(a), len(b)) < MIN_WORDS
    return idf.cosine(a, b) >= ALIKE


def local_starts(listing: Listing) -> tuple[datetime, ...]:
    """Wall times without offset, soonest first."""
    zone = ZoneInfo(listing.timezone)
    return tuple(
        (one.start_date if one.all_day else one.start_date.astimezone(zone)).replace(tzinfo=None)
        for one in listing.occurrences
    )


def _unit(members: Sequence[Listing]) -> Unit:
    def rank(one: Listing) -> tuple[bool, int]:
        return one.event.event_status is not EventStatus.CANCELLED, len(one.event.description)

    primary = max(members, key=rank)
    others = tuple(one for one in members if one is not primary)
    return Unit(primary, others, announced(primary, others))


def announced(listing: Listing, others: Sequence[Listing] = ()) -> Announced:
    """*listing*, with the times of *others*, as the matcher reads it."""
    event = listing.event
    place = event.location
    starts = sorted({start for one in (listing, *others) for start in local_starts(one)})
    offset = listing.occurrences[0].start_date.astimezone(ZoneInfo(listing.timezone)).utcoffset()
    return Announced(
        name=event.name,
        description=event.description,
        source=listing.source,
        organizer=event.organizer,
        starts=tuple(starts),
        timed=any(start.time() != time() for start in starts),
        utc_offset_h=offset.total_seconds() / 3600 if offset is not None else None,
        venue=place.name if place else "",
        address=f"{place.address} {place.locality}".strip() if place else "",
        url=event.url,
        uid=listing.uid,
    )
