"""The records of crawls and sources, read from the catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from model.errors import CatalogueError
from model.source import interval
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.drift import Drift
from pipeline.health_records import Crawl, Facts, SourceFacts, Visit
from pipeline.outcomes import NOT_REACHED
from pipeline.tables import Row

CRAWLS = 60
"""So many of the newest are looked at."""
IMPORTED = "https://import.invalid/"


def facts(home: Path, now: datetime) -> Facts:
    """What the catalogue of *home* knows; nothing before the first crawl."""
    path = Config(home).catalogue
    try:
        if not Catalogue.exists(path):
            return Facts()
        with Catalogue(path, read_only=True) as catalogue:
            return _read(catalogue, now)
    except CatalogueError as error:
        return Facts(error=str(error))
    except sqlite3.Error as error:
        msg = (
            f"catalogue {str(path)!r} cannot be read: {error}; run `twogether rebuild`, which "
            "brings it up to date, or `twogether doctor`"
        )
        return Facts(error=msg)


def _read(catalogue: Catalogue, now: datetime) -> Facts:
    crawls = tuple(map(_crawl, catalogue.crawls(CRAWLS)))
    visits: dict[str, list[Visit]] = {}
    for row in catalogue.visits(crawls[-1].run if crawls else 0):
        if row["outcome"] == NOT_REACHED:
            continue
        visits.setdefault(row["source"], []).append(_visit(row))
    to_come, newest = catalogue.to_come(now), catalogue.newest_listings()
    return Facts(
        crawls=crawls,
        sources=tuple(
            _source(row, to_come.get(row["id"]), newest.get(row["id"]), visits.get(row["id"], ()))
            for row in catalogue.sources()
        ),
        events=catalogue.events_to_come(now),
    )


def _crawl(row: Row) -> Crawl:
    return Crawl(
        run=row["id"],
        at=datetime.fromisoformat(row["now"]),
        seconds=row["crawl_s"],
        recording=row["recording"],
        totals=json.loads(row["totals"]),
        events=row["events"],
        drifts=tuple(Drift(**one) for one in json.loads(row["drifts"] or "[]")),
    )


def _visit(row: Row) -> Visit:
    return Visit(
        at=datetime.fromisoformat(row["now"]),
        outcome=row["outcome"],
        is_good=bool(row["promoted"]),
        listings=row["listings"],
    )


def _source(
    row: Row,
    to_come: tuple[int, float] | None,
    newest: str | None,
    visits: Sequence[Visit],
) -> SourceFacts:
    dates, last = to_come or (0, None)
    return SourceFacts(
        id=row["id"],
        name=row["name"],
        every=interval(row["every"]),
        is_file=row["url"].startswith(IMPORTED),
        last_good=_moment(row["last_good"]),
        last_visit=_moment(row["last_visit"]),
        last_outcome=row["last_outcome"],
        held_back=row["held_back"],
        failures=max(row["failures"], _failed(visits)),
        not_before=_moment(row["not_before"]),
        listings=row["listings"],
        dates=dates,
        last_date=None if last is None else datetime.fromtimestamp(last, UTC),
        newest=_moment(newest),
        visits=tuple(visits),
    )


def _failed(visits: Sequence[Visit]) -> int:
    """The last visits in a row that failed; catalogues did not always count them."""
    return sum(1 for _ in takewhile(lambda visit: not visit.is_good, reversed(visits)))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
