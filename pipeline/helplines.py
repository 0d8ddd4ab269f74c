"""Public helplines and directories for couples in trouble, as they ship."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Helpline:
    """A country's helpline.

    Attributes:
        for_whom: "" for everybody.
        url: its own page, or its government's.
        source: the page that the number was read on.
        checked: when.
    """

    country: str
    name: str
    phone: str
    url: str
    source: str
    checked: date
    for_whom: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """Where helplines, counsellors, mediators or programmes are listed.

    Attributes:
        about: where or for whom.
    """

    kind: str
    name: str
    about: str
    url: str


@cache
def helplines() -> tuple[Helpline, ...]:
    """By country."""
    return tuple(Helpline(**row) for row in _tables()["helpline"])


@cache
def directories(kind: str) -> tuple[Directory, ...]:
    """Those of *kind*."""
    found = (Directory(**row) for row in _tables()["directory"])
    return tuple(one for one in found if one.kind == kind)


def _tables() -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = tomllib.loads(
        (files("data") / "help.toml").read_text(encoding="utf-8")
    )
    return tables
