"""Whether a database file is what was written to it, and how much it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from model.errors import CatalogueDamaged
from pipeline.complaints import PUT_RIGHT, explained
from pipeline.sqlite_file import connect


def check(path: Path, called: Path | None = None) -> dict[str, int]:
    """How many rows each table of the SQLite file at *path* has, after checking that it is sound.

    Args:
        path: of a file that exists; its stem is what a message calls it.
        called: the file that it is a copy of, to be named in its place.

    Raises:
        CatalogueDamaged: if its pages, indexes, constraints or references do not hold.
        DiskError: if it cannot be read.
    """
    named = called or path
    with explained(named), closing(connect(path, read_only=True)) as db:
        faults = [row[0] for row in db.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        faults += [
            f"a row of {table} refers to none of {parent}"
            for table, _, parent, _ in db.execute("PRAGMA foreign_key_check")
        ]
        if faults:
            msg = f"{named.stem} {str(named)!r} is damaged ({'; '.join(faults[:3])}); {PUT_RIGHT}"
            raise CatalogueDamaged(msg)
        return counts(db)


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """The number of rows by table, without those that SQLite keeps for itself."""
    tables = db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {
        name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }
