"""The catalogue's file, and the only module that knows its SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from model.errors import CatalogueError
from model.event import Listing
from model.source import Source
from pipeline import codec, page_codec
from pipeline.complaints import explained, of_database
from pipeline.event_tables import EventTables
from pipeline.forgotten_tables import ForgottenTables
from pipeline.harvest import Fetch, Seen
from pipeline.health_tables import HealthTables
from pipeline.outcomes import KEPT, NOT_REACHED
from pipeline.rows import EventRows
from pipeline.schema import Age, age, bring_up_to_date
from pipeline.sqlite_file import connect
from pipeline.tables import Row
from pipeline.visit_tables import VisitTables

DERIVED = (
    "occurrences", "offers", "labels", "facets", "merges",
    "doubts", "events", "places", "events_fts",
)  # fmt: skip
LIVE, GONE = "live", "gone"
OCCURRENCES = """
SELECT o.event, o.source, o.uid, coalesce(nullif(o.name, ''), e.name) AS name, o.start_date,
  o.end_date, o.all_day, o.shown, p.name AS venue, p.address, p.latitude, p.longitude,
  p.precision_km,
  trim(coalesce(p.name, '') || CASE WHEN p.name != '' AND p.address != '' THEN ', ' ELSE '' END
    || coalesce(p.address, '')) AS location,
  f.price, f.price_max, f.price_currency, f.per, f.evidence AS price_evidence, e.is_free,
  e.price_for_two, o.nights, o.door_time, e.schedule, e.in_language, e.typical_age_range,
  (SELECT json_group_object(t.name, json_object('value', json(t.value), 'evidence', t.evidence))
    FROM facets t WHERE t.event = e.id) AS facets,
  l.audience, l.p_couples, l.p_couple_friendly, l.kind, l.interests, l.setting,
  l.reasons AS label_reasons,
  coalesce(nullif(g.url, ''), e.url) AS url, e.description, e.organizer, e.keywords, e.timezone,
  CASE WHEN o.event_status != 'scheduled' THEN o.event_status ELSE e.event_status END
    AS event_status, e.event_attendance_mode, g.first_seen, g.changed_at, g.last_seen,
  s.name AS source_name, s.kind AS source_kind
FROM occurrences o
JOIN events e ON e.id = o.event
LEFT JOIN labels l ON l.event = e.id
JOIN listings g ON g.source = o.source AND g.uid = o.uid
JOIN sources s ON s.id = o.source
LEFT JOIN places p ON p.id = e.place
LEFT JOIN (SELECT *, min(id) FROM offers WHERE eligible = '' GROUP BY event) f ON f.event = e.id
WHERE o.starts_at >= :start AND o.starts_at < :end AND NOT e.hidden
ORDER BY o.starts_at, o.event, o.source, o.uid
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A listing as it stands in the catalogue.

    Attributes:
        event: id of the event that shows it, "" before the first.
        missed: good runs of its source in a row that did not hold it.
    """

    listing: Listing
    event: str
    state: str
    missed: int
    first_seen: str
    last_seen: str
    content_hash: str


class Catalogue(EventTables, ForgottenTables, HealthTables, VisitTables):
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
        if read_only and not path.is_file():
            msg = f"catalogue {str(path)!r} does not exist; run `twogether crawl` first"
            raise CatalogueError(msg)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.db = Database(connect(path, read_only=read_only))
        try:
            with explained(path):
                if read_only:
                    self._look()
                else:
                    bring_up_to_date(self.db, path)
                    self.db.enable_wal()
            self.db.conn.row_factory = sqlite3.Row
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        self.close()
        if meant := of_database(error, self.path):
            raise meant from error

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def _look(self) -> None:
        """Make sure that there is something to read, in the tables of today."""
        found = age(self.db, self.path)
        if found is Age.EMPTY:
            msg = f"catalogue {str(self.path)!r} holds nothing yet; run `twogether crawl` first"
            raise CatalogueError(msg)
        if found is Age.OLDER:
            Catalogue(self.path).close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing: what is written inside is seen whole, or not at all."""
        with self.db.atomic():
            yield

    # -- crawling -------------------------------------------------------------------------

    def start_run(self, now: datetime, recording: str) -> int:
        """The number of a new run."""
        row = {"now": now.isoformat(), "recording": recording, "report": ""}
        return int(str(self.db.table("runs").insert(row).last_pk))

    def finish_run(self, run: int, report: Mapping[str, Any], crawl_s: float | None = None) -> None:
        """Keep what the run did, and how long its crawl took; None where it was no crawl."""
        told = {"report": json.dumps(report, ensure_ascii=False), "crawl_s": crawl_s}
        self.db.table("runs").update(run, told)

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
        self.db.table("sources").upsert(row, pk="id")

    def save_fetches(self, run: int, fetches: Iterable[Fetch]) -> None:
        """Keep how each request of a run ended."""
        self.db.table("fetches").insert_all(
            {
                "run": run,
                "source": fetch.source,
                "url": fetch.url,
                "fetched_at": fetch.fetched_at.isoformat(),
                "outcome": fetch.outcome,
                "status": fetch.status,
                "size": fetch.size,
                "content_hash": fetch.content_hash,
                "detail": fetch.detail,
            }
            for fetch in fetches
        )

    def save_pages(self, source: str, seen: Iterable[Seen]) -> None:
        """Remember the pages of a good visit in the place of those of the last one."""
        self.db.execute("DELETE FROM pages WHERE source = ?", [source])
        self.db.table("pages").insert_all(
            (
                {
                    **asdict(one),
                    "uids": json.dumps(one.uids, ensure_ascii=False),
                    "links": json.dumps(one.links),
                }
                for one in seen
            ),
            pk=("source", "url"),
            replace=True,
        )

    def pages(self) -> dict[tuple[str, str], Seen]:
        """The pages of every source's last good visit, by (source, url)."""
        return {
            (row["source"], row["url"]): page_codec.seen(
                {**row, "uids": json.loads(row["uids"]), "links": json.loads(row["links"])}
            )
            for row in self.query("SELECT * FROM pages")
        }

    def fetched_since(self, moment: datetime) -> list[str]:
        """The address of each page fetched from the web since *moment*."""
        rows = self.query(
            "SELECT url FROM fetches JOIN runs ON runs.id = fetches.run "
            "WHERE fetched_at >= ? AND recording = '' AND outcome != ?",
            [moment.isoformat(), KEPT],
        )
        return [row["url"] for row in rows]

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
            "SELECT timezone FROM sources GROUP BY timezone ORDER BY count(*) DESC LIMIT 1"
        )
        return str(rows[0]["timezone"]) if rows else ""

    def localities(self) -> list[Row]:
        """The towns that sources are in, each at the mean of its sources' spots, largest first."""
        return self.query(
            "SELECT locality, avg(latitude) AS latitude, avg(longitude) AS longitude "
            "FROM sources WHERE locality != '' AND latitude IS NOT NULL "
            "GROUP BY locality ORDER BY count(*) DESC, locality"
        )

    def last_run(self) -> Row | None:
        """The newest run that ended, None before the first."""
        rows = self.query("SELECT * FROM runs WHERE report != '' ORDER BY id DESC LIMIT 1")
        return rows[0] if rows else None

    def run_before(self, run: int) -> datetime | None:
        """The time of the run before run number *run*; None for the first."""
        rows = self.query("SELECT now FROM runs WHERE id < ? ORDER BY id DESC LIMIT 1", [run])
        return datetime.fromisoformat(rows[0]["now"]) if rows else None

    def other_pages(self) -> dict[str, list[tuple[str, str]]]:
        """By event, name and page of each other source that announces it, once each."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.query(
            "SELECT m.event, s.name, min(g.url) AS url FROM merges m "
            "JOIN events e ON e.id = m.event JOIN sources s ON s.id = m.source "
            "JOIN listings g ON g.source = m.source AND g.uid = m.uid "
            "WHERE g.url != '' AND m.source != e.source GROUP BY m.event, m.source ORDER BY s.name"
        ):
            found.setdefault(row["event"], []).append((row["name"], row["url"]))
        return found

    def rulings(self) -> list[Row]:
        """Every word of a host on a pair of listings, with who and when, the oldest first."""
        return self.query("SELECT * FROM rulings ORDER BY id")

    def runs_with_sources(self, limit: int) -> list[Row]:
        """The newest runs that visited sources, newest first."""
        return self.query(
            "SELECT * FROM runs WHERE report != '' AND json_array_length(report, '$.sources') > 0 "
            "ORDER BY id DESC LIMIT ?",
            [limit],
        )

    def label_shares(self, limit: int) -> list[dict[str, Any]]:
        """How each source was labelled in the newest runs, newest first, by source."""
        rows = self.query(
            "SELECT json_extract(report, '$.shares') AS shares FROM runs WHERE report != '' "
            "AND json_extract(report, '$.shares') IS NOT NULL ORDER BY id DESC LIMIT ?",
            [limit],
        )
        return [json.loads(row["shares"]) for row in rows]

    def occurrences(self, start: datetime | None, end: datetime | None) -> list[Row]:
        """Every time of every live listing that begins in [start, end), with its event's facts."""
        return self.query(
            OCCURRENCES,
            {
                "start": start.timestamp() if start else float("-inf"),
                "end": end.timestamp() if end else float("inf"),
            },
        )

    # -- listings -------------------------------------------------------------------------

    def listings(self) -> dict[tuple[str, str], Stored]:
        """Every listing ever promoted, by (source, uid)."""
        rows = self.query("SELECT * FROM listings ORDER BY source, uid")
        return {(row["source"], row["uid"]): _stored(row) for row in rows}

    def idle_listings(self) -> list[Stored]:
        """The listings that no event to come shows."""
        rows = self.query(
            "SELECT * FROM listings g WHERE NOT EXISTS (SELECT 1 FROM occurrences o "
            "WHERE o.source = g.source AND o.uid = g.uid) ORDER BY source, uid"
        )
        return [_stored(row) for row in rows]

    def forget_listings(self, keys: Iterable[tuple[str, str]]) -> None:
        """Let go of listings by (source, uid)."""
        self.db.conn.executemany("DELETE FROM listings WHERE source = ? AND uid = ?", keys)

    def forget_runs(self, fetched_before: datetime, reported_before: datetime) -> None:
        """Let go of how pages were fetched, and of reports, from before two moments."""
        self.db.execute("DELETE FROM fetches WHERE fetched_at < ?", [fetched_before.isoformat()])
        self.db.execute(
            "DELETE FROM runs WHERE now < ? AND id NOT IN (SELECT last_run FROM sources) "
            "AND id NOT IN (SELECT run FROM fetches)",
            [reported_before.isoformat()],
        )

    def merged(self) -> set[tuple[str, str]]:
        """Source and uid of each listing that is part of another's event."""
        rows = self.query("SELECT source, uid FROM merges")
        return {(row["source"], row["uid"]) for row in rows}

    def save_listings(self, stored: Iterable[Stored], changed_at: str) -> None:
        """Write listings, new or changed."""
        self.db.table("listings").upsert_all(
            (
                {
                    "source": one.listing.source,
                    "uid": one.listing.uid,
                    "event": one.event,
                    "state": one.state,
                    "name": one.listing.event.name,
                    "url": one.listing.event.url,
                    "sequence": one.listing.sequence,
                    "missed": one.missed,
                    "first_seen": one.first_seen,
                    "last_seen": one.last_seen,
                    "changed_at": changed_at,
                    "content_hash": one.content_hash,
                    "payload": codec.to_json(one.listing),
                    "raw": one.listing.raw,
                }
                for one in stored
            ),
            pk=("source", "uid"),
        )

    def touch_listings(self, rows: Iterable[tuple[str, str, int, str, str]]) -> None:
        """Set `state, last_seen, missed` of the listing (source, uid) of each row."""
        self.db.conn.executemany(
            "UPDATE listings SET state = ?, last_seen = ?, missed = ? WHERE source = ? AND uid = ?",
            rows,
        )

    def assign_events(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Say which event shows each listing: rows of (event, source, uid)."""
        self.db.conn.executemany("UPDATE listings SET event = ? WHERE source = ? AND uid = ?", rows)

    # -- derived --------------------------------------------------------------------------

    def replace_events(self, events: Iterable[EventRows], doubts: Iterable[Row]) -> None:
        """Put *events*, and the pairs that may be one event, in the place of what was derived."""
        for table in DERIVED:
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from a constant
        tables: dict[str, list[Row]] = {name: [] for name in DERIVED}
        for rows in events:
            for name, found in rows.tables().items():
                tables[name].extend(found)
        tables["doubts"].extend(doubts)
        for name in reversed(DERIVED):
            if tables[name]:
                self.db.table(name).insert_all(tables[name], batch_size=2000)


def _stored(row: Row) -> Stored:
    return Stored(
        listing=codec.from_json(row["payload"], row["raw"]),
        event=row["event"],
        state=row["state"],
        missed=row["missed"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        content_hash=row["content_hash"],
    )
