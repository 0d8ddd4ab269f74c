"""What the catalogue's tables say of its health."""

from __future__ import annotations

from datetime import datetime

from pipeline.tables import Row, Tables

CRAWLS = """
SELECT id, now, crawl_s, recording, {events} AS events, {occurrences} AS occurrences,
  {totals} AS totals, {drifts} AS drifts
FROM runs WHERE report != '' AND recording != 'import' AND (crawl_s IS NOT NULL OR {visited} > 0)
ORDER BY id DESC LIMIT ?
"""
VISITS = """
SELECT r.id AS run, r.now, {source} AS source, {outcome} AS outcome, {promoted} AS promoted,
  {listings} AS listings, {new} AS new
FROM runs r, {sources} s WHERE r.report != '' AND r.id >= ? ORDER BY r.id
"""
OF_A_VISIT = ("source", "outcome", "promoted", "listings", "new")
TO_COME = """
SELECT source, count(*) AS dates, max(starts_at) AS last FROM occurrences
WHERE starts_at >= ? GROUP BY source
"""


class HealthTables(Tables):
    """The part of a catalogue that tells how it is."""

    def crawls(self, limit: int) -> list[Row]:
        """The newest crawls with their totals, newest first; neither imports nor rebuilds."""
        write = self.db.spelling
        told = {name: write.value("report", name) for name in ("events", "occurrences")}
        told |= {name: write.part("report", name) for name in ("totals", "drifts")}
        return self.query(CRAWLS.format(**told, visited=write.length("report", "sources")), [limit])

    def visits(self, first_run: int) -> list[Row]:
        """How each visit of a source ended from a run on, the oldest first."""
        write = self.db.spelling
        told = {name: write.value("s.value", name) for name in OF_A_VISIT}
        return self.query(
            VISITS.format(**told, sources=write.each("r.report", "sources")), [first_run]
        )

    def newest_listings(self) -> dict[str, str]:
        """When the newest listing of each source was first seen, ISO 8601."""
        rows = self.query("SELECT source, max(first_seen) AS newest FROM listings GROUP BY source")
        return {row["source"]: row["newest"] for row in rows}

    def to_come(self, now: datetime) -> dict[str, tuple[int, float]]:
        """By source, how many dates begin from *now* on, and when the last does, POSIX seconds."""
        rows = self.query(TO_COME, [now.timestamp()])
        return {row["source"]: (row["dates"], row["last"]) for row in rows}

    def events_to_come(self, now: datetime) -> int:
        """How many events that are shown have a date from *now* on."""
        rows = self.query(
            "SELECT count(DISTINCT o.event) AS n FROM occurrences o "
            "JOIN events e ON e.id = o.event WHERE o.starts_at >= ? AND e.hidden = 0",
            [now.timestamp()],
        )
        return int(rows[0]["n"])
