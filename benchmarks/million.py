"""A catalogue of any number of dates in some towns, written through the catalogue itself."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

from bench_rank import base, grown

from model.candidate import Candidate
from model.event import AttendanceMode, Event, Listing, Occurrence, Offer, Place
from model.labels import Labels
from model.source import Source
from pipeline.candidates import SHOWN
from pipeline.catalogue import Catalogue
from pipeline.deduplicate import Cluster
from pipeline.listing_tables import LIVE, Stored
from pipeline.rows import EventRows

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DATES, EVERY_DAYS, DAYS = 4, 28, 280
"""The dates of an event, how far apart they are, and on how many days the first may be."""
SOURCES, CHUNK, CHANGED = 1_000, 10_000, 100
"""Sources, listings written at once, and of how many events one changes."""
ONLINE, UNPLACED, WIDE = 0.04, 0.01, 0.3
"""Shares of what is online and of what has no known place; how far a town reaches, in degrees."""
TOWNS = [(44.98, -93.27), (40.71, -74.01), (34.05, -118.24), (41.88, -87.63), (39.1, -84.5)]


def towns(count: int) -> list[tuple[float, float]]:
    """So many places far from each other, the first of them always the same."""
    dice, found = random.Random(11), list(TOWNS)
    while len(found) < count:
        spot = dice.uniform(26, 62), dice.uniform(-124, -60)
        if all(abs(spot[0] - a) + abs(spot[1] - b) > 5 * WIDE for a, b in found):
            found.append(spot)
    return found[:count]


def fill(path: Path, dates: int, places: int) -> None:
    """Write the catalogue that is, or would be, the file *path*: as after a first run.

    Args:
        dates: how many, in all.
        places: in how many towns.
    """
    with Catalogue(path) as catalogue, catalogue.writing():
        run = catalogue.start_run(NOW, "")
        for number in range(SOURCES):
            catalogue.save_source(_source(number), run, "ok", [])
        for some in _chunks(_events(dates, places)):
            catalogue.save_listings(map(_stored, some), NOW.isoformat())
        catalogue.replace_events(_events(dates, places), [])
        catalogue.finish_run(run, {"dates": dates})


def change(path: Path, dates: int, places: int) -> None:
    """Another run, a day later, in which one event of a hundred has another address."""
    later = NOW + timedelta(days=1)
    with Catalogue(path) as catalogue, catalogue.writing():
        run = catalogue.start_run(later, "")
        for some in _chunks(islice(_events(dates, places), 0, None, CHANGED)):
            moved = [_moved(_stored(one)) for one in some]
            catalogue.save_listings(moved, later.isoformat())
        catalogue.finish_run(run, {"dates": dates})


def _source(number: int) -> Source:
    latitude, longitude = TOWNS[number % len(TOWNS)]
    return Source(
        id=f"s{number}", name=f"Organiser {number}", url=f"https://s{number}.example/",
        timezone="America/Chicago", latitude=latitude, longitude=longitude,
        locality=f"Town {number % len(TOWNS)}",
    )  # fmt: skip


def _events(dates: int, places: int) -> Iterator[EventRows]:
    texts, spots = _texts(), towns(places)
    for number in range(dates // DATES):
        dice = random.Random(number)
        yield _rows(number, grown(texts, number), dice.choice(spots), dice)


@cache
def _texts() -> list[Candidate]:
    return [one for one in base() if one.audience in SHOWN]


def _rows(number: int, one: Candidate, spot: tuple[float, float], dice: random.Random) -> EventRows:
    kind = dice.random()
    first = NOW + timedelta(hours=dice.randrange(DAYS * 24))
    latitude, longitude = (degrees + dice.gauss(0, WIDE) for degrees in spot)
    place = Place(name=one.venue, latitude=latitude, longitude=longitude, precision_km=0.1)
    if ONLINE <= kind < ONLINE + UNPLACED:
        place = Place(name=one.venue)
    price = one.price_for_two
    event = Event(
        name=one.name, description=one.description, organizer=one.source, in_language="en",
        location=None if kind < ONLINE else place, url=f"https://town.example/{number}",
        event_attendance_mode=AttendanceMode.ONLINE if kind < ONLINE else None,
        offers=() if price is None else (Offer(price=price / 2, price_currency="USD"),),
    )  # fmt: skip
    times = (first + timedelta(days=EVERY_DAYS * n) for n in range(DATES))
    listing = Listing(
        source=f"s{number % SOURCES}", uid=str(number), event=event, raw="",
        timezone="America/Chicago",
        occurrences=tuple(Occurrence(start_date=time) for time in times),
    )  # fmt: skip
    labels = Labels(
        audience=one.audience, p_couples=one.p_couples, p_couple_friendly=one.p_couple_friendly,
        kind=one.kind, interests=one.interests, setting=one.setting,
    )  # fmt: skip
    return EventRows(
        id=f"{number:07}", number=number + 1, cluster=Cluster(listing), event=event, origin={},
        labels=labels, model="", hidden=False, today=NOW.date(),
        first_seen=NOW.isoformat(), last_seen=NOW.isoformat(),
    )  # fmt: skip


def _stored(rows: EventRows) -> Stored:
    return Stored(rows.primary, rows.id, LIVE, 0, rows.first_seen, rows.last_seen, "")


def _moved(one: Stored) -> Stored:
    event = replace(one.listing.event, url=f"{one.listing.event.url}/moved")
    return replace(one, listing=replace(one.listing, event=event))


def _chunks(rows: Iterable[EventRows]) -> Iterator[list[EventRows]]:
    left = iter(rows)
    while some := list(islice(left, CHUNK)):
        yield some
