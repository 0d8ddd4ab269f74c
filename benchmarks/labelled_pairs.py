"""Pairs of recorded announcements that were read and labelled; ids and labels are in `tests/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpus import announcements

from model.event import Listing

Pair = tuple[str, Listing, Listing, bool]
PAIRS = Path(__file__).parents[1] / "tests" / "pipeline" / "duplicate_pairs.csv"


def labelled_pairs() -> Iterator[Pair]:
    """Town, both listings, and whether they are one event."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {row[side] for row in rows for side in ("a", "b")}
    found = {one.uid: one for one in announcements() if one.uid in wanted}
    for row in rows:
        yield row["a"].partition(":")[0], found[row["a"]], found[row["b"]], row["same"] == "1"


def left_out() -> Iterator[tuple[list[Pair], list[Pair]]]:
    """Of each town: the pairs of all others, to learn from, and its own, to be judged by."""
    pairs = list(labelled_pairs())
    for town in sorted({town for town, *_ in pairs}):
        here = [pair for pair in pairs if pair[0] == town]
        yield [pair for pair in pairs if pair[0] != town], here
