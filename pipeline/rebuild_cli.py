"""`twogether rebuild`: the catalogue anew, from the listings that it keeps."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.config import Config, home_option


@click.command()
@home_option
@click.option("--now", metavar="ISO", help="Rebuild as of then.  [default: now]")
@click.option("--days", default=180, show_default=True, help="How far ahead to look.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def rebuild(home: Path, now: str | None, days: int, as_json: bool) -> None:
    """Derive every event anew from the stored listings, with today's program and classifier.

    Nothing is fetched. Events keep their identity, and a host's word stands.
    """
    from pipeline.lock import locked
    from pipeline.moments import moment
    from pipeline.rebuild import rebuild as rebuild_

    with locked(Config(home).lock):
        report = rebuild_(home, moment(now), days)
    if as_json:
        import json

        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        Console().print(report.render())
