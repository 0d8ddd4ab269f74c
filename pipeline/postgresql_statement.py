"""Statements with their parameters as psycopg writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.database import Parameters, Row

PARTS = re.compile(r"'(?:[^']|'')*'|::|:([a-z_]+)|\?|%")


@lru_cache(maxsize=512)
def translated(sql: str) -> str:
    """*sql* with parameters as psycopg writes them.

    >>> translated("SELECT '10:30%' WHERE a = ? AND b = :b::json")
    "SELECT '10:30%%' WHERE a = %s AND b = %(b)s::json"
    """

    def part(found: re.Match[str]) -> str:
        if found[1]:
            return f"%({found[1]})s"
        return "%s" if found[0] == "?" else found[0].replace("%", "%%")

    return PARTS.sub(part, sql)


def values(parameters: Parameters) -> Parameters:
    """*parameters* in one of the two forms that psycopg takes."""
    return parameters if isinstance(parameters, Mapping) else list(parameters)


def insertion(table: str, row: Row) -> str:
    """The statement that adds a row like *row*."""
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608
