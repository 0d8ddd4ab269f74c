"""One file per calendar platform; each defines a pure `parse(body, source, page)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from crawlers.source import Link, Page, Source
from model.errors import UnknownAdapter
from model.event import Listing, SetAside

Parsed = Listing | Link | SetAside
Parse = Callable[[bytes, Source, Page], Iterator[Parsed]]
"""`(body, source, page)`: the bytes fetched, the source they belong to, where and when."""


@cache
def adapters() -> tuple[str, ...]:
    """Names of the adapters in this folder; a leading underscore marks a part they share."""
    return tuple(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))


def adapter(name: str, source: Source) -> Parse:
    """The parse function called *name*, on behalf of *source*.

    Raises:
        UnknownAdapter: if no file has that name.
    """
    if name not in adapters():
        raise UnknownAdapter(source.id, name, adapters())
    return cast("Parse", import_module(f"{__name__}.{name}").parse)
