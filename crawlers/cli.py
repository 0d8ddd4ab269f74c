"""Commands of the crawlers' folder."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.config import Config, home_option
from pipeline.durations import duration

if TYPE_CHECKING:
    from crawlers.source import Source

SHOWN = {
    "source": "id",
    "kind": "kind",
    "adapter": "adapter",
    "live": "listings",
    "last good": "last_good",
    "outcome": "last_outcome",
}
"""Columns of `twogether sources`, and where they stand in the catalogue."""


@click.command()
@home_option
@click.option("--source", "ids", multiple=True, metavar="ID", help="Crawl just this one; repeats.")
@click.option(
    "--sources",
    "which",
    multiple=True,
    metavar="FILE|TOWN",
    help="A .toml or .csv file of sources, or a town or region that ships with twogether; "
    "repeats.  [default: sources.toml in the home folder]",
)
@click.option(
    "--record", type=click.Path(dir_okay=False, path_type=Path), help="Keep what is fetched (WARC)."
)
@click.option(
    "--replay", type=click.Path(dir_okay=False, path_type=Path), help="Crawl this recording."
)
@click.option("--now", metavar="ISO", help="Crawl as if it were then.  [default: now]")
@click.option("--days", default=180, show_default=True, help="How far ahead to look.")
@click.option(
    "--at-most",
    type=duration,
    metavar="TIME",
    help="Stop fetching after this long, such as 30m, and keep what is there.",
)
@click.option(
    "--pages",
    type=click.IntRange(min=1),
    metavar="N",
    help="Stop after so many pages, and keep what is there.",
)
@click.option(
    "--cluster",
    metavar="local:N|tcp://HOST:PORT",
    help="Crawl with N workers here, or those of a Dask scheduler.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def crawl(
    home: Path,
    ids: tuple[str, ...],
    which: tuple[str, ...],
    record: Path | None,
    replay: Path | None,
    now: str | None,
    days: int,
    at_most: timedelta | None,
    pages: int | None,
    cluster: str | None,
    as_json: bool,
) -> None:
    """Read every source that is due into the catalogue.

    A source with `every` rests for that long after a good visit, one whose server has named a
    time until then, and one that fails an hour, then two, four and so on up to a week; --source
    and --record visit it all the same.

    At its limits, and at SIGTERM or Ctrl-C, a crawl ends politely: what it has read is kept, and
    the next one begins with what it did not get to.
    """
    from crawlers.refresh import refresh
    from crawlers.stopping import Limits
    from pipeline.log import say, set_up
    from pipeline.moments import moment
    from pipeline.recurrence import Horizon

    if record and replay:
        msg = "--record and --replay exclude each other; what is replayed is recorded already"
        raise click.UsageError(msg)
    if cluster and (record or replay or pages):
        msg = "--record, --replay and --pages are for one process; leave them out with --cluster"
        raise click.UsageError(msg)
    set_up()
    horizon = Horizon(moment(now), days)
    sources = _chosen(home, which, ids)
    if cluster:
        from crawlers.cluster.refresh import refresh_on_cluster

        report, turns = refresh_on_cluster(
            sources, home, horizon, cluster, whole=bool(ids), at_most=at_most
        )
    else:
        report, turns = refresh(
            sources,
            home,
            horizon,
            whole=bool(ids or replay or record),
            limits=Limits(at_most, pages),
            replay=replay,
            record=record,
        )
    for id_, until in sorted(turns.resting.items()):
        say(f"{id_} is not due before {until}")
    if as_json:
        import json

        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        Console().print(report.render())


def _chosen(home: Path, which: tuple[str, ...], ids: tuple[str, ...]) -> list[Source]:
    from crawlers.source import load_sources, unique
    from model.errors import SourceError, UnknownSource

    own = Config(home).sources
    if not which and not own.is_file():
        msg = (
            f"sources file {str(own)!r} does not exist, so there is nothing to crawl; "
            "write one, or name a town with --sources"
        )
        raise SourceError(msg)
    every = [source for name in which or (str(own),) for source in load_sources(name)]
    sources = unique(every, ", ".join(which))
    known = {source.id: source for source in sources}
    for id_ in ids:
        if id_ not in known:
            raise UnknownSource(id_, known)
    return [known[id_] for id_ in ids] if ids else sources


@click.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def sources(home: Path, as_json: bool) -> None:
    """List the sources crawled so far, how each one is, and what to try where one fails."""
    import json

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from pipeline.catalogue import Catalogue
    from pipeline.outcomes import words

    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        rows = catalogue.sources()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    console = Console()
    table = Table(*SHOWN, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(str(row[name] or "")) for name in SHOWN.values()))
    console.print(table)
    for row in rows:
        if row["held_back"]:
            console.print(f"[red]{escape(row['id'])}[/] {escape(words(row['last_outcome']))}")
            console.print(f"  [dim]{escape(row['held_back'])}[/]")


def sources_readable(home: Path) -> str:
    """For `twogether doctor`: the host's own sources, and the towns that ship, can be read."""
    from crawlers.adapters import adapter
    from crawlers.source import load_sources, towns

    own = Config(home).sources
    which = [*towns(), *([str(own)] if own.is_file() else [])]
    count = 0
    for name in which:
        for source in load_sources(name):
            count += 1
            if source.adapter:
                adapter(source.adapter, source)
    return f"{count} in {len(which)} files"
