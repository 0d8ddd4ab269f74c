"""The catalogue: its file, its sources and what is derived; its other tables are mixed in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Self

from model.source import Source
from pipeline import page_codec
from pipeline.chosen_database import exists, opened
from pipeline.event_tables import EventTables
from pipeline.forgotten_tables import ForgottenTables
from pipeline.harvest import Seen
from pipeline.health_tables import HealthTables
from pipeline.listing_tables import ListingTables
from pipeline.occurrence_tables import OccurrenceTables
from pipeline.outcomes import NOT_REACHED
from pipeline.rows import EventRows
from pipeline.run_tables import RunTables
from pipeline.tables import Row
from pipeline.visit_tables import VisitTables

DERIVED = (
    "occurrences", "offers", "labels", "facets", "merges",
    "doubts", "events", "places", "events_fts",
)  # fmt: skip
NUMBERED = ("occurrences", "offers")
"""Those of them whose rows are numbered from 1, in the order of the events."""


class Catalogue(
    EventTables,
    ForgottenTables,
    HealthTables,
    ListingTables,
    OccurrenceTables,
    RunTables,
    VisitTables,
):
    """Events on disk.

    Args:
        path: the SQLite file; made when it is opened for writing, and brought up to date.
        read_only: open it beside a running crawl.

    Raises:
        CatalogueError: if there is no such file to read, it is no catalogue, or a newer program's.
            What SQLite complains of later is raised where the `with` block ends.
        DiskError: if its disk is full, read-only or fails.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.db = opened(path, read_only=read_only)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is a catalogue, be it an empty one."""
        return exists(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        self.close()
        if meant := self.db.meant(error):
            raise meant from error

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()

    def reading(self) -> AbstractContextManager[None]:
        """One moment: whatever is asked inside is answered as of the first question."""
        return self.db.reading()

    def writing(self) -> AbstractContextManager[None]:
        """All or nothing: what is written inside is seen whole, or not at all."""
        return self.db.writing()

    def save_source(
        self, source: Source, run: int, outcome: str, held_back: Sequence[str], not_before: str = ""
    ) -> None:
        """Keep the source and how its last run went.

        A visit that the run did not get to says nothing of the source's health.

        Args:
            outcome: a key of `OUTCOMES`.
            not_before: the moment that its server named for the next visit.
        """
        known = next(iter(self.query("SELECT * FROM sources WHERE id = ?", [source.id])), {})
        now = self.query("SELECT now FROM runs WHERE id = ?", [run])[0]["now"]
        failures = known.get("failures", 0) + (outcome != NOT_REACHED)
        row = {
            "id": source.id,
            "name": source.name,
            "kind": source.kind,
            "url": source.url,
            "adapter": source.adapter,
            "timezone": source.timezone,
            "locality": source.locality,
            "latitude": source.latitude,
            "longitude": source.longitude,
            "expect_at_least": source.expect_at_least,
            "last_run": run,
            "every": source.every,
            "verified": int(source.verified or not held_back or bool(known.get("verified"))),
            "not_before": not_before,
            "last_good": now if not held_back else known.get("last_good", ""),
            "last_outcome": outcome,
            "held_back": "; ".join(held_back),
            "failures": failures if held_back else 0,
        }
        self.db.upsert("sources", [row], key=["id"])

    def save_pages(self, visits: Mapping[str, Iterable[Seen]]) -> None:
        """Remember the pages of each source's good visit in the place of those of the last one."""
        self.db.executemany("DELETE FROM pages WHERE source = ?", ([id_] for id_ in visits))
        self.db.upsert(
            "pages",
            (
                {
                    **asdict(one),
                    "uids": json.dumps(one.uids, ensure_ascii=False),
                    "links": json.dumps(one.links),
                }
                for seen in visits.values()
                for one in seen
            ),
            key=("source", "url"),
        )

    def pages(self) -> dict[tuple[str, str], Seen]:
        """The pages of every source's last good visit, by (source, url)."""
        return {
            (row["source"], row["url"]): page_codec.seen(
                {**row, "uids": json.loads(row["uids"]), "links": json.loads(row["links"])}
            )
            for row in self.query("SELECT * FROM pages")
        }

    def sources(self) -> list[Row]:
        """Every source ever crawled, with how its last run went."""
        return self.query(
            "SELECT s.*, (SELECT count(*) FROM listings l WHERE l.source = s.id "
            "AND l.state = 'live') AS listings, "
            "(SELECT now FROM runs r WHERE r.id = s.last_run) AS last_visit, "
            "(SELECT count(*) FROM occurrences o WHERE o.source = s.id) AS occurrences "
            "FROM sources s ORDER BY s.id"
        )

    def usual_timezone(self) -> str:
        """The zone of most sources, "" before the first crawl."""
        rows = self.query(
            "SELECT timezone FROM sources GROUP BY timezone "
            "ORDER BY count(*) DESC, timezone LIMIT 1"
        )
        return str(rows[0]["timezone"]) if rows else ""

    def localities(self) -> list[Row]:
        """The towns that sources are in, each at the mean of its sources' spots, largest first."""
        return self.query(
            "SELECT locality, avg(latitude) AS latitude, avg(longitude) AS longitude "
            "FROM sources WHERE locality != '' AND latitude IS NOT NULL "
            "GROUP BY locality ORDER BY count(*) DESC, locality"
        )

    def other_pages(self) -> dict[str, list[tuple[str, str]]]:
        """By event, name and page of each other source that announces it, once each."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.query(
            "SELECT m.event, s.name, min(g.url) AS url FROM merges m "
            "JOIN events e ON e.id = m.event JOIN sources s ON s.id = m.source "
            "JOIN listings g ON g.source = m.source AND g.uid = m.uid "
            "WHERE g.url != '' AND m.source != e.source GROUP BY m.event, s.id, s.name "
            "ORDER BY s.name, s.id"
        ):
            found.setdefault(row["event"], []).append((row["name"], row["url"]))
        return found

    def rulings(self) -> list[Row]:
        """Every word of a host on a pair of listings, with who and when, the oldest first."""
        return self.query("SELECT * FROM rulings ORDER BY id")

    def replace_events(self, events: Iterable[EventRows], doubts: Iterable[Row]) -> None:
        """Put *events*, and the pairs that may be one event, in the place of what was derived."""
        for table in DERIVED:
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from a constant
        tables: dict[str, list[Row]] = {name: [] for name in DERIVED}
        for rows in events:
            for name, found in rows.tables().items():
                tables[name].extend(found)
        tables["doubts"].extend(doubts)
        for name in NUMBERED:
            tables[name] = [{"id": n, **row} for n, row in enumerate(tables[name], start=1)]
        for name in reversed(DERIVED):
            if tables[name]:
                self.db.insert(name, tables[name])
