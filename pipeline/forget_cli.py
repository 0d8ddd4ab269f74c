"""`twogether forget`: a source whose owner does not want to be read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.config import Config, home_option
from pipeline.hosts import by_option, redo


@click.command()
@home_option
@click.argument("source", required=False)
@click.option("--because", default="", help="Why, for whoever wonders later.")
@by_option
@click.option("--undo", is_flag=True, help="Let it be crawled again.")
def forget(home: Path, source: str | None, because: str, by: str, undo: bool) -> None:
    """Delete all that came from SOURCE, and never crawl it again.

    SOURCE is the id of a source, or the address of one that was not crawled yet. Its
    announcements go, with what they were made of, in the archive too; a later crawl passes it
    over under any id, even if it ships with twogether. Without SOURCE, list those forgotten.
    """
    from pipeline.forgetting import compact, readmit
    from pipeline.forgetting import forget as forget_

    if source is None:
        _list(home)
    elif undo:
        readmit(home, source)
        click.echo(f"{source} may be crawled again.")
    else:
        with redo(home):
            forget_(home, source, because, by, datetime.now(UTC))
        compact(home)
        click.echo(f"{source} is forgotten.")


def _list(home: Path) -> None:
    from pipeline.catalogue import Catalogue

    with Catalogue(Config(home).catalogue) as catalogue:
        for row in catalogue.forgotten():
            click.echo(f"{row['at']}  {row['source']}  {row['by']}: {row['reason']}".rstrip(": "))
