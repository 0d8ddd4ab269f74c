"""What commands have in common that take a host's word."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def by_option(command: F) -> F:
    """Gives a command `--by NAME`."""
    return click.option(
        "--by",
        default=getpass.getuser,
        show_default="your login name",
        help="Who says so.",
    )(command)


@contextmanager
def redo(home: Path) -> Iterator[None]:
    """Hold the catalogue's lock, and derive everything anew after the change inside.

    Raises:
        CatalogueError: if there is no catalogue.
        CatalogueLocked: if a crawl is writing it.
    """
    from pipeline.catalogue import Catalogue
    from pipeline.config import Config
    from pipeline.lock import locked
    from pipeline.rebuild import rebuild

    config = Config(home)
    Catalogue(config.catalogue, read_only=True).close()
    with locked(config.lock):
        yield
        rebuild(home)
