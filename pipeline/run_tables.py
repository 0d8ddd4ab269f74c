"""The tables of runs: what each did, and how each of its requests ended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pipeline.harvest import Fetch
from pipeline.outcomes import KEPT
from pipeline.tables import Row, Tables


class RunTables(Tables):
    """The part of a catalogue that remembers runs."""

    def start_run(self, now: datetime, recording: str) -> int:
        """The number of a new run."""
        row = {"now": now.isoformat(), "recording": recording, "report": ""}
        return self.db.number("runs", row)

    def broken_off(self, now: datetime) -> int | None:
        """The number of the run as of *now* that was begun and never finished; None for none."""
        rows = self.query(
            "SELECT max(id) AS number FROM runs WHERE now = ? AND report = ''", [now.isoformat()]
        )
        return None if rows[0]["number"] is None else int(rows[0]["number"])

    def finish_run(self, run: int, report: Mapping[str, Any], crawl_s: float | None = None) -> None:
        """Keep what the run did, and how long its crawl took; None where it was no crawl."""
        told = json.dumps(report, ensure_ascii=False)
        self.db.execute(
            "UPDATE runs SET report = ?, crawl_s = ? WHERE id = ?", [told, crawl_s, run]
        )

    def save_fetches(self, run: int, fetches: Iterable[Fetch]) -> None:
        """Keep how each request of a run ended."""
        self.db.insert(
            "fetches",
            (
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
            ),
        )

    def fetched_since(self, moment: datetime) -> list[str]:
        """The address of each page fetched from the web since *moment*."""
        rows = self.query(
            "SELECT url FROM fetches JOIN runs ON runs.id = fetches.run "
            "WHERE fetched_at >= ? AND recording = '' AND outcome != ?",
            [moment.isoformat(), KEPT],
        )
        return [row["url"] for row in rows]

    def last_run(self) -> Row | None:
        """The newest run that ended, None before the first."""
        rows = self.query("SELECT * FROM runs WHERE report != '' ORDER BY id DESC LIMIT 1")
        return rows[0] if rows else None

    def run_before(self, run: int) -> datetime | None:
        """The time of the run before run number *run*; None for the first."""
        rows = self.query("SELECT now FROM runs WHERE id < ? ORDER BY id DESC LIMIT 1", [run])
        return datetime.fromisoformat(rows[0]["now"]) if rows else None

    def last_run_number(self) -> int:
        """The number of the newest run that ended, 0 before the first."""
        rows = self.query("SELECT max(id) AS number FROM runs WHERE report != ''")
        return rows[0]["number"] or 0

    def runs_with_sources(self, limit: int) -> list[Row]:
        """The newest runs that visited sources, newest first."""
        visited = self.db.spelling.length("report", "sources")
        return self.query(
            f"SELECT * FROM runs WHERE report != '' AND {visited} > 0 ORDER BY id DESC LIMIT ?",  # noqa: S608
            [limit],
        )

    def label_shares(self, limit: int) -> list[dict[str, Any]]:
        """How each source was labelled in the newest runs, newest first, by source."""
        shares = self.db.spelling.part("report", "shares")
        rows = self.query(
            f"SELECT {shares} AS shares FROM runs WHERE report != '' AND {shares} IS NOT NULL "  # noqa: S608
            "ORDER BY id DESC LIMIT ?",
            [limit],
        )
        return [json.loads(row["shares"]) for row in rows]

    def forget_runs(self, fetched_before: datetime, reported_before: datetime) -> None:
        """Let go of how pages were fetched, and of reports, from before two moments."""
        self.db.execute("DELETE FROM fetches WHERE fetched_at < ?", [fetched_before.isoformat()])
        self.db.execute(
            "DELETE FROM runs WHERE now < ? AND id NOT IN (SELECT last_run FROM sources) "
            "AND id NOT IN (SELECT run FROM fetches)",
            [reported_before.isoformat()],
        )
