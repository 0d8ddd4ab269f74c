"""The tables that hold which sources were let go, at whose word, and are not to come back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.tables import Row, Tables

HELD = ("listings", "pages", "unfinished", "fetches", "corrections", "answers")
"""Tables whose rows name the source that they come from."""


class ForgottenTables(Tables):
    """The part of a catalogue that keeps sources out."""

    def forget_source(self, row: Row) -> None:
        """Delete all that came from a source, and keep a stone in its place.

        Events are to be derived anew afterwards.

        Args:
            row: `source, url, name, reason, by, at`.
        """
        source = row["source"]
        with self.db.writing():
            for table in HELD:
                self.db.execute(f"DELETE FROM {table} WHERE source = ?", [source])  # noqa: S608
            self.db.execute("DELETE FROM rulings WHERE ? IN (a_source, b_source)", [source])
            self.db.execute("DELETE FROM sources WHERE id = ?", [source])
            self._forget_visits(source)
            self.db.upsert("forgotten", [row], key=["source"])

    def readmit(self, source: str) -> bool:
        """Take a stone away; whether there was one."""
        with self.db.writing():
            return self.db.execute("DELETE FROM forgotten WHERE source = ?", [source]) > 0

    def forgotten(self) -> Sequence[Row]:
        """The sources that were let go, the first first."""
        return self.query("SELECT * FROM forgotten ORDER BY at, source")

    def compact(self) -> None:
        """Write the tables anew, so that nothing deleted is left in them."""
        self.db.compact()

    def _forget_visits(self, source: str) -> None:
        """Take what reports say of a source out of them."""
        for row in self.query("SELECT id FROM runs WHERE report != '' ORDER BY id"):
            [found] = self.query("SELECT report FROM runs WHERE id = ?", [row["id"]])
            report = json.loads(found["report"])
            kept = [one for one in report.get("sources", ()) if one["source"] != source]
            if len(kept) < len(report.get("sources", ())):
                told = json.dumps({**report, "sources": kept}, ensure_ascii=False)
                self.db.execute("UPDATE runs SET report = ? WHERE id = ?", [told, row["id"]])
