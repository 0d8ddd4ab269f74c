"""Whether two catalogues say the same: row by row, but for numbers that mean nothing by themselves.

Those are the rows' own numbers, when pages were fetched, and the reports.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

NUMBERED = {"fetches", "offers", "places", "doubts"}
TIMES = {"fetched_at", "report", "crawl_s"}
TABLES = (
    "sources", "fetches", "listings", "pages", "unfinished", "events", "occurrences", "offers",
    "labels", "facets", "merges", "doubts", "events_fts", "runs",
)  # fmt: skip
EVENTS = """
SELECT e.*, p.name AS at, p.address, p.locality, p.region, p.postal_code, p.country, p.latitude,
  p.longitude, p.precision_km FROM events e LEFT JOIN places p ON p.id = e.place
"""


def differences(one: Path, other: Path) -> dict[str, list[tuple[object, ...]]]:
    """By table, the rows that just one of two catalogues has; {} when there is none."""
    found = {}
    for table in TABLES:
        ours, theirs = (_rows(path, table) for path in (one, other))
        if odd := sorted(set(ours) ^ set(theirs), key=repr):
            found[table] = odd
        elif len(ours) != len(theirs):
            found[table] = [("rows", len(ours), len(theirs))]
    return found


def _rows(path: Path, table: str) -> list[tuple[object, ...]]:
    catalogue = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        catalogue.row_factory = sqlite3.Row
        sql = EVENTS if table == "events" else f"SELECT * FROM {table}"
        skipped = TIMES | ({"id"} if table in NUMBERED else {"place"})
        return [
            tuple(row[name] for name in row.keys() if name not in skipped)  # noqa: SIM118
            for row in catalogue.execute(sql)
        ]
    finally:
        catalogue.close()
