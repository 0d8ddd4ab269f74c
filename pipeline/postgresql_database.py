"""A catalogue in PostgreSQL with PostGIS, in a schema of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from model.errors import CatalogueDamaged, CatalogueError, TwogetherError
from pipeline.complaints import PUT_RIGHT
from pipeline.database import Age, Parameters, Row, Spelling
from pipeline.postgresql_address import Address
from pipeline.postgresql_complaints import of_server
from pipeline.postgresql_connection import connect
from pipeline.postgresql_migrations import RECORD, age, bring_up_to_date
from pipeline.postgresql_schema import BY_DIGEST, NUMBERED, REFERENCES
from pipeline.postgresql_spelling import PostgresqlSpelling
from pipeline.postgresql_statement import insertion, translated, values

AT_ONCE = 500
"""So many rows are fetched at a time where all are read."""
MANY = 1000
"""Rows: from so many on, what is planned without knowing of them can take minutes."""


class PostgresqlDatabase:
    """See `Database`.

    Args:
        at: its schema is made when it is opened for writing, and brought up to date.
        read_only: open it beside a running crawl.

    Raises:
        CatalogueError: if the server does not answer, there is no such catalogue to read, it is
            another program's, or a newer one's.
    """

    spelling: Spelling = PostgresqlSpelling()

    def __init__(self, at: Address, *, read_only: bool = False) -> None:
        self.at = at
        self.where = at.where
        self.db = connect(at, read_only=read_only)
        try:
            self._look() if read_only else bring_up_to_date(self.db, at)
        except BaseException as error:
            self.close()
            if meant := self.meant(error):
                raise meant from error
            raise

    def _look(self) -> None:
        """Make sure that there is something to read, in the tables of today."""
        found = age(self.db, self.at)
        if found is Age.EMPTY:
            msg = f"catalogue {self.where} does not exist; run `twogether crawl` first"
            raise CatalogueError(msg)
        if found is Age.OLDER:
            PostgresqlDatabase(self.at).close()

    def query(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        return self.db.execute(translated(sql), values(parameters)).fetchall()

    def rows(self, table: str) -> Iterator[Row]:
        names = ", ".join(self.columns()[table])
        with self.db.transaction(), self.db.cursor("rows") as cursor:
            cursor.itersize = AT_ONCE
            yield from cursor.execute(f"SELECT {names} FROM {table}")  # noqa: S608

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        return self.db.execute(translated(sql), values(parameters)).rowcount

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        with self.writing(), self.db.cursor() as cursor:
            cursor.executemany(translated(sql), parameters)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        coming = iter(rows)
        first = next(coming, None)
        if first is None:
            return
        into = f"COPY {table} ({', '.join(first)}) FROM STDIN"
        with self.writing(), self.db.cursor() as cursor:
            with cursor.copy(into) as copy:
                for row in chain([first], coming):
                    copy.write_row([row[name] for name in first])
            self._measure(table, cursor.rowcount)

    def number(self, table: str, row: Row) -> int:
        sql = f"{insertion(table, row)} RETURNING id"
        return int(self.query(sql, list(row.values()))[0]["id"])

    def upsert(self, table: str, rows: Iterable[Row], key: Sequence[str]) -> None:
        coming = iter(rows)
        first = next(coming, None)
        if first is None:
            return
        unique = ", ".join(f"md5({name})" if name in BY_DIGEST else name for name in key)
        changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in first if name not in key)
        sql = f"{insertion(table, first)} ON CONFLICT ({unique}) DO UPDATE SET {changed}"
        with self.writing(), self.db.cursor() as cursor:
            given = ([row[name] for name in first] for row in chain([first], coming))
            cursor.executemany(translated(sql), given)
            self._measure(table, cursor.rowcount)

    def _measure(self, table: str, added: int) -> None:
        """Let the server plan for a table that many rows were added to, as it is now."""
        if added >= MANY:
            self.execute(f"ANALYZE {table}")

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            if not self.db.broken:
                self.db.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self.db.transaction():
            yield

    def columns(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.query(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = ? AND table_name != ? AND is_generated = 'NEVER' "
            "ORDER BY table_name, ordinal_position",
            [self.at.schema, RECORD],
        ):
            found.setdefault(row["table_name"], []).append(row["column_name"])
        return found

    def renumber(self) -> None:
        for table in NUMBERED:
            self.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
                f"coalesce(max(id), 0) + 1, false) FROM {table}"
            )

    def compact(self) -> None:
        for table in self.columns():
            self.execute(f"VACUUM FULL {table}")

    def check(self) -> dict[str, int]:
        faults = [
            f"a row of {table} refers to none of {other}"
            for table, column, other, key in REFERENCES
            if self.query(
                f"SELECT 1 FROM {table} a WHERE {column} IS NOT NULL AND NOT EXISTS "  # noqa: S608
                f"(SELECT 1 FROM {other} b WHERE b.{key} = a.{column}) LIMIT 1"
            )
        ]
        if faults:
            msg = f"catalogue {self.where} is damaged ({'; '.join(faults[:3])}); {PUT_RIGHT}"
            raise CatalogueDamaged(msg)
        count = "SELECT count(*) AS n FROM {}"
        return {table: self.query(count.format(table))[0]["n"] for table in self.columns()}

    def about(self) -> str:
        [row] = self.query(
            "SELECT current_setting('server_version') AS server, "
            "(SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis"
        )
        return (
            f"in PostgreSQL {row['server'].split()[0]} with PostGIS {row['postgis']} "
            f"at {self.where}"
        )

    def meant(self, error: BaseException | None) -> TwogetherError | None:
        return of_server(error, self.where)

    def close(self) -> None:
        self.db.close()
