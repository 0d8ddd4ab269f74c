"""Announcements that come back under another id, as after a calendar's move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from model.announced import STATUS, plain_words
from model.event import Listing

Key = tuple[str, str]


def reissued(previous: Mapping[Key, Listing], current: Mapping[Key, Listing]) -> dict[str, str]:
    """By its new uid, the old one of each announcement that a source has given another id.

    Title and coming times are the same, and no other announcement of the source has both.

    Args:
        previous, current: of one source, prepared for the same horizon, by (source, uid).
    """
    old = _unique(one for key, one in previous.items() if key not in current)
    new = _unique(one for key, one in current.items() if key not in previous)
    return {new[sign]: old[sign] for sign in new.keys() & old.keys()}


def _unique(listings: Iterable[Listing]) -> dict[Hashable, str]:
    """The uid of each listing that none of the others looks like, by what it looks like."""
    signs = [(_sign(one), one.uid) for one in listings]
    often = Counter(sign for sign, _ in signs)
    return {sign: uid for sign, uid in signs if often[sign] == 1}


def _sign(listing: Listing) -> Hashable:
    starts = frozenset(one.start_date for one in listing.occurrences)
    return tuple(plain_words(STATUS.sub(" ", listing.event.name))), starts
