"""One run: from a harvest to the catalogue, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from model.event import Listing, Place, SetAside
from model.matcher import Matcher
from model.source import Source
from pipeline import codec
from pipeline.assertions import Evidence, Failure, failures
from pipeline.catalogue import Catalogue
from pipeline.changes import Change, What, changed_fields
from pipeline.classify import Classify
from pipeline.derive import Town, derive
from pipeline.drift import TRAILING_RUNS, drifts
from pipeline.harvest import Harvest, Haul
from pipeline.listing_tables import GONE, LIVE, Stored
from pipeline.outcomes import OK
from pipeline.places import Gazetteer, source_place
from pipeline.recurrence import Horizon, is_over
from pipeline.reissued import reissued
from pipeline.report import Report, SourceReport
from pipeline.stages import Context, prepare

MISSES_UNTIL_GONE = 2
NOTEWORTHY = {"page_cap"}
"""Endings of single pages that a host should know of although the source is up to date."""
MAX_CHANGES = 500
"""Of one source that a report names one by one; the counts are of all."""
Key = tuple[str, str]
Prepared = dict[Key, Listing]
T = TypeVar("T")


def run(
    harvest: Harvest,
    catalogue: Catalogue,
    horizon: Horizon,
    classify: Classify,
    gazetteer: Gazetteer,
    matcher: Matcher,
    recording: str = "",
    took_over: str = "",
) -> Report:
    """Stage what was harvested, assert, promote, and derive the catalogue anew.

    A source whose assertions do not hold keeps its last good listings.  Everything is written
    in one transaction.

    Args:
        took_over: whose lock was found, who had not let go of it; "" when nobody's.
    """
    stored = catalogue.listings()
    known = {row["id"]: row for row in catalogue.sources()}
    sources = {haul.source.id: haul.source for haul in harvest.hauls.values()}
    context = Context(horizon)
    town = Town(gazetteer, dict(_places(sources, known, gazetteer)), kinds(sources, known))
    listings = {key: one.listing for key, one in stored.items()}
    for haul in harvest.hauls.values():
        haul.restore(listings)
    before = {key: one.listing for key, one in stored.items() if one.state == LIVE}
    previous, _ = prepare(before.values(), context)
    before_by_source = _by_source(previous)
    verdicts = [
        _judge(haul, before_by_source.get(haul.source.id, {}), context)
        for haul in harvest.hauls.values()
    ]
    with catalogue.writing():
        number = catalogue.start_run(horizon.now, recording)
        owned = _by_source(stored)
        changes = [
            _promote(verdict, catalogue, owned.get(verdict.haul.source.id, {}), number, horizon)
            for verdict in verdicts
        ]
        for haul in harvest.hauls.values():
            is_unfinished = haul.cut_short and not recording
            catalogue.save_unfinished(haul.source.id, haul.pages if is_unfinished else ())
        current = dict(previous)
        for verdict in verdicts:
            current |= verdict.prepared if verdict.good else {}
        derived = derive(current, catalogue, town, classify, matcher, horizon.now.date())
        report = Report(
            run=number,
            now=horizon.now.isoformat(),
            recording=recording,
            stopped=harvest.stopped,
            took_over=took_over,
            sources=[
                verdict.report([*change, *derived.joined.get(verdict.haul.source.id, ())])
                for verdict, change in zip(verdicts, changes, strict=True)
            ],
            events=derived.events,
            occurrences=derived.occurrences,
            merged=derived.merged,
            doubtful=derived.doubtful,
            mended=derived.mended,
            audiences=derived.audiences,
            shares=derived.shares,
            drifts=tuple(drifts(derived.shares, catalogue.label_shares(TRAILING_RUNS))),
        )
        catalogue.finish_run(number, report.to_dict(), harvest.seconds)
    return report


def kinds(sources: Mapping[str, Source], known: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """The kind of every source, crawled now or before."""
    return {id_: row["kind"] for id_, row in known.items()} | {
        id_: source.kind for id_, source in sources.items()
    }


def _places(
    sources: Mapping[str, Source], known: Mapping[str, dict[str, Any]], gazetteer: Gazetteer
) -> Iterator[tuple[str, Place | None]]:
    for id_, row in known.items():
        yield id_, source_place(row["locality"], row["latitude"], row["longitude"], gazetteer)
    for id_, source in sources.items():
        yield id_, source_place(source.locality, source.latitude, source.longitude, gazetteer)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A source's haul, prepared, and why it may not be promoted.

    Attributes:
        reissued: by new uid, the old one of a listing that has another id now.
    """

    haul: Haul
    prepared: Prepared
    set_aside: tuple[SetAside, ...]
    reissued: Mapping[str, str]
    failures: tuple[Failure, ...] = field(default=())

    @property
    def good(self) -> bool:
        """Whether every assertion holds."""
        return not self.failures

    @property
    def outcome(self) -> str:
        """How the crawl of the source ended, a key of `OUTCOMES`."""
        if self.failures:
            return self.failures[0].outcome
        ended = {fetch.outcome for fetch in self.haul.fetches}
        return ended.pop() if len(ended) == 1 else next(iter(ended & NOTEWORTHY), OK)

    @property
    def held_back(self) -> tuple[str, ...]:
        """Why it is not promoted."""
        return tuple(failure.reason for failure in self.failures)

    def report(self, changes: Sequence[Change]) -> SourceReport:
        """What became of the source."""
        counts = Counter(change.what for change in changes)
        return SourceReport(
            source=self.haul.source.id,
            name=self.haul.source.name,
            fetched=len(self.haul.fetches) - len(self.haul.failures),
            failed=len(self.haul.failures),
            parsed=len(self.haul.listings),
            listings=len(self.prepared),
            occurrences=sum(len(one.occurrences) for one in self.prepared.values()),
            set_aside=self.set_aside,
            outcome=self.outcome,
            promoted=self.good,
            held_back=self.held_back,
            new=counts[What.NEW],
            changed=counts[What.CHANGED],
            gone=counts[What.GONE],
            merged=counts[What.MERGED],
            changes=tuple(changes[:MAX_CHANGES]),
        )


def _judge(haul: Haul, previous: Prepared, context: Context) -> Verdict:
    prepared, set_aside = prepare(haul.listings.values(), context)
    every = (*haul.set_aside, *set_aside)
    renamed = reissued(previous, prepared)
    evidence = Evidence(
        haul=haul,
        upcoming=list(prepared.values()),
        set_aside=len(every),
        previous=list(previous.values()),
        reissued=frozenset(renamed.values()),
    )
    return Verdict(haul, prepared, every, renamed, tuple(failures(evidence)))


def _by_source(kept: Mapping[Key, T]) -> dict[str, dict[Key, T]]:
    """What is known of each source's listings."""
    found: dict[str, dict[Key, T]] = {}
    for key, one in kept.items():
        found.setdefault(key[0], {})[key] = one
    return found


def _promote(
    verdict: Verdict,
    catalogue: Catalogue,
    stored: Mapping[Key, Stored],
    number: int,
    horizon: Horizon,
) -> list[Change]:
    source, now = verdict.haul.source, horizon.now.isoformat()
    catalogue.save_source(
        source, number, verdict.outcome, verdict.held_back, verdict.haul.not_before
    )
    catalogue.save_fetches(number, verdict.haul.fetches)
    if not verdict.good:
        return []
    catalogue.save_pages(source.id, verdict.haul.seen)
    fresh = list(_fresh(verdict, stored, horizon))
    catalogue.save_listings(fresh, now)
    catalogue.follow(source.id, verdict.reissued)
    replaced = set(verdict.reissued.values())
    seen, missing = [], []
    enough = 1 if verdict.haul.complete else MISSES_UNTIL_GONE
    for (owner, uid), one in stored.items():
        if uid in verdict.haul.listings:
            seen.append((LIVE, now, 0, owner, uid))
        else:
            missed = one.missed + 1
            state = GONE if missed >= enough or uid in replaced else one.state
            missing.append((state, one.last_seen, missed, owner, uid))
    catalogue.touch_listings([*seen, *missing])
    gone = [
        Change(What.GONE, uid, stored[owner, uid].listing.event.name)
        for state, _, _, owner, uid in missing
        if state == GONE and stored[owner, uid].state == LIVE and uid not in replaced
    ]
    return [*(_change(one, _before(one.listing, verdict, stored)) for one in fresh), *gone]


def _before(listing: Listing, verdict: Verdict, stored: Mapping[Key, Stored]) -> Stored | None:
    """The listing as it stands in the catalogue, under its old id where it has a new one."""
    known = stored.get((listing.source, listing.uid))
    old = verdict.reissued.get(listing.uid)
    return known if known or not old else stored[listing.source, old]


def _change(one: Stored, known: Stored | None) -> Change:
    listing = one.listing
    if known is None:
        return Change(What.NEW, listing.uid, listing.event.name)
    fields = changed_fields(known.listing, listing)
    return Change(What.CHANGED, listing.uid, listing.event.name, fields)


def _fresh(verdict: Verdict, stored: Mapping[Key, Stored], horizon: Horizon) -> Iterator[Stored]:
    """The listings that are new or have changed; those that are over are not taken up."""
    now = horizon.now.isoformat()
    for uid, listing in verdict.haul.listings.items():
        key = (listing.source, uid)
        digest = hashlib.blake2b(codec.to_json(listing).encode(), digest_size=16).hexdigest()
        known = _before(listing, verdict, stored)
        if known is None and key not in verdict.prepared and is_over(listing, horizon):
            continue
        if key in stored and stored[key].content_hash == digest:
            continue
        yield Stored(
            listing=listing,
            event=known.event if known else "",
            state=LIVE,
            missed=0,
            first_seen=known.first_seen if known else now,
            last_seen=now,
            content_hash=digest,
        )
