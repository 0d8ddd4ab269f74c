"""`twogether doctor`: is everything there that a run needs?"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib.metadata import entry_points, version
from pathlib import Path

import click

from model.errors import TwogetherError
from pipeline.config import Config, contact, home_option


@click.command()
@home_option
def doctor(home: Path) -> None:
    """Check the environment, the catalogue, the classifier and the sources.

    Exits with 1 when something is wrong.
    """
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    wrong = 0
    for name, check in checks(home):
        try:
            console.print(f"[green]ok[/]    {name}: {escape(check())}", soft_wrap=True)
        except TwogetherError as error:
            wrong += 1
            console.print(f"[red]wrong[/] {name}: {escape(str(error))}", soft_wrap=True)
    raise SystemExit(1 if wrong else 0)


def checks(home: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each thing that is looked at, and how; a check raises TwogetherError when it is wrong."""
    config = Config(home)
    yield "environment", _environment
    yield "home", lambda: _home(home)
    yield "catalogue", lambda: _catalogue(config)
    yield "classifier", lambda: _classifier(home)
    for ep in entry_points(group="twogether.checks"):
        yield ep.name, partial(ep.load(), home)
    yield "contact", lambda: contact() or "not set; a live crawl needs TWOGETHER_CONTACT"


def _environment() -> str:
    packages = ("scrapy", "streamlit", "scikit-learn", "sqlite-utils", "icalendar")
    found = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"Python {sys.version.split()[0]}, {found}"


def _home(home: Path) -> str:
    from model.errors import DiskError

    probe = home / ".doctor"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe.write_text("probe")
        free = shutil.disk_usage(home).free
    except OSError as error:
        msg = f"home {str(home)!r} cannot be written: {error}; choose another with --home"
        raise DiskError(msg) from error
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return f"{home}, {free / 1e9:.1f} GB free"


def _catalogue(config: Config) -> str:
    from pipeline.catalogue import Catalogue

    if not Catalogue.exists(config.catalogue):
        return "none yet; `twogether up` or `twogether crawl` makes it"
    with Catalogue(config.catalogue, read_only=True) as catalogue:
        events = catalogue.db.check()["events"]
        return " ".join(filter(None, (f"{events} events, sound", catalogue.db.about())))


def _classifier(home: Path) -> str:
    from pipeline.model_store import load_classifier

    return f"version {load_classifier(home).version}"
