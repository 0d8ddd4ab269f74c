"""The tables that tell all of one event, and what became of one that is shown no more."""

from __future__ import annotations

from pipeline.host_tables import HostTables
from pipeline.tables import Row

ANNOUNCED = """
SELECT g.source, g.uid, g.name, g.url, g.state, g.first_seen, g.last_seen, s.name AS source_name,
  m.reason, CASE WHEN e.source = g.source AND e.uid = g.uid THEN 1 ELSE 0 END AS is_shown
FROM listings g JOIN sources s ON s.id = g.source
LEFT JOIN merges m ON m.source = g.source AND m.uid = g.uid
LEFT JOIN events e ON e.id = g.event
WHERE g.event = ? ORDER BY is_shown DESC, s.name, g.first_seen, g.source, g.uid
"""
CORRECTED = """
SELECT c.field, max(c.at) AS at FROM corrections c JOIN listings g USING (source, uid)
WHERE g.event = ? AND c.value IS NOT NULL AND c.id = (SELECT max(id) FROM corrections o
  WHERE o.source = c.source AND o.uid = c.uid AND o.field = c.field)
GROUP BY c.field ORDER BY at, c.field
"""


class EventTables(HostTables):
    """The part of a catalogue that the page of one event reads."""

    def event(self, id_: str) -> Row | None:
        """What is derived of an event, with its audience; None when no live listing has it."""
        rows = self.query(
            "SELECT e.*, l.audience, l.model FROM events e LEFT JOIN labels l ON l.event = e.id "
            "WHERE e.id = ?",
            [id_],
        )
        return rows[0] if rows else None

    def offers(self, event: str) -> list[Row]:
        """What an event costs, one row for each tier, in the order of the announcement."""
        return self.query("SELECT * FROM offers WHERE event = ? ORDER BY id", [event])

    def announcements_of(self, event: str) -> list[Row]:
        """Every listing that is or was part of an event, the one that is shown first."""
        return self.query(ANNOUNCED, [event])

    def corrected(self, event: str) -> list[Row]:
        """The fields for which a host's word stands, and since when."""
        return self.query(CORRECTED, [event])
