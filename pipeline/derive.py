"""The catalogue's events, derived from all live listings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from model.event import Listing
from model.labels import Audience, Kind, Labels, Setting
from pipeline.catalogue import LIVE, Catalogue, Stored
from pipeline.classify import Classify, announcement
from pipeline.deduplicate import Cluster, deduplicate
from pipeline.rows import EventRows

Key = tuple[str, str]
Overrides = Mapping[Key, Mapping[str, str]]
TEXTS = ("name", "description", "url", "organizer")


@dataclass(frozen=True, slots=True)
class Derived:
    """How much there is now."""

    events: int
    occurrences: int
    merged: int
    audiences: dict[str, int]


def derive(
    listings: Mapping[Key, Listing],
    catalogue: Catalogue,
    kinds: Mapping[str, str],
    classify: Classify,
) -> Derived:
    """Deduplicate and classify *listings*, and put the events in the catalogue.

    Args:
        listings: prepared, by (source, uid); those that the catalogue calls gone are left out.
        kinds: the kind of each source, by id.
    """
    stored = catalogue.listings()
    overrides = catalogue.overrides()
    live = [
        corrected(listing, overrides.get(key, {}))
        for key, listing in listings.items()
        if key in stored and stored[key].state == LIVE
    ]
    clusters = deduplicate(live, kinds, apart(overrides))
    names = {row["id"]: row["name"] for row in catalogue.sources()}
    labels = classify.predict(
        [announcement(one.primary, names.get(one.primary.source, "")) for one in clusters]
    )
    events = list(_rows(clusters, labels, stored, overrides, classify.version))
    catalogue.replace_events(events)
    catalogue.assign_events(
        (event.id, one.source, one.uid) for event in events for one in event.listings
    )
    return Derived(
        events=len(events),
        occurrences=sum(row["shown"] for event in events for row in event.occurrences()),
        merged=sum(len(event.listings) - 1 for event in events),
        audiences=dict(Counter(event.labels.audience.value for event in events)),
    )


def corrected(listing: Listing, words: Mapping[str, str]) -> Listing:
    """*listing* with a host's word for its texts."""
    texts: dict[str, Any] = {name: words[name] for name in TEXTS if name in words}
    return replace(listing, event=replace(listing.event, **texts)) if texts else listing


def apart(overrides: Overrides) -> set[frozenset[Key]]:
    """The pairs of listings that a host has said are two events."""
    pairs = set()
    for key, words in overrides.items():
        if other := words.get("apart_from"):
            source, _, uid = other.partition(" ")
            pairs.add(frozenset({key, (source, uid)}))
    return pairs


def _rows(
    clusters: list[Cluster],
    labels: list[Labels],
    stored: Mapping[Key, Stored],
    overrides: Overrides,
    version: str,
) -> Iterator[EventRows]:
    taken: set[str] = set()
    for number, (cluster, predicted) in enumerate(zip(clusters, labels, strict=True), start=1):
        members = (cluster.primary, *(other for other, _ in cluster.others))
        records = [stored[one.source, one.uid] for one in members]
        words = overrides.get((cluster.primary.source, cluster.primary.uid), {})
        yield EventRows(
            id=_event_id(cluster.primary, records, taken),
            number=number,
            listings=members,
            reasons=tuple(reason for _, reason in cluster.others),
            labels=_labels(predicted, words),
            model=version,
            hidden=words.get("hidden") == "1",
            first_seen=min(record.first_seen for record in records),
            last_seen=max(record.last_seen for record in records),
        )


def _event_id(primary: Listing, records: list[Stored], taken: set[str]) -> str:
    """The id that one of its listings already has, so that a saved event stays saved."""
    text = f"{primary.source}\0{primary.uid}"
    own = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    known = [record.event for record in records if record.event]
    id_ = next((one for one in (*known, own) if one not in taken), own)
    taken.add(id_)
    return id_


def _labels(predicted: Labels, words: Mapping[str, str]) -> Labels:
    """*predicted*, but a host's word for the audience is certain."""
    if "audience" in words:
        audience = Audience(words["audience"])
        predicted = replace(
            predicted,
            audience=audience,
            p_couples=float(audience is Audience.COUPLES),
            p_couple_friendly=float(audience is Audience.COUPLE_FRIENDLY),
            reasons=("as the host says",),
        )
    if "kind" in words:
        predicted = replace(predicted, kind=Kind(words["kind"]))
    if "setting" in words:
        predicted = replace(predicted, setting=Setting(words["setting"]))
    return predicted
