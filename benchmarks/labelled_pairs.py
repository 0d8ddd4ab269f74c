"""Pairs of recorded announcements that were read and labelled; ids and labels are in `tests/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpus import announcements

from model.event import Listing

PAIRS = Path(__file__).parents[1] / "tests" / "pipeline" / "duplicate_pairs.csv"


def labelled_pairs() -> Iterator[tuple[str, Listing, Listing, bool]]:
    """Town, both listings, and whether they are one event."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {row[side] for row in rows for side in ("a", "b")}
    found = {one.uid: one for one in announcements() if one.uid in wanted}
    for row in rows:
        yield row["a"].partition(":")[0], found[row["a"]], found[row["b"]], row["same"] == "1"
