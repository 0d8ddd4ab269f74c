"""What must hold before a source's new listings replace its last good ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from model.event import Listing
from pipeline.harvest import Haul
from pipeline.outcomes import NOT_REACHED

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
class Failure:
    """An assertion that does not hold.

    Attributes:
        outcome: its class, a key of `OUTCOMES`.
        reason: what was found, in one sentence.
    """

    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source brought, beside what it had brought before.

    Attributes:
        upcoming: its prepared listings within the horizon.
        set_aside: how many of its announcements could not be used.
        previous: its live listings of the last good run, prepared with today's horizon.
        reissued: uids of those that are there under another id now.
    """

    haul: Haul
    upcoming: Sequence[Listing]
    set_aside: int
    previous: Sequence[Listing]
    reissued: Collection[str] = ()


def failures(evidence: Evidence) -> Iterator[Failure]:
    """The assertions that do not hold."""
    if why := evidence.haul.cut_short:
        kept = len(evidence.haul.pages)
        yield Failure(NOT_REACHED, f"the run ended first, since {why}; {kept} pages of it are kept")
        return
    yield from _fetched(evidence)
    if evidence.haul.failures or not evidence.haul.fetches:
        return
    yield from _enough(evidence)
    yield from _usable(evidence)
    yield from _nothing_vanished(evidence)
    yield from _still_filled(evidence)


def _fetched(evidence: Evidence) -> Iterator[Failure]:
    if not evidence.haul.fetches:
        yield Failure("nothing_fetched", "nothing was fetched")
    for fetch in evidence.haul.failures[:3]:
        reason = f"{fetch.url} could not be read ({fetch.outcome}: {fetch.detail})"
        yield Failure(fetch.outcome, reason)


def _enough(evidence: Evidence) -> Iterator[Failure]:
    found, expected = len(evidence.haul.listings), evidence.haul.source.expect_at_least
    if found < expected:
        reason = f"{found} listings are fewer than the {expected} expected"
        yield Failure("too_few" if found else "no_listings", reason)
    if found and not evidence.upcoming and evidence.previous:
        yield Failure("all_past", f"all {found} listings are in the past")


def _usable(evidence: Evidence) -> Iterator[Failure]:
    total = len(evidence.haul.listings) + len(evidence.haul.set_aside)
    if total >= MIN_TO_JUDGE and evidence.set_aside > MAX_SET_ASIDE_SHARE * total:
        reason = f"{evidence.set_aside} of {total} announcements could not be used"
        yield Failure("unusable", reason)


def _nothing_vanished(evidence: Evidence) -> Iterator[Failure]:
    if evidence.haul.complete:
        return
    present = {*evidence.haul.listings, *evidence.reissued}
    if not present and evidence.previous:
        reason = f"no announcement was found where {len(evidence.previous)} were coming"
        yield Failure("no_listings", reason)
        return
    vanished = [listing for listing in evidence.previous if listing.uid not in present]
    share = len(vanished) / max(1, len(evidence.previous))
    if len(vanished) > MAX_VANISHED and share > MAX_VANISHED_SHARE:
        reason = f"{len(vanished)} of {len(evidence.previous)} upcoming listings would vanish"
        yield Failure("sudden_drop", reason)


def _still_filled(evidence: Evidence) -> Iterator[Failure]:
    if min(len(evidence.previous), len(evidence.upcoming)) < MIN_TO_JUDGE:
        return
    for name, is_filled in FIELDS.items():
        before = _rate(evidence.previous, is_filled)
        now = _rate(evidence.upcoming, is_filled)
        if before >= 0.5 and now < before / 2:
            reason = f"{name} is filled in {now:.0%} of listings, was in {before:.0%}"
            yield Failure("unknown_fields", reason)


def _rate(listings: Collection[Listing], is_filled: Callable[[Listing], bool]) -> float:
    return sum(map(is_filled, listings)) / len(listings)
