"""Datasette over the open copy of a catalogue."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.errors import InputError

if TYPE_CHECKING:
    from datasette.app import Datasette

NAME = "twogether.db"
"""What the copy is called; its stem is the database's name in every address."""
SETTINGS = {"sql_time_limit_ms": 2000, "max_returned_rows": 5000, "suggest_facets": False}


def metadata() -> dict[str, Any]:
    """Titles, descriptions and queries."""
    return tomllib.loads(files("operations").joinpath("explore.toml").read_text("utf-8"))


def datasette(copy: Path, *, sql: bool) -> Datasette:
    """Datasette over the file *copy*, which it never writes.

    Args:
        sql: visitors may ask questions of their own.

    Raises:
        InputError: if Datasette is not installed.
    """
    try:
        from datasette.app import Datasette
    except ImportError as error:
        msg = (
            "datasette is not installed, so there is nothing to explore with; "
            "pip install 'twogether-events[explore]'"
        )
        raise InputError(msg) from error
    return Datasette(
        immutables=[str(copy)],
        metadata=metadata(),
        settings={**SETTINGS, "default_allow_sql": sql},
    )
