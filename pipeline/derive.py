"""The catalogue's events, derived from all live listings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from model.event import Event, EventStatus, Listing, Place
from model.matcher import Matcher
from pipeline.boilerplate import shared_sentences
from pipeline.catalogue import Catalogue
from pipeline.changes import Change, What
from pipeline.classify import Classify
from pipeline.compose import compose, strike
from pipeline.corrections import (
    PLACE_WORDS,
    correct_facets,
    correct_labels,
    correct_listing,
)
from pipeline.crew import ALONE, Crew, split
from pipeline.deduplicate import SAME_SERIES, Cluster, Doubt, deduplicate
from pipeline.drift import Shares, shares
from pipeline.event_ids import event_ids
from pipeline.geocode import Placer, query
from pipeline.listing_tables import LIVE, Stored
from pipeline.places import Gazetteer
from pipeline.rows import EventRows
from pipeline.texts_read import Reading, Text, read_texts
from pipeline.wrong_zones import Mended, mend

Key = tuple[str, str]
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Derived:
    """How much there is now."""

    events: int
    occurrences: int
    merged: int
    doubtful: int
    audiences: dict[str, int]
    shares: dict[str, Shares]
    mended: tuple[Mended, ...]
    joined: dict[str, list[Change]]


@dataclass(frozen=True, slots=True)
class Town:
    """What is known of the sources' surroundings.

    Attributes:
        homes: where each source is, by its id; None where nobody knows.
        kinds: the kind of each source, by id.
    """

    gazetteer: Gazetteer
    homes: Mapping[str, Place | None]
    kinds: Mapping[str, str]


def derive(
    listings: Mapping[Key, Listing],
    catalogue: Catalogue,
    town: Town,
    classify: Classify,
    matcher: Matcher,
    today: date,
    crew: Crew = ALONE,
) -> Derived:
    """Deduplicate and classify *listings*, and put the events in the catalogue.

    Args:
        listings: prepared, by (source, uid); those that the catalogue calls gone are left out.
        today: of the run.
        crew: judges the pairs, and reads the events.
    """
    stored = catalogue.listings()
    together = catalogue.merged()
    corrections = catalogue.corrections()
    live = [
        listing
        for key, listing in sorted(listings.items())
        if key in stored and stored[key].state == LIVE
    ]
    answers = catalogue.geocodes()
    timed, mended = mend(live, town.homes)
    placer = Placer.learn(
        timed, town.homes, town.gazetteer, lambda place: answers.get(query(place))
    )
    placed = [placer.place(listing) for listing in timed]
    found = deduplicate(placed, town.kinds, matcher, catalogue.ruling(), crew)
    names = {row["id"]: row["name"] for row in catalogue.sources()}
    composed = [_Composed.of(cluster, corrections, placer) for cluster in found.clusters]
    shared = shared_sentences(placed)
    texts = [
        Text(
            event=one.event,
            starts=_starts(one),
            source=names.get(one.primary.source, ""),
            shared=shared.get(one.text_source, frozenset()),
        )
        for one in composed
    ]
    work = partial(read_texts, classify)
    readings = chain.from_iterable(crew.map(work, split(texts, crew)))
    events = list(_rows(composed, readings, stored, classify.version, today))
    shown_by = {(one.source, one.uid): event.id for event in events for one in event.listings}
    catalogue.replace_events(events, [_doubt(doubt, shown_by) for doubt in found.doubts])
    catalogue.assign_events((event, *key) for key, event in shown_by.items())
    return Derived(
        events=len(events),
        occurrences=sum(row["shown"] for event in events for row in event.occurrences()),
        merged=sum(len(event.listings) - 1 for event in events),
        doubtful=len(found.doubts),
        mended=tuple(mended),
        joined=_joined(found.clusters, together),
        audiences=dict(Counter(event.audience for event in events)),
        shares=shares(events),
    )


@dataclass(frozen=True, slots=True)
class _Composed:
    """A cluster, what its listings say together, and a host's word on any of them."""

    cluster: Cluster
    event: Event
    origin: Mapping[str, str]
    words: Words

    @classmethod
    def of(
        cls, cluster: Cluster, corrections: Mapping[Key, list[dict[str, Any]]], placer: Placer
    ) -> _Composed:
        """Corrections come last, so that they part no listings that the crawl brought together."""
        members = [cluster.primary, *(one.listing for one in cluster.others)]
        event, origin = compose(members)
        if event.event_status is not EventStatus.CANCELLED:
            primary, *others = strike(members)
            merged = zip(cluster.others, others, strict=True)
            cluster = Cluster(primary, tuple(replace(one, listing=other) for one, other in merged))
        said = [row for one in members for row in corrections.get((one.source, one.uid), ())]
        words = {row["field"]: row["value"] for row in sorted(said, key=lambda row: row["id"])}
        if not words:
            return cls(cluster, event, origin, words)
        primary = correct_listing(replace(cluster.primary, event=event), words)
        event = placer.place(primary).event if PLACE_WORDS & words.keys() else primary.event
        timed = replace(cluster.primary, occurrences=primary.occurrences)
        return cls(replace(cluster, primary=timed), event, origin, words)

    @property
    def primary(self) -> Listing:
        return self.cluster.primary

    @property
    def listings(self) -> tuple[Listing, ...]:
        return self.primary, *(one.listing for one in self.cluster.others)

    @property
    def text_source(self) -> str:
        """The source whose description is kept."""
        return self.origin.get("description", self.primary.source)


def _rows(
    composed: Sequence[_Composed],
    readings: Iterable[Reading],
    stored: Mapping[Key, Stored],
    version: str,
    today: date,
) -> Iterator[EventRows]:
    events = [
        [replace(stored[listing.source, listing.uid], listing=listing) for listing in one.listings]
        for one in composed
    ]
    ids = event_ids(events)
    every = zip(composed, readings, events, ids, strict=True)
    for number, (one, read, records, id_) in enumerate(every, start=1):
        yield EventRows(
            id=id_,
            number=number,
            cluster=one.cluster,
            event=one.event,
            origin=one.origin,
            labels=correct_labels(read.labels, one.words),
            model=version,
            hidden=one.words.get("hidden") == "1",
            today=today,
            facets=correct_facets(read.facets, one.words),
            first_seen=min(record.first_seen for record in records),
            last_seen=max(record.last_seen for record in records),
        )


def _joined(clusters: Iterable[Cluster], before: Collection[Key]) -> dict[str, list[Change]]:
    """By source, the listings that were not part of another's event *before*; no mere series."""
    joined: dict[str, list[Change]] = {}
    for cluster in clusters:
        for one in cluster.others:
            listing = one.listing
            if one.reason != SAME_SERIES and (listing.source, listing.uid) not in before:
                change = Change(What.MERGED, listing.uid, listing.event.name, why=one.reason)
                joined.setdefault(listing.source, []).append(change)
    return joined


def _starts(one: _Composed) -> date | None:
    return one.primary.occurrences[0].start_date.date() if one.primary.occurrences else None


def _doubt(doubt: Doubt, shown_by: Mapping[Key, str]) -> dict[str, Any]:
    a, b = (doubt.a.source, doubt.a.uid), (doubt.b.source, doubt.b.uid)
    return {
        "a_event": shown_by[a],
        "a_source": a[0],
        "a_uid": a[1],
        "b_event": shown_by[b],
        "b_source": b[0],
        "b_uid": b[1],
        "p_same": round(doubt.verdict.p_same, 4),
        "reasons": json.dumps(doubt.verdict.reasons, ensure_ascii=False),
    }
