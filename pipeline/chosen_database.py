"""Which database a catalogue stands in: an SQLite file, unless TWOGETHER_DATABASE names another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import CatalogueError
from pipeline.config import database_url
from pipeline.database import Age, Database
from pipeline.sqlite_database import SqliteDatabase

if TYPE_CHECKING:
    from pipeline.postgresql_address import Address


def opened(path: Path, *, read_only: bool = False) -> Database:
    """The database of the catalogue that is, or would be, the file *path*.

    Raises:
        CatalogueError: as its class says.
    """
    at = _elsewhere(path)
    if at is None:
        return SqliteDatabase(path, read_only=read_only)
    from pipeline.postgresql_database import PostgresqlDatabase

    path.parent.mkdir(parents=True, exist_ok=True)
    return PostgresqlDatabase(at, read_only=read_only)


def exists(path: Path) -> bool:
    """Whether there is such a catalogue, be it an empty one.

    Raises:
        CatalogueError: if its server does not answer.
    """
    at = _elsewhere(path)
    if at is None:
        return path.is_file()
    from pipeline.postgresql_connection import connect
    from pipeline.postgresql_migrations import age

    with closing(connect(at, read_only=True)) as db:
        return age(db, at) is not Age.EMPTY


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep runs on other machines from writing the catalogue; a file is on this one alone.

    Raises:
        CatalogueLocked: if one does.
    """
    at = _elsewhere(path)
    if at is None:
        yield
        return
    from pipeline.postgresql_lock import held

    with held(at):
        yield


def is_file(path: Path) -> bool:
    """Whether the catalogue is, or would be, the file *path* itself."""
    return _elsewhere(path) is None


def _elsewhere(path: Path) -> Address | None:
    """Where the catalogue stands if not in a file.

    Raises:
        CatalogueError: if what is named cannot be one, or psycopg is not installed.
    """
    url = database_url()
    if not url:
        return None
    from importlib.util import find_spec

    from pipeline.postgresql_address import address

    if find_spec("psycopg") is None:
        msg = (
            "psycopg is not installed, so TWOGETHER_DATABASE cannot be used; "
            "pip install 'twogether-events[postgresql]'"
        )
        raise CatalogueError(msg)
    return address(url, path)
