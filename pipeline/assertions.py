"""What must hold before a source's new listings replace its last good ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from model.event import Listing
from pipeline.harvest import Haul

MAX_VANISHED = 5
MAX_VANISHED_SHARE = 0.2
MAX_SET_ASIDE_SHARE = 0.2
MIN_TO_JUDGE = 10

FIELDS: dict[str, Callable[[Listing], bool]] = {
    "description": lambda listing: bool(listing.event.description),
    "location": lambda listing: listing.event.location is not None,
    "url": lambda listing: bool(listing.event.url),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source brought, beside what it had brought before.

    Attributes:
        upcoming: its prepared listings within the horizon.
        set_aside: how many of its announcements could not be used.
        previous: its live listings of the last good run, prepared with today's horizon.
    """

    haul: Haul
    upcoming: Sequence[Listing]
    set_aside: int
    previous: Sequence[Listing]


def failures(evidence: Evidence) -> Iterator[str]:
    """One sentence for each assertion that does not hold."""
    yield from _fetched(evidence)
    if evidence.haul.failures or not evidence.haul.fetches:
        return
    yield from _enough(evidence)
    yield from _usable(evidence)
    yield from _nothing_vanished(evidence)
    yield from _still_filled(evidence)


def _fetched(evidence: Evidence) -> Iterator[str]:
    if not evidence.haul.fetches:
        yield "nothing was fetched"
    for fetch in evidence.haul.failures[:3]:
        yield f"{fetch.url} could not be read ({fetch.outcome}: {fetch.detail})"


def _enough(evidence: Evidence) -> Iterator[str]:
    found, expected = len(evidence.haul.listings), evidence.haul.source.expect_at_least
    if found < expected:
        yield f"{found} listings are fewer than the {expected} expected"
    if found and not evidence.upcoming and evidence.previous:
        yield f"all {found} listings are in the past"


def _usable(evidence: Evidence) -> Iterator[str]:
    total = len(evidence.haul.listings) + len(evidence.haul.set_aside)
    if total >= MIN_TO_JUDGE and evidence.set_aside > MAX_SET_ASIDE_SHARE * total:
        yield f"{evidence.set_aside} of {total} announcements could not be used"


def _nothing_vanished(evidence: Evidence) -> Iterator[str]:
    if evidence.haul.complete:
        return
    present = evidence.haul.listings
    vanished = [listing for listing in evidence.previous if listing.uid not in present]
    share = len(vanished) / max(1, len(evidence.previous))
    if len(vanished) > MAX_VANISHED and share > MAX_VANISHED_SHARE:
        yield f"{len(vanished)} of {len(evidence.previous)} upcoming listings would vanish"


def _still_filled(evidence: Evidence) -> Iterator[str]:
    if min(len(evidence.previous), len(evidence.upcoming)) < MIN_TO_JUDGE:
        return
    for name, is_filled in FIELDS.items():
        before = _rate(evidence.previous, is_filled)
        now = _rate(evidence.upcoming, is_filled)
        if before >= 0.5 and now < before / 2:
            yield f"{name} is filled in {now:.0%} of listings, was in {before:.0%}"


def _rate(listings: Collection[Listing], is_filled: Callable[[Listing], bool]) -> float:
    return sum(map(is_filled, listings)) / len(listings)
