"""What every group of the catalogue's tables has."""

from __future__ import annotations

from pipeline.database import Database, Parameters, Row

__all__ = ["Row", "Tables"]


class Tables:
    """Some of a catalogue's tables."""

    db: Database

    def query(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows of a SELECT as dictionaries."""
        return self.db.query(sql, parameters)
