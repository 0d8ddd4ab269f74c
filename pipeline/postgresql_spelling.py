"""What PostgreSQL writes in its own way."""

from __future__ import annotations


class PostgresqlSpelling:
    """See `Spelling`."""

    def value(self, column: str, key: str) -> str:
        return f"(nullif({column}::text, '')::json -> '{key}')"

    def part(self, column: str, key: str) -> str:
        return f"nullif({self.value(column, key)}::text, 'null')"

    def length(self, column: str, key: str) -> str:
        return f"json_array_length({self.value(column, key)})"

    def each(self, column: str, key: str) -> str:
        return f"LATERAL json_array_elements({self.value(column, key)})"

    def one_of(self, parameter: str) -> str:
        return f"(SELECT json_array_elements_text({parameter}::json))"

    def joined(self, column: str) -> str:
        return f"string_agg({column}, '; ' ORDER BY id)"

    def contains(self, column: str, parameter: str) -> str:
        return f"{column} ILIKE '%' || {parameter} || '%' ESCAPE ''"

    def words(self) -> str:
        return "SELECT event FROM events_fts WHERE stems @@ plainto_tsquery('stems', plain(:words))"

    def near(self) -> str:
        """On a sphere, as SQLite's is measured."""
        return (
            "SELECT id FROM places WHERE public.ST_DWithin(spot, public.geography("
            "public.ST_SetSRID(public.ST_MakePoint(:longitude, :latitude), 4326)), "
            ":km * 1000.0, false)"
        )
