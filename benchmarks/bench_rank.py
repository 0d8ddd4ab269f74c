"""A couple's search on 10,000 and 100,000 events: filter, rank and explain twelve cards.

The events are those of the recorded corpus beside the checkout, or else the texts that ship, each
grown into many: words left out and put elsewhere, places and prices moved, other days.  Give
other sizes as arguments, such as 1000000, which takes long.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from clock import cpu_ms
from corpus import CORPUS, announcements
from figures import Figure, tell

from model.candidate import Candidate
from model.filters import at_hand, span_of
from model.index import Index
from model.labels import Announcement, Interest
from model.outing import Outing, Partner
from model.ranking import rank
from model.taste import Reader
from pipeline import index_files
from pipeline.index_build import Row, build
from pipeline.labels_file import read_examples, shipped
from pipeline.model_store import load_classifier

SIZES = (10_000, 100_000)
LIMITS = {10_000: (5, 25), 100_000: (5, 25), 1_000_000: (25, 200)}
"""CPU milliseconds at the 99th percentile, within 40 km and anywhere."""
LOAD_LIMIT, UPDATE_LIMIT, FIRST_WISH_MS = 1.0, 0.10, 100
BASE, SEARCHES, CARDS, CHANGED = 4_000, 300, 12, 0.01
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
WISHES = (
    "live jazz, wine tasting", "salsa", "pottery", "a quiet walk", "board games, trivia", "comedy",
    "hiking, birds", "cooking together", "yoga, meditation", "museums, history", "kayaking",
    "Gottman workshop", "contra dance", "marriage retreat", "volunteering", "poetry", "film",
    "stargazing", "opera", "farmers market",
)  # fmt: skip
NEW_WISHES = Outing(partners=(Partner(likes="zither, lutes"),))
METROS = [(44.98, -93.27), (40.71, -74.01), (34.05, -118.24), (41.88, -87.63), (39.95, -75.17)]


def base() -> list[Candidate]:
    """Real announcements with what the classifier says of them."""
    if CORPUS.is_file():
        listings = list(announcements())
        every = max(1, len(listings) // BASE)
        texts = [
            Announcement(title=one.event.name, description=one.event.description)
            for one in listings[::every]
        ]
    else:
        texts = [example.announcement for example in read_examples(shipped())[0]]
    labels = load_classifier().predict(texts)
    return [
        Candidate(
            event="", name=text.title, description=text.description, start_date=NOW,
            audience=said.audience, p_couples=said.p_couples, kind=said.kind,
            p_couple_friendly=said.p_couple_friendly, interests=said.interests,
            setting=said.setting, precision_km=0.1,
        )
        for text, said in zip(texts, labels, strict=True)
    ]  # fmt: skip


def grown(texts: list[Candidate], number: int, edition: int = 0) -> Candidate:
    """One event like one of *texts*, and unlike all others."""
    dice = random.Random(number * 1_000 + edition)
    one = dice.choice(texts)
    words = [word for word in one.description.split() if dice.random() > 0.1]
    dice.shuffle(words)
    latitude, longitude = dice.choice(METROS)
    return replace(
        one,
        event=f"{number:07}",
        name=f"{one.name} {number}",
        description=" ".join(words),
        start_date=NOW + timedelta(hours=dice.randrange(365 * 24)),
        latitude=latitude + dice.gauss(0, 0.8),
        longitude=longitude + dice.gauss(0, 0.8),
        price_for_two=dice.choice((None, 0.0, round(dice.uniform(5, 200), 2))),
        source=f"organiser {dice.randrange(3_000)}",
        venue=f"venue {dice.randrange(5_000)}",
    )


def rows(texts: list[Candidate], size: int, edition: int = 0) -> Iterator[Row]:
    """The events; of another *edition* one in a hundred differs."""
    for number in range(size):
        of = edition if number % round(1 / CHANGED) == 0 else 0
        yield Row(number * 1_000 + of, NOW.timestamp(), partial(grown, texts, number, of))


def outings(radius_km: float | None) -> list[Outing]:
    """Couples' searches of the next thirty days."""
    dice = random.Random(7)
    found = []
    for _ in range(SEARCHES):
        latitude, longitude = dice.choice(METROS)
        partners = tuple(
            Partner(
                likes=", ".join(dice.sample(WISHES, 2)), interests=(dice.choice(list(Interest)),)
            )
            for _ in range(2)
        )
        outing = Outing(
            from_date=date(2026, 6, 1),
            to_date=date(2026, 7, 1),
            budget=dice.choice((None, 60.0, 150.0)),
            partners=partners,
        )
        if radius_km is not None:
            outing = replace(outing, latitude=latitude, longitude=longitude, radius_km=radius_km)
        found.append(outing)
    return found


def searched(index: Index, reader: Reader, radius_km: float | None) -> tuple[float, float, float]:
    """CPU milliseconds at the 50th and 99th percentile, and rows looked at in the mean."""
    asked = outings(radius_km)
    searches = [partial(rank, index, one, NOW, CARDS, reader) for one in asked]
    for search in searches:
        search()
    p50, p99 = np.percentile([cpu_ms(search) for search in searches], (50, 99))
    looked = np.mean([len(at_hand(index, one, span_of(one, NOW))) for one in asked])
    return float(p50), float(p99), float(looked)


def measure(texts: list[Candidate], size: int, folder: Path) -> Iterator[Figure]:
    """The figures of one size."""
    start = time.process_time()
    index_files.write(folder, build(rows(texts, size), {}))
    whole = time.process_time() - start
    start = time.process_time()
    before = index_files.read(folder)
    index_files.write(folder, build(rows(texts, size, edition=1), {}, before))
    update = time.process_time() - start
    load = cpu_ms(partial(index_files.read, folder)) / 1000
    stored = index_files.read(folder)
    assert stored is not None
    index = stored.index
    reader = Reader(index.wording, load_classifier())
    first_wish = cpu_ms(partial(reader.tastes, NEW_WISHES, np.arange(0)))
    for words, radius, limit in zip(
        ("within 40 km", "anywhere"), (40.0, None), LIMITS[size], strict=True
    ):
        p50, p99, looked = searched(index, reader, radius)
        note = f"p50 {p50:.2f} ms, {looked:,.0f} rows looked at"
        yield Figure(f"{size:,} events, {words}, p99", p99, "ms", limit=limit, note=note)
    yield Figure(f"{size:,} events, two new wishes, once", first_wish, "ms", limit=FIRST_WISH_MS)
    yield Figure(f"{size:,} events, load", load, "s", limit=LOAD_LIMIT)
    note = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB at the peak"
    yield Figure(
        f"{size:,} events, index after a change of 1 %", update, "s", peer=whole,
        of="a whole one", limit=UPDATE_LIMIT, note=note,
    )  # fmt: skip


def main() -> int:
    """Print the figures of each size."""
    texts, codes = base(), []
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            codes.append(tell(*measure(texts, size, Path(folder))))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
