"""Sources read from TOML, one [[source]] table each, and the links that lead on from them."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from model.errors import SourceError
from model.source import Source

__all__ = ["Link", "Page", "Source", "load_sources", "read_sources", "towns", "unique"]


@dataclass(frozen=True, slots=True)
class Page:
    """Where and when some bytes were fetched.

    Attributes:
        url: of the page itself, after redirects.
        now: aware; dates without a year are read as of then.
    """

    url: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A further page of a source that its adapter wants fetched.

    Attributes:
        url: absolute.
        adapter: which adapter reads it; "" for the source's own.
    """

    url: str
    adapter: str = ""


def read_sources(text: str, where: str) -> Iterator[Source]:
    """The sources of one TOML document.

    Args:
        text: the document.
        where: its name, for errors.

    Raises:
        SourceError: if a table lacks a key or has an unknown one.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{where} is not TOML: {error}; correct it there"
        raise SourceError(msg) from error
    known = {field.name for field in fields(Source)}
    for number, table in enumerate(document.get("source", []), start=1):
        name = table.get("id", f"#{number}")
        if unknown := set(table) - known:
            msg = (
                f"{where} source {name!r} has {sorted(unknown)}, which no source has; "
                f"choose among {', '.join(sorted(known))}"
            )
            raise SourceError(msg)
        yield _source(table, where, name)


def _source(table: dict[str, Any], where: str, name: str) -> Source:
    try:
        return Source(**table)
    except TypeError as error:
        required = ("id", "name", "url", "timezone")
        missing = [key for key in required if key not in table]
        msg = f"{where} source {name!r} lacks {missing}; add them"
        raise SourceError(msg) from error


def read_feeds(text: str, where: str) -> Iterator[Source]:
    """The sources of a CSV file; columns that no source has are passed over.

    Raises:
        SourceError: if a row lacks a value that a source needs.
    """
    numbers = {
        "latitude": float,
        "longitude": float,
        "expect_at_least": int,
        "delay_s": float,
        "timeout_s": float,
    }
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        known = {field.name: row[field.name] for field in fields(Source) if row.get(field.name)}
        try:
            table = {name: numbers.get(name, str)(value) for name, value in known.items()}
        except ValueError as error:
            msg = f"{where} line {line} holds {error}; write a number there"
            raise SourceError(msg) from error
        yield _source(table, where, f"line {line}")


def load_sources(which: str) -> list[Source]:
    """The sources of a .toml or .csv file, or of a town that ships with the package.

    Args:
        which: a path, or the name of a file in `data/sources` without its ending.

    Raises:
        SourceError: if there is neither such a file nor such a town, or it is described wrongly.
    """
    path = Path(which)
    if path.suffix in (".toml", ".csv") and path.is_file():
        read = read_sources if path.suffix == ".toml" else read_feeds
        return unique(list(read(path.read_text("utf-8"), str(path))), str(path))
    shipped = files("data").joinpath("sources", f"{which}.toml")
    if not shipped.is_file():
        msg = (
            f"sources {which!r} is neither a .toml or .csv file nor a town that ships with "
            f"twogether; choose one of {', '.join(towns()) or '(none)'}, or give a path"
        )
        raise SourceError(msg)
    where = f"data/sources/{which}.toml"
    return unique(list(read_sources(shipped.read_text("utf-8"), where)), where)


def unique(sources: list[Source], where: str) -> list[Source]:
    """The same *sources*.

    Raises:
        SourceError: if two have the same id.
    """
    for id_, count in Counter(source.id for source in sources).items():
        if count > 1:
            msg = f"{where} has the id {id_!r} {count} times; make each id unique"
            raise SourceError(msg)
    return sources


def towns() -> list[str]:
    """The towns whose sources ship with the package."""
    folder = files("data").joinpath("sources")
    return sorted(
        f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")
    )
