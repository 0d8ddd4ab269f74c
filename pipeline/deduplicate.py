"""Which listings announce the same event: exact layers only.

Two listings of different sources are one event when they share a start and
the provider's id, or the page, or venue and title.  Different starts and session markers
("matinee", "late show") keep them apart, and so does a host's word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from model.event import Listing, Place

Key = tuple[str, str]

WORD = re.compile(r"[^\W_]+")
NOISE = frozenset("a an and at by for from in of on presents presented the to with".split())
SESSION = re.compile(
    r"\b(matinee|matinée|early show|late show|late seating|early seating|session \w+|part \w+|"
    r"\d(?:st|nd|rd|th) (?:show|seating|session))\b|\[(?:early|late)\]",
    re.IGNORECASE,
)
AGGREGATOR = "aggregator"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Listings that are one event.

    Attributes:
        primary: the one that is shown.
        others: the rest, each with why it is the same.
    """

    primary: Listing
    others: tuple[tuple[Listing, str], ...] = ()


def deduplicate(
    listings: Iterable[Listing],
    kinds: Mapping[str, str],
    apart: Collection[frozenset[Key]] = (),
) -> list[Cluster]:
    """Group *listings* into events.

    The result does not depend on the order of *listings*.

    Args:
        listings: prepared, with their occurrences.
        kinds: the kind of each source, by id.
        apart: pairs that a host has said are two events.
    """
    ordered = sorted(listings, key=lambda listing: (listing.source, listing.uid))
    groups = _Groups(ordered, frozenset(apart))
    for reason, key in LAYERS:
        blocks: dict[Hashable, list[int]] = defaultdict(list)
        for number, listing in enumerate(ordered):
            for value in key(listing):
                blocks[value].append(number)
        for block in blocks.values():
            for number in block[1:]:
                groups.join(block[0], number, reason)
    return [_cluster(members, groups.why, kinds) for members in groups.members(ordered)]


def _starts(listing: Listing) -> list[float]:
    return [occurrence.start_date.timestamp() for occurrence in listing.occurrences]


def _by_id(listing: Listing) -> list[Hashable]:
    """Ids that are unique beyond their own source look like addresses."""
    if not re.search(r"@|://|\w{24,}", listing.uid):
        return []
    return [(listing.uid, start) for start in _starts(listing)]


def _by_page(listing: Listing) -> list[Hashable]:
    parts = urlsplit(listing.event.url)
    page = (parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query)
    if len(parts.path.strip("/")) < 4:
        return []
    title = title_tokens(listing.event.name)
    return [(page, title, start) for start in _starts(listing)]


def _by_venue(listing: Listing) -> list[Hashable]:
    venue, title = venue_tokens(listing.event.location), title_tokens(listing.event.name)
    if not venue or len(title) < 2:
        return []
    return [(venue, title, start) for start in _starts(listing)]


LAYERS: tuple[tuple[str, Callable[[Listing], list[Hashable]]], ...] = (
    ("same id and start", _by_id),
    ("same page, title and start", _by_page),
    ("same venue, title and start", _by_venue),
)


def title_tokens(name: str) -> frozenset[str]:
    """The words of a title that tell it from others.

    >>> sorted(title_tokens("The Barn Dance, presented by the Grange!"))
    ['barn', 'dance', 'grange']
    """
    return frozenset(WORD.findall(name.casefold())) - NOISE


def venue_tokens(place: Place | None) -> str:
    """The venue as a key: its name's words, else the street line's."""
    if place is None:
        return ""
    text = place.name or place.address.partition(",")[0]
    return " ".join(WORD.findall(text.casefold().removeprefix("the ")))


def session(name: str) -> str:
    """The marker that tells two showings of one title apart, "" when there is none."""
    match = SESSION.search(name)
    return match[0].casefold() if match else ""


class _Groups:
    """Union–find over listing numbers, with why each pair was joined."""

    def __init__(self, listings: Sequence[Listing], apart: frozenset[frozenset[Key]]) -> None:
        self.listings = listings
        self.apart = apart
        self.parent = list(range(len(listings)))
        self.group = {number: [number] for number in self.parent}
        self.why: dict[Key, str] = {}

    def root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def join(self, one: int, other: int, reason: str) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        if a == b or not self._may_join(a, b):
            return
        for number in (*self.group[a], *self.group[b]):
            listing = self.listings[number]
            self.why.setdefault((listing.source, listing.uid), reason)
        self.parent[b] = a
        self.group[a] += self.group.pop(b)

    def _may_join(self, a: int, b: int) -> bool:
        return all(
            self._compatible(self.listings[x], self.listings[y])
            for x in self.group[a]
            for y in self.group[b]
        )

    def _compatible(self, one: Listing, other: Listing) -> bool:
        if frozenset({(one.source, one.uid), (other.source, other.uid)}) in self.apart:
            return False
        if session(one.event.name) != session(other.event.name):
            return False
        same_source = one.source == other.source
        if same_source and (one.event.url != other.event.url or not one.event.url):
            return False
        ours, theirs = set(_starts(one)), set(_starts(other))
        return len(ours & theirs) * 2 > min(len(ours), len(theirs))

    def members(self, listings: Sequence[Listing]) -> list[list[Listing]]:
        return [[listings[n] for n in sorted(group)] for _, group in sorted(self.group.items())]


def _cluster(
    members: Sequence[Listing], why: Mapping[Key, str], kinds: Mapping[str, str]
) -> Cluster:
    """The organiser's own listing beats an aggregator's, and the fuller text the shorter."""

    def rank(listing: Listing) -> tuple[bool, int, str, str]:
        return (
            kinds.get(listing.source) == AGGREGATOR,
            -len(listing.event.description),
            listing.source,
            listing.uid,
        )

    primary, *others = sorted(members, key=rank)
    return Cluster(primary, tuple((other, why[other.source, other.uid]) for other in others))
