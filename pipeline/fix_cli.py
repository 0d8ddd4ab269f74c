"""`twogether fix`: a host's word on an event, which outlasts every crawl."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.config import Config, home_option
from pipeline.hosts import by_option, redo


@click.command()
@home_option
@click.argument("event")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Let this stand, whatever is crawled later; repeats.",
)
@click.option("--clear", multiple=True, metavar="FIELD", help="Take a correction back; repeats.")
@click.option("--hide", is_flag=True, help="Show the event to nobody.")
@click.option("--show", is_flag=True, help="Show a hidden event again.")
@by_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def fix(
    home: Path,
    event: str,
    values: tuple[str, ...],
    clear: tuple[str, ...],
    hide: bool,
    show: bool,
    by: str,
    as_json: bool,
) -> None:
    """Correct the event with the id EVENT, or see what can be corrected and what was.

    Without --set, --clear, --hide or --show it prints each field as it stands and every
    correction so far, with who made it, when, and what it replaced.
    """
    from pipeline.catalogue import Catalogue
    from pipeline.fixing import fields_of
    from pipeline.fixing import fix as fix_

    wanted: dict[str, str | None] = dict(map(_pair, values))
    wanted |= dict.fromkeys(clear)
    wanted |= {"hidden": "1"} if hide else {"hidden": "0"} if show else {}
    if wanted:
        with redo(home), Catalogue(Config(home).catalogue) as catalogue:
            fix_(catalogue, event, wanted, by, datetime.now(UTC).isoformat(timespec="seconds"))
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        fields, history = fields_of(catalogue, event), catalogue.history(event)
    if as_json:
        click.echo(json.dumps({"fields": fields, "history": history}, ensure_ascii=False, indent=1))
        return
    for name, value in fields.items():
        click.echo(f"{name:24} {value}")
    for row in history:
        said = "taken back" if row["value"] is None else f"{row['replaced']!r} → {row['value']!r}"
        click.echo(f"{row['at']}  {row['by']}: {row['field']} {said}")


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        msg = f"{text!r} is no correction; write FIELD=VALUE, such as --set price=30"
        raise click.UsageError(msg)
    return field.strip(), value
