"""What every group of the catalogue's tables has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


class Tables:
    """Some of a catalogue's tables."""

    db: Database

    def query(self, sql: str, parameters: Sequence[Any] | Row = ()) -> list[Row]:
        """The rows of a SELECT as dictionaries."""
        return [dict(row) for row in self.db.execute(sql, parameters)]
