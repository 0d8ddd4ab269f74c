"""`twogether import`: events out of a host's own files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.source import Source
from pipeline.config import Config, home_option
from pipeline.harvest import Batch, Fetch, Harvest

if TYPE_CHECKING:
    from pipeline.recurrence import Horizon

ADAPTERS = {
    ".csv": "table",
    ".tsv": "table",
    ".jsonl": "table",
    ".ics": "ical",
    ".html": "",
    ".htm": "",
}

"""What reads a file of that ending; a page is recognised by what it holds."""
ARCHIVES = (".warc", ".warc.gz")


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@home_option
@click.option(
    "--timezone",
    default="",
    help="IANA zone of times without one.  [default: what an archive's pages tell, else the "
    "catalogue's own]",
)
@click.option("--locality", default="", help='"Town, REGION" of events that name no place.')
@click.option("--now", metavar="ISO", help="Import as if it were then.  [default: now]")
@click.option(
    "--found",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Add the calendars found in archives to this file of sources.",
)
@click.option("--only-sources", is_flag=True, help="Take in no events of archives.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read archives.  [default: one for each core]",
)
@click.option(
    "--cluster",
    metavar="local:N|tcp://HOST:PORT",
    help="Let N workers here, or those of a Dask scheduler, read archives.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_(
    files: tuple[Path, ...],
    home: Path,
    timezone: str,
    locality: str,
    now: str | None,
    found: Path | None,
    only_sources: bool,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
) -> None:
    """Take events from CSV, JSONL, ICS, HTML or WARC FILES into the catalogue.

    Each file is a source of its own, named after it: a later import of the same file replaces
    what it held before. Of web archives (.warc, .warc.gz) each site that announces events is a
    source of its own.
    """
    from pipeline.moments import moment
    from pipeline.recurrence import Horizon

    archives = [path for path in files if path.name.lower().endswith(ARCHIVES)]
    for_archives = found or only_sources or workers or cluster
    if 0 < len(archives) < len(files) or (not archives and for_archives):
        msg = (
            "--found, --only-sources, --workers and --cluster are for archives; import those by "
            "themselves"
        )
        raise click.UsageError(msg)
    if workers and cluster:
        msg = "--workers and --cluster exclude each other; say how many with --cluster local:N"
        raise click.UsageError(msg)
    if found is not None and found.suffix != ".toml":
        msg = f"--found {str(found)!r} is no file of sources; give one that ends in .toml"
        raise click.UsageError(msg)
    horizon = Horizon(moment(now))
    if not archives:
        _import_files(files, home, timezone, locality, horizon, as_json=as_json)
        return
    from crawlers.openweb.command import import_archives
    from crawlers.openweb.found import Wanted
    from pipeline.zones import usual_timezone

    wanted = Wanted(
        horizon=None if only_sources else horizon,
        timezone=timezone,
        locality=locality,
        usual_timezone=usual_timezone(home),
    )
    import_archives(
        files,
        home,
        wanted,
        horizon,
        found=found,
        workers=workers,
        cluster=cluster,
        as_json=as_json,
    )


def _import_files(
    files: tuple[Path, ...],
    home: Path,
    timezone: str,
    locality: str,
    horizon: Horizon,
    *,
    as_json: bool,
) -> None:
    from model.errors import InputError
    from pipeline.lock import locked
    from pipeline.store import store
    from pipeline.zones import usual_timezone

    zone = timezone or usual_timezone(home)
    if not zone:
        msg = "the catalogue knows no timezone yet; give one, as in --timezone America/New_York"
        raise InputError(msg)
    sources = {path: _source(path, zone, locality) for path in files}
    harvest = Harvest(sources.values(), complete=True)
    for path, source in sources.items():
        harvest.add(_read(path, source, horizon.now))
    with locked(Config(home).lock):
        report = store(harvest, home, horizon, recording="import")
    _print(report.to_dict() if as_json else report.render(), as_json=as_json)


def _source(path: Path, zone: str, locality: str) -> Source:
    from model.errors import InputError

    if path.suffix.lower() not in ADAPTERS:
        endings = ", ".join((*ADAPTERS, *ARCHIVES))
        msg = f"file {str(path)!r} is none of {endings}; save it as one of them"
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


def _print(document: object, *, as_json: bool) -> None:
    if as_json:
        import json

        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        Console().print(document)
