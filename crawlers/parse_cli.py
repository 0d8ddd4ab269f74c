"""`twogether parse`: what saved pages, feeds and API answers hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.config import home_option

if TYPE_CHECKING:
    from model.event import Listing, Occurrence

DAYS = 180


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@home_option
@click.option(
    "--adapter", "name", default="", help="Which adapter reads it.  [default: recognised]"
)
@click.option("--url", default="", help="Where it was fetched; relative links start from there.")
@click.option("--timezone", default="UTC", show_default=True, help="Zone of times without one.")
@click.option("--now", metavar="ISO", help="Read dates without a year as of then.  [default: now]")
def parse(
    files: tuple[Path, ...], home: Path, name: str, url: str, timezone: str, now: str | None
) -> None:
    """Print the listings found in FILES, past ones too, one JSON object a line.

    A repeated event is printed with its first time and with those of the 180 days from --now.
    Exits with 1 when a file could not be read; the others are still printed.
    """
    from crawlers.reading import read_page
    from crawlers.source import Page, Source
    from model.errors import EventError, ParseError
    from pipeline.moments import moment

    then = moment(now)
    failed = False
    for path in files:
        address = url or f"https://file.invalid/{path.name}"
        source = Source(id="file", name=path.stem, url=address, timezone=timezone)
        try:
            reading = read_page(path.read_bytes(), source, Page(address, then), name)
        except ParseError as error:
            click.echo(f"Error: {path}: {error}", err=True)
            failed = True
            continue
        for aside in reading.set_aside:
            click.echo(f"{path}: {aside.name!r} set aside: {aside.reason}", err=True)
        for listing in reading.listings:
            try:
                rows = list(_rows(listing, then))
            except EventError as error:
                click.echo(f"{path}: {listing.event.name!r} set aside: {error}", err=True)
                continue
            for row in rows:
                line = {"file": str(path), **row, "adapter": reading.adapter}
                click.echo(json.dumps(line, ensure_ascii=False))
    raise SystemExit(1 if failed else 0)


def _rows(listing: Listing, now: datetime) -> Iterator[dict[str, Any]]:
    from pipeline.normalize import normalize

    clean = normalize(listing)
    event = clean.event
    place = event.location
    words = (place.name, place.address or place.locality) if place else ()
    for occurrence in _occurrences(clean, now):
        start, end = occurrence.start_date, occurrence.end_date
        yield {
            "name": occurrence.name or event.name,
            "start_date": _written(start, occurrence),
            "end_date": _written(end - timedelta(days=occurrence.all_day), occurrence)
            if end
            else None,
            "all_day": occurrence.all_day,
            "location": ", ".join(dict.fromkeys(filter(None, words))),
            "url": event.url,
            "uid": listing.uid,
            "confidence": listing.confidence,
        }


def _written(moment: datetime, occurrence: Occurrence) -> str:
    return moment.date().isoformat() if occurrence.all_day else moment.isoformat()


def _occurrences(listing: Listing, now: datetime) -> Iterator[Occurrence]:
    from pipeline.recurrence import Horizon, expand, first_start

    if not listing.recurrence:
        yield from listing.occurrences
        return
    seen = set()
    for horizon in (Horizon(first_start(listing), 1), Horizon(now, DAYS)):
        for one in expand(replace(listing, occurrences=()), horizon).occurrences:
            if one.start_date not in seen:
                seen.add(one.start_date)
                yield one
