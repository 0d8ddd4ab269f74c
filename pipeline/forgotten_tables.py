"""The tables that hold which sources were let go, at whose word, and are not to come back."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables import Row, Tables

HELD = ("listings", "pages", "unfinished", "fetches", "corrections", "answers")
"""Tables whose rows name the source that they come from."""
WITHOUT = """
UPDATE runs SET report = json_set(report, '$.sources', (
  SELECT json_group_array(json(value)) FROM json_each(report, '$.sources')
  WHERE json_extract(value, '$.source') != :source
)) WHERE json_extract(nullif(report, ''), '$.sources') IS NOT NULL
"""


class ForgottenTables(Tables):
    """The part of a catalogue that keeps sources out."""

    def forget_source(self, row: Row) -> None:
        """Delete all that came from a source, and keep a stone in its place.

        Events are to be derived anew afterwards.

        Args:
            row: `source, url, name, reason, by, at`.
        """
        source = row["source"]
        with self.db.atomic():
            for table in HELD:
                self.db.table(table).delete_where("source = ?", [source])
            self.db.table("rulings").delete_where("a_source = :s OR b_source = :s", {"s": source})
            self.db.table("sources").delete_where("id = ?", [source])
            self.db.execute(WITHOUT, {"source": source})
            self.db.table("forgotten").upsert(row, pk="source")

    def readmit(self, source: str) -> bool:
        """Take a stone away; whether there was one."""
        with self.db.atomic():
            return self.db.execute("DELETE FROM forgotten WHERE source = ?", [source]).rowcount > 0

    def forgotten(self) -> Sequence[Row]:
        """The sources that were let go, the first first."""
        rows = self.db.execute("SELECT * FROM forgotten ORDER BY at, source")
        return [dict(row) for row in rows]

    def compact(self) -> None:
        """Write the file anew, so that nothing deleted is left in it."""
        self.db.vacuum()
