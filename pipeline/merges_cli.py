"""`twogether merges`: what was merged, why, and otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.config import Config, home_option
from pipeline.hosts import by_option, redo

LISTING = click.Tuple([str, str])


@click.group(invoke_without_command=True)
@home_option
@click.option("--event", default="", metavar="ID", help="Explain just this event.")
@click.option("--series", is_flag=True, help="Also listings that are one source's series.")
@click.option("--doubtful", is_flag=True, help="Pairs that may be one event, the likeliest first.")
@click.option("--ruled", is_flag=True, help="What hosts have said of pairs, who and when.")
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON lines.")
@click.pass_context
def merges(
    ctx: click.Context,
    home: Path,
    event: str,
    series: bool,
    doubtful: bool,
    ruled: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List the events that several listings announce, and why they are one."""
    ctx.obj = home
    if ctx.invoked_subcommand:
        return
    from itertools import islice

    from pipeline.catalogue import Catalogue
    from pipeline.merges import doubtful_pairs, merged_events

    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        rows: Iterable[dict[str, Any]] = (
            doubtful_pairs(catalogue, limit)
            if doubtful
            else map(asdict, islice(merged_events(catalogue, event, series=series), limit))
        )
        show = _ruling if ruled else _doubt if doubtful else _event
        for row in catalogue.rulings() if ruled else rows:
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else show(row))


@merges.command()
@click.argument("listing", type=LISTING, metavar="SOURCE UID")
@by_option
@click.pass_obj
def undo(home: Path, listing: tuple[str, str], by: str) -> None:
    """Take a listing out of its event, for good."""
    from pipeline.catalogue import Catalogue
    from pipeline.merges import part

    with redo(home), Catalogue(Config(home).catalogue) as catalogue:
        others = part(catalogue, listing, by, _now())
    click.echo(f"{' '.join(listing)} stays apart from {len(others)} listing(s) from now on.")


@merges.command()
@click.argument("one", type=LISTING, metavar="SOURCE UID")
@click.argument("other", type=LISTING, metavar="SOURCE UID")
@by_option
@click.pass_obj
def join(home: Path, one: tuple[str, str], other: tuple[str, str], by: str) -> None:
    """Let two listings be one event, for good."""
    from pipeline.catalogue import Catalogue
    from pipeline.merges import join as join_

    with redo(home), Catalogue(Config(home).catalogue) as catalogue:
        join_(catalogue, one, other, by, _now())
    click.echo(f"{' '.join(one)} and {' '.join(other)} are one event from now on.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _ruling(row: dict[str, Any]) -> str:
    pair = f"{row['a_source']} {row['a_uid']} and {row['b_source']} {row['b_uid']}"
    return f"{row['at']}  {row['by']}: {pair} {row['verdict'] or 'left to the matcher'}"


def _doubt(row: dict[str, Any]) -> str:
    reasons = "; ".join(json.loads(row["reasons"]))
    return f"{row['p_same']:.2f}  {reasons}\n{_line(row['a'])}\n{_line(row['b'])}"


def _event(row: dict[str, Any]) -> str:
    head = f"{row['name']}  [{row['event']}]\n{_line(row['shown'])}"
    parts = (f"{_line(one)}\n      {one['p_same']:.2f}  {one['reason']}" for one in row["parts"])
    return "\n".join((head, *parts))


def _line(one: dict[str, Any]) -> str:
    return f"    {one['start'] or '-':25}  {one['name']}  ({one['source']} {one['uid']})"
