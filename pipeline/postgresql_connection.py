"""A connection to a PostgreSQL server, which takes values as SQLite does."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.bool import BoolDumper
from psycopg.types.string import StrDumper

from model.errors import CatalogueError
from pipeline.database import Row
from pipeline.postgresql_address import Address
from pipeline.postgresql_complaints import of_server

NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""As JSON writes it, and not where its backslash is one that JSON has doubled."""


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
