"""How near to the truth the offline geocoder places recorded announcements.

    python benchmarks/bench_geocode.py

Announcements that state coordinates are placed without them, in the catalogue of their town, and
compared with what they state.  Prints the share within the stated precision, the median distance
and the share pinned better than 2 km.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from corpus import HOMES, announcements, needed
from figures import Figure, tell

from model.event import Listing, Place
from model.geo import haversine_km
from pipeline.geocode import Placer
from pipeline.normalize import normalize
from pipeline.places import Gazetteer

NEAR_KM, WITHIN, NEAR = 2.0, 0.95, 0.5
"""At least such shares lie within the stated precision, and nearer than so many kilometres."""


def placed() -> Iterator[tuple[Listing, Place, Place | None]]:
    """Each announcement with coordinates, where it says it is, and where the geocoder puts it."""
    gazetteer = Gazetteer()
    prepared = [normalize(listing) for listing in announcements()]
    towns: dict[str, list[Listing]] = defaultdict(list)
    for listing in prepared:
        towns[listing.uid.partition(":")[0]].append(_without(listing))
    found: dict[str, Place | None] = {}
    for town, listings in towns.items():
        home = gazetteer.lookup(HOMES[town])
        homes = dict.fromkeys({one.source for one in listings}, home)
        placer = Placer.learn(listings, homes, gazetteer)
        found |= {one.uid: placer.place(one).event.location for one in listings}
    for listing in prepared:
        truth = listing.event.location
        if truth is not None and truth.latitude is not None:
            yield listing, truth, found[listing.uid]


def _without(listing: Listing) -> Listing:
    place = listing.event.location
    if place is None:
        return listing
    bare = replace(place, latitude=None, longitude=None, precision_km=None)
    return replace(listing, event=replace(listing.event, location=bare))


def main() -> int:
    """Print the figures, for all and for each stated precision."""
    needed()
    away: list[float] = []
    within = unplaced = 0
    by_precision: Counter[tuple[float, bool]] = Counter()
    for _, truth, found in placed():
        if found is None or found.latitude is None or found.precision_km is None:
            unplaced += 1
            continue
        km = haversine_km(truth.latitude, truth.longitude, found.latitude, found.longitude)
        inside = km <= found.precision_km
        away.append(km)
        within += inside
        by_precision[round(found.precision_km), inside] += 1
    print(f"{len(away)} placed, {unplaced} not placed")
    for precision in sorted({precision for precision, _ in by_precision}):
        good, bad = by_precision[precision, True], by_precision[precision, False]
        print(f"  stated {precision:3.0f} km: {good:5d} within, {bad:4d} farther")
    near = sum(km < NEAR_KM for km in away) / len(away)
    share = within / len(away)
    return tell(
        Figure("share within the stated precision", share, limit=WITHIN, better="more"),
        Figure("median distance to the truth", statistics.median(away), "km", limit=NEAR_KM),
        Figure(f"share nearer than {NEAR_KM:g} km", near, limit=NEAR, better="more"),
    )


if __name__ == "__main__":
    sys.exit(main())
