"""`twogether export`: the catalogue as JSONL, CSV or iCalendar."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from model.geo import KM_PER_MILE
from pipeline.config import Config, home_option

DAY = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


def distance(text: str) -> float:
    """The value of an option, such as "30km" or "20mi", in km.

    Raises:
        click.BadParameter: if it is none.
    """
    found = re.fullmatch(r"(\d{1,5}(?:\.\d+)?) ?(km|mi)", text)
    if not found:
        msg = f"{text!r} is no distance; write it as 30km or 20mi"
        raise click.BadParameter(msg)
    return float(found[1]) * (KM_PER_MILE if found[2] == "mi" else 1)


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
@click.option("--words", default="", metavar="TEXT", help="Only what has all of these words.")
@click.option("--near", metavar="PLACE", help="Only what is near a town, a ZIP code or LAT,LON.")
@click.option(
    "--within",
    type=distance,
    default="30km",
    show_default=True,
    metavar="DISTANCE",
    help="How near, as the crow flies: 30km or 20mi.",
)
def export(
    home: Path,
    form: str,
    what: str,
    start: datetime | None,
    end: datetime | None,
    words: str,
    near: str | None,
    within: float,
) -> None:
    """Print the catalogue for other programs."""
    from pipeline.catalogue import Catalogue
    from pipeline.export import CONTENT, FORMATS
    from pipeline.outing_file import whereabouts
    from pipeline.sought import Sought

    first = start.replace(tzinfo=UTC) if start else None
    last = end.replace(tzinfo=UTC) + timedelta(days=1) if end else None
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue, catalogue.reading():
        spot = whereabouts(near, catalogue) if near else None
        rows = CONTENT[what](catalogue, first, last, Sought(words, spot, within))
        click.echo(FORMATS[form](rows), nl=False)
