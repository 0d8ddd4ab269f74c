"""A catalogue in an SQLite file, as is usual."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database as File

from model.errors import CatalogueError, TwogetherError
from model.geo import haversine_km
from pipeline import soundness
from pipeline.complaints import explained, of_database
from pipeline.database import Age, Parameters, Row, Spelling
from pipeline.schema import age, bring_up_to_date, migrations
from pipeline.sqlite_file import connect
from pipeline.sqlite_spelling import SqliteSpelling


class SqliteDatabase:
    """See `Database`.

    Args:
        path: made when it is opened for writing, and brought up to date.
        read_only: open it beside a running crawl.

    Raises:
        CatalogueError: if there is no such file to read, it is no catalogue, or a newer program's.
        DiskError: if its disk is full, read-only or fails.
    """

    spelling: Spelling = SqliteSpelling()

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.where = repr(str(path))
        if read_only and not path.is_file():
            msg = f"catalogue {self.where} does not exist; run `twogether crawl` first"
            raise CatalogueError(msg)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = File(connect(path, read_only=read_only))
        try:
            with explained(path):
                if read_only:
                    self._look()
                else:
                    bring_up_to_date(self.file, path)
                    self.file.enable_wal()
            self.file.conn.row_factory = sqlite3.Row
            self.file.conn.create_function("haversine_km", 4, haversine_km, deterministic=True)
        except BaseException:
            self.close()
            raise

    def _look(self) -> None:
        """Make sure that there is something to read, in the tables of today."""
        found = age(self.file, self.path)
        if found is Age.EMPTY:
            msg = f"catalogue {self.where} holds nothing yet; run `twogether crawl` first"
            raise CatalogueError(msg)
        if found is Age.OLDER:
            SqliteDatabase(self.path).close()

    def query(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        return [dict(row) for row in self.file.conn.execute(sql, parameters)]

    def rows(self, table: str) -> Iterator[Row]:
        for row in self.file.conn.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a name of ours
            yield dict(row)

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        return int(self.file.execute(sql, parameters).rowcount)  # type: ignore[arg-type]

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        with self.writing():
            self.file.conn.executemany(sql, parameters)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        self.file.table(table).insert_all(rows, batch_size=2000)

    def number(self, table: str, row: Row) -> int:
        return int(str(self.file.table(table).insert(row).last_pk))

    def upsert(self, table: str, rows: Iterable[Row], key: Sequence[str]) -> None:
        self.file.table(table).upsert_all(rows, pk=tuple(key))

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.file.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.file.conn.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self.file.atomic():
            yield

    def columns(self) -> dict[str, list[str]]:
        unwanted = (migrations.migrations_table, "events_fts_", "sqlite_")
        return {
            name: [column.name for column in self.file.table(name).columns]
            for name in self.file.table_names()
            if not name.startswith(unwanted)
        }

    def renumber(self) -> None:
        """SQLite's numbers follow the highest by themselves."""

    def compact(self) -> None:
        self.file.vacuum()

    def check(self) -> dict[str, int]:
        return soundness.check(self.path)

    def about(self) -> str:
        return ""

    def meant(self, error: BaseException | None) -> TwogetherError | None:
        return of_database(error, self.path)

    def close(self) -> None:
        self.file.close()
