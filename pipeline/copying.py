"""A whole catalogue from one database into another."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pipeline.chosen_database import opened
from pipeline.database import Database
from pipeline.sqlite_database import SqliteDatabase


def copy_rows(source: Database, target: Database) -> None:
    """Put every row of *source* in the place of what *target* holds, all of them or none.

    The rows are as of one moment, whatever is written to *source* meanwhile.
    """
    with source.reading(), target.writing():
        for table in target.columns():
            target.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
            target.insert(table, source.rows(table))
        target.renumber()


def as_file(path: Path, target: Path) -> None:
    """Write the catalogue that is known as *path*, and stands in a database, to an SQLite file.

    Raises:
        CatalogueError: if there is no catalogue, or its database does not answer.
    """
    with closing(opened(path, read_only=True)) as source, closing(SqliteDatabase(target)) as copy:
        _copy(source, copy)
        copy.file.disable_wal()


def from_file(source: Path, path: Path) -> None:
    """Put what an SQLite file holds in the place of the catalogue known as *path*.

    Raises:
        CatalogueError: if its database does not answer, or does not take it.
    """
    with closing(SqliteDatabase(source, read_only=True)) as copy, closing(opened(path)) as target:
        _copy(copy, target)


def _copy(source: Database, target: Database) -> None:
    try:
        copy_rows(source, target)
    except Exception as error:
        if meant := source.meant(error) or target.meant(error):
            raise meant from error
        raise
