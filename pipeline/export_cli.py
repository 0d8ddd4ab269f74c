"""`twogether export`: the catalogue as JSONL, CSV or iCalendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from pipeline.config import Config, home_option

DAY = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


@click.command()
@home_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "ics"]),
    default="jsonl",
    show_default=True,
)
@click.option(
    "--what",
    type=click.Choice(["events", "occurrences"]),
    default="occurrences",
    show_default=True,
    help="Each event once, or each of its times.",
)
@click.option("--from", "start", type=DAY, help="Nothing that begins before this day (UTC).")
@click.option("--to", "end", type=DAY, help="Nothing that begins after this day (UTC).")
def export(home: Path, form: str, what: str, start: datetime | None, end: datetime | None) -> None:
    """Print the catalogue for other programs."""
    from pipeline.catalogue import Catalogue
    from pipeline.export import CONTENT, FORMATS

    first = start.replace(tzinfo=UTC) if start else None
    last = end.replace(tzinfo=UTC) + timedelta(days=1) if end else None
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        click.echo(FORMATS[form](CONTENT[what](catalogue, first, last)), nl=False)
