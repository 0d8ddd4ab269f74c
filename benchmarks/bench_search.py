"""The time of a couple's search next to bm25s, SQLite's FTS5 and scikit-learn's neighbours.

The median CPU of searches among 100,000 events, all in this process.  Ours filters by
place, date, price and more, ranks for two people, and explains twelve cards; the peers find twelve
rows by the words of both partners, or the rows of a circle.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median

import numpy as np
from bench_rank import CARDS, NOW, base, grown, outings
from clock import cpu_ms
from figures import Figure, tell
from numpy.typing import NDArray
from peers import PEERS, Places, asked

from model.filters import apply_filters
from model.index import Index
from model.outing import Outing
from model.ranking import rank
from model.taste import Reader
from pipeline.index_build import Row, build
from pipeline.model_store import load_classifier

Ids = NDArray[np.integer]
SIZE, SEARCHES, RADIUS_KM = 100_000, 60, 40.0


def ms(search: Callable[[Outing], object], wishes: list[Outing]) -> float:
    """The median CPU milliseconds of searches that are not the first of their kind."""
    for one in wishes:
        search(one)
    return median(cpu_ms(partial(search, one)) for one in wishes)


def texts_next_to_peers(index: Index, texts: list[str]) -> list[Figure]:
    """Our whole search next to each peer's search for words."""
    reader = Reader(index.wording, load_classifier())
    wishes = outings(None)[:SEARCHES]
    mine = ms(lambda one: rank(index, one, NOW, CARDS, reader), wishes)
    figures = []
    for name, peer in PEERS.items():
        found = peer.of(texts)
        theirs = ms(lambda one, found=found: found.best(asked(one), CARDS), wishes)
        figures.append(
            Figure(f"a search anywhere, next to {name}", mine, "ms", peer=theirs, of=name)
        )
    return figures


def likeness(a: Ids, b: Ids) -> float:
    """The share of rows in both."""
    return len(np.intersect1d(a, b)) / len(np.union1d(a, b))


def places_next_to_peer(index: Index) -> list[Figure]:
    """Our filters next to a ball tree, and whether both find the same rows."""
    tree = Places.of(index["latitude"], index["longitude"])
    wishes = [
        Outing(latitude=one.latitude, longitude=one.longitude, radius_km=RADIUS_KM)
        for one in outings(RADIUS_KM)[:SEARCHES]
    ]
    anywhere = apply_filters(index, Outing(), NOW).ids
    same = min(
        likeness(
            apply_filters(index, one, NOW).ids,
            np.intersect1d(anywhere, tree.within(one.latitude, one.longitude, RADIUS_KM)),
        )
        for one in wishes
    )
    mine = ms(lambda one: apply_filters(index, one, NOW), wishes)
    theirs = ms(lambda one: tree.within(one.latitude, one.longitude, RADIUS_KM), wishes)
    return [
        Figure("the rows of a circle, all filters", mine, "ms", peer=theirs, of="a ball tree"),
        Figure("rows of a circle that both find, share", same, limit=0.99, better="more"),
    ]


def main() -> int:
    """Grow the events, and measure both."""
    announcements = base()
    cards = [grown(announcements, number) for number in range(SIZE)]
    rows = (Row(n, NOW.timestamp(), partial(replace, card)) for n, card in enumerate(cards))
    index = build(rows, {}).index
    texts = [f"{card.name} {card.description}" for card in cards]
    return tell(*texts_next_to_peers(index, texts), *places_next_to_peer(index))


if __name__ == "__main__":
    sys.exit(main())
