"""How a schema in PostgreSQL is made, and brought up to date."""

from __future__ import annotations

from typing import Any

import psycopg

from model.errors import CatalogueError
from pipeline.database import Age
from pipeline.postgresql_address import Address
from pipeline.postgresql_complaints import reason
from pipeline.postgresql_schema import MIGRATIONS, statements

RECORD = "migrations"
"""The table of those that were applied."""
Connection = psycopg.Connection[dict[str, Any]]


def age(db: Connection, at: Address) -> Age:
    """How old the tables of a catalogue are.

    Raises:
        CatalogueError: if they are a newer program's, or another's altogether.
    """
    tables = _names(db, "SELECT tablename FROM pg_tables WHERE schemaname = %s", at.schema)
    if not tables:
        return Age.EMPTY
    if RECORD not in tables:
        msg = (
            f"catalogue {at.where} is another program's; name another schema in TWOGETHER_DATABASE"
        )
        raise CatalogueError(msg)
    applied = _names(db, "SELECT name FROM migrations")
    if newer := applied - MIGRATIONS.keys():
        msg = (
            f"catalogue {at.where} was made by a newer twogether, which knows "
            f"{', '.join(sorted(newer))}; install that version, or restore an older backup"
        )
        raise CatalogueError(msg)
    return Age.OLDER if MIGRATIONS.keys() - applied else Age.CURRENT


def bring_up_to_date(db: Connection, at: Address) -> None:
    """Apply what the schema lacks, all of it or nothing; of two programs one waits for the other.

    Raises:
        CatalogueError: as `age` does, or if the server has no PostGIS.
    """
    if age(db, at) is Age.CURRENT:
        return
    with db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [at.schema])
        found = age(db, at)
        if found is Age.EMPTY:
            _begin(db, at)
        applied = _names(db, "SELECT name FROM migrations")
        for name in MIGRATIONS:
            if name not in applied:
                db.execute(statements(name))
                db.execute("INSERT INTO migrations (name) VALUES (%s)", [name])


def _begin(db: Connection, at: Address) -> None:
    """Make the schema, and make sure that the database can hold a catalogue."""
    [encoding] = _names(db, "SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        msg = (
            f"catalogue {at.where} cannot be made, since its database is in {encoding}; "
            "make one with `createdb --encoding UTF8 --template template0`"
        )
        raise CatalogueError(msg)
    if not _names(db, "SELECT extname FROM pg_extension WHERE extname = 'postgis'"):
        try:
            with db.transaction():
                db.execute("CREATE EXTENSION postgis SCHEMA public")
        except psycopg.Error as error:
            msg = (
                f"catalogue {at.where} cannot be made, since its database has no PostGIS "
                f"({reason(error)}); install it there, and let a superuser say "
                "`CREATE EXTENSION postgis`"
            )
            raise CatalogueError(msg) from error
    if not _names(db, "SELECT nspname FROM pg_namespace WHERE nspname = %s", at.schema):
        db.execute(f"CREATE SCHEMA {at.schema}")
    db.execute(
        "CREATE TABLE migrations (name text PRIMARY KEY, "
        "applied_at timestamptz NOT NULL DEFAULT now())"
    )


def _names(db: Connection, sql: str, *parameters: str) -> set[str]:
    """The only column of what *sql* selects."""
    return {str(value) for row in db.execute(sql, parameters) for value in row.values()}
