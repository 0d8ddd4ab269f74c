"""A catalogue in PostgreSQL with PostGIS, in a schema of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.bool import BoolDumper
from psycopg.types.string import StrDumper

from model.errors import CatalogueDamaged, CatalogueError, TwogetherError
from pipeline.complaints import PUT_RIGHT
from pipeline.database import Age, Parameters, Row, Spelling
from pipeline.postgresql_address import Address
from pipeline.postgresql_complaints import of_server
from pipeline.postgresql_migrations import RECORD, age, bring_up_to_date
from pipeline.postgresql_schema import BY_DIGEST, NUMBERED, REFERENCES
from pipeline.postgresql_spelling import PostgresqlSpelling

AT_ONCE = 500
"""So many rows are fetched at a time where all are read."""
MANY = 1000
"""Rows: from so many on, what is planned without knowing of them can take minutes."""
NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""As JSON writes it, and not where its backslash is one that JSON has doubled."""
PARTS = re.compile(r"'(?:[^']|'')*'|::|:([a-z_]+)|\?|%")


class _Text(StrDumper):
    """A text without NUL characters, which PostgreSQL does not take, in JSON neither."""

    def dump(self, obj: str) -> Any:
        text = obj.replace("\0", "")
        return super().dump(NUL.sub(r"\1", text) if r"\u0000" in text else text)


class _Truth(BoolDumper):
    """Yes and no as 1 and 0, as SQLite has them."""

    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


def connect(at: Address, *, read_only: bool = False) -> psycopg.Connection[Row]:
    """A connection to the server of a catalogue, in which each statement stands by itself.

    Raises:
        CatalogueError: if the server does not answer, or not to this program.
    """
    try:
        db = psycopg.connect(
            at.url,
            autocommit=True,
            connect_timeout=10,
            options=at.options(read_only=read_only),
            row_factory=dict_row,
            application_name="twogether",
        )
    except psycopg.OperationalError as error:
        raise of_server(error, at.where) or error from error
    except psycopg.Error as error:
        msg = (
            f"catalogue {at.where} has an address that cannot be understood; write it as "
            "postgresql://user:password@host/database, and what is special in a password as %XX"
        )
        raise CatalogueError(msg) from error
    db.adapters.register_dumper(str, _Text)
    db.adapters.register_dumper(bool, _Truth)
    return db


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
        return self.db.execute(_translated(sql), _values(parameters)).fetchall()

    def rows(self, table: str) -> Iterator[Row]:
        names = ", ".join(self.columns()[table])
        with self.db.transaction(), self.db.cursor("rows") as cursor:
            cursor.itersize = AT_ONCE
            yield from cursor.execute(f"SELECT {names} FROM {table}")  # noqa: S608

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        return self.db.execute(_translated(sql), _values(parameters)).rowcount

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        with self.writing(), self.db.cursor() as cursor:
            cursor.executemany(_translated(sql), parameters)

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
        sql = f"{_insertion(table, row)} RETURNING id"
        return int(self.query(sql, list(row.values()))[0]["id"])

    def upsert(self, table: str, rows: Iterable[Row], key: Sequence[str]) -> None:
        coming = iter(rows)
        first = next(coming, None)
        if first is None:
            return
        unique = ", ".join(f"md5({name})" if name in BY_DIGEST else name for name in key)
        changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in first if name not in key)
        sql = f"{_insertion(table, first)} ON CONFLICT ({unique}) DO UPDATE SET {changed}"
        with self.writing(), self.db.cursor() as cursor:
            given = ([row[name] for name in first] for row in chain([first], coming))
            cursor.executemany(_translated(sql), given)
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


@lru_cache(maxsize=512)
def _translated(sql: str) -> str:
    """*sql* with parameters as psycopg writes them.

    >>> _translated("SELECT '10:30%' WHERE a = ? AND b = :b::json")
    "SELECT '10:30%%' WHERE a = %s AND b = %(b)s::json"
    """

    def part(found: re.Match[str]) -> str:
        if found[1]:
            return f"%({found[1]})s"
        return "%s" if found[0] == "?" else found[0].replace("%", "%%")

    return PARTS.sub(part, sql)


def _values(parameters: Parameters) -> Parameters:
    return parameters if isinstance(parameters, Mapping) else list(parameters)


def _insertion(table: str, row: Row) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608
