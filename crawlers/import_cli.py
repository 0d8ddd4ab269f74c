"""`twogether import`: events out of a host's own files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from model.source import Source
from pipeline.config import Config, home_option
from pipeline.harvest import Batch, Fetch, Harvest

ADAPTERS = {
    ".csv": "table",
    ".tsv": "table",
    ".jsonl": "table",
    ".ics": "ical",
    ".html": "",
    ".htm": "",
}

"""What reads a file of that ending; a page is recognised by what it holds."""


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@home_option
@click.option("--timezone", help="IANA zone of times without one.  [default: the catalogue's own]")
@click.option("--locality", default="", help='"Town, REGION" of events that name no place.')
@click.option("--now", metavar="ISO", help="Import as if it were then.  [default: now]")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_(
    files: tuple[Path, ...],
    home: Path,
    timezone: str | None,
    locality: str,
    now: str | None,
    as_json: bool,
) -> None:
    """Take events from CSV, JSONL, ICS or HTML FILES into the catalogue.

    Each file is a source of its own, named after it: a later import of the same file replaces
    what it held before.
    """
    from pipeline.lock import locked
    from pipeline.moments import moment
    from pipeline.recurrence import Horizon
    from pipeline.store import store

    zone = timezone or _usual_timezone(home)
    sources = {path: _source(path, zone, locality) for path in files}
    then = moment(now)
    harvest = Harvest(sources.values(), complete=True)
    for path, source in sources.items():
        harvest.add(_read(path, source, then))
    with locked(Config(home).lock):
        report = store(harvest, home, Horizon(then), recording="import")
    _print(report.to_dict() if as_json else report.render(), as_json=as_json)


def _source(path: Path, zone: str, locality: str) -> Source:
    from model.errors import InputError

    if path.suffix.lower() not in ADAPTERS:
        msg = f"file {str(path)!r} is none of {', '.join(ADAPTERS)}; save it as one of them"
        raise InputError(msg)
    return Source(
        id=f"import-{path.stem}",
        name=path.stem,
        url=f"https://import.invalid/{path.name}",
        adapter=ADAPTERS[path.suffix.lower()],
        timezone=zone,
        locality=locality,
    )


def _read(path: Path, source: Source, now: datetime) -> Batch:
    from crawlers.adapters.table import unknown_columns
    from crawlers.reading import read_page
    from crawlers.source import Page
    from model.errors import InputError, ParseError

    body = path.read_bytes()
    try:
        reading = read_page(body, source, Page(str(path), now), source.adapter)
        unknown = unknown_columns(body, str(path)) if source.adapter == "table" else []
    except ParseError as error:
        raise InputError(str(error)) from error
    if unknown:
        click.echo(f"{path}: columns passed over: {', '.join(unknown)}", err=True)
    if reading.links:
        click.echo(f"{path}: {len(reading.links)} links not followed", err=True)
    return Batch(
        fetch=Fetch(source=source.id, url=source.url, fetched_at=datetime.now(UTC), size=len(body)),
        listings=reading.listings,
        set_aside=reading.set_aside,
    )


def _usual_timezone(home: Path) -> str:
    from model.errors import InputError
    from pipeline.catalogue import Catalogue

    path = Config(home).catalogue
    zone = ""
    if path.is_file():
        with Catalogue(path, read_only=True) as catalogue:
            zone = catalogue.usual_timezone()
    if not zone:
        msg = "the catalogue knows no timezone yet; give one, as in --timezone America/New_York"
        raise InputError(msg)
    return zone


def _print(document: object, *, as_json: bool) -> None:
    if as_json:
        import json

        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        Console().print(document)
