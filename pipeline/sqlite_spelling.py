"""What SQLite writes in its own way."""

from __future__ import annotations


class SqliteSpelling:
    """See `Spelling`."""

    def value(self, column: str, key: str) -> str:
        return f"json_extract({column}, '$.{key}')"

    def part(self, column: str, key: str) -> str:
        return self.value(column, key)

    def length(self, column: str, key: str) -> str:
        return f"json_array_length({column}, '$.{key}')"

    def each(self, column: str, key: str) -> str:
        return f"json_each({column}, '$.{key}')"

    def one_of(self, parameter: str) -> str:
        return f"(SELECT value FROM json_each({parameter}))"  # noqa: S608 - a parameter

    def joined(self, column: str) -> str:
        return f"group_concat({column}, '; ')"

    def contains(self, column: str, parameter: str) -> str:
        return f"{column} LIKE '%' || {parameter} || '%'"

    def words(self) -> str:
        return "SELECT event FROM events_fts WHERE events_fts MATCH :words"

    def near(self) -> str:
        """The index on latitude and longitude gives a band, of which each is measured."""
        return (
            "SELECT id FROM places WHERE latitude BETWEEN :south AND :north "
            "AND haversine_km(:latitude, :longitude, latitude, longitude) <= :km"
        )
