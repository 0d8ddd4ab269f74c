"""`twogether import` of web archives."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from crawlers.openweb.found import Found, Wanted
from crawlers.openweb.processes import processes
from crawlers.openweb.report import document, render
from crawlers.openweb.survey import Survey, survey
from crawlers.openweb.take_in import NO_ZONE, take_in, unwanted
from crawlers.proposal import add_new
from crawlers.source import Source, load_sources
from pipeline.crew import Crew
from pipeline.recurrence import Horizon
from pipeline.report import Report


def import_archives(
    files: tuple[Path, ...],
    home: Path,
    wanted: Wanted,
    horizon: Horizon,
    *,
    found: Path | None,
    workers: int | None,
    cluster: str | None,
    as_json: bool,
) -> None:
    """Look through archives, take in what is on, and print what was found.

    Args:
        wanted: with a horizon when events are to be taken in.
        found: the file that the sources found are added to.
        workers: processes that read pages; as many as this machine has cores when None.
        cluster: whose workers read them instead, `local:N` or a scheduler's address.

    Raises:
        InputError: if a file is no WARC file.
        SourceError: if the zone that is given does not exist, or *found* holds no sources.
    """
    Source(id="import", name="", url="https://import.invalid/", timezone=wanted.timezone or "UTC")
    if found is not None and found.is_file():
        load_sources(str(found))
    if cluster:
        home.mkdir(parents=True, exist_ok=True)
    with (
        _progress(files) as listener,
        TemporaryDirectory(prefix="import-", dir=home.absolute() if cluster else None) as folder,
        _crew(Path(folder), workers, cluster) as crew,
    ):
        seen = survey(files, wanted, crew, Path(folder), listener)
    left = unwanted(seen.sites, home)
    seen.sites = [one for one in seen.sites if one.site not in left]
    added = 0
    if found is not None:
        added = len(add_new((each for one in seen.sites for each in one.proposals), found))
    left |= {one.site: NO_ZONE for one in seen.sites if one.batches and not one.zone_told}
    report = _taken_in([one for one in seen.sites if one.site not in left], home, horizon)
    _print(seen, left, report, as_json=as_json)
    if found is not None:
        click.echo(f"Added {added} sources to {found}.", err=True)


def _taken_in(sites: list[Found], home: Path, horizon: Horizon) -> Report | None:
    """The report of the run; None when there is nothing to take in."""
    to_take = [one for one in sites if one.batches]
    return take_in(to_take, home, horizon) if to_take else None


def _print(seen: Survey, left: dict[str, str], report: Report | None, *, as_json: bool) -> None:
    if as_json:
        whole = {**document(seen, left), "catalogue": report.to_dict() if report else None}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    console = Console()
    console.print(render(seen, left))
    if report is not None:
        console.print(report.render())


def _crew(folder: Path, workers: int | None, cluster: str | None) -> AbstractContextManager[Crew]:
    if cluster is None:
        return processes(workers or _cores())
    from crawlers.cluster.crew import Cluster
    from crawlers.cluster.folder import RunFolder

    RunFolder(folder).write("plan", {"key": folder.name})
    return Cluster(cluster, folder, lambda: None)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _progress(files: tuple[Path, ...]) -> Iterator[Callable[[Path, int], None]]:
    """A bar on standard error that moves with what has been read of all *files*."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    sizes = {path: path.stat().st_size for path in files}
    done: dict[Path, int] = {}
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown as bar:
        task = bar.add_task("Reading archives", total=sum(sizes.values()))

        def listener(path: Path, at: int) -> None:
            done.update({path: min(at, sizes[path])})
            bar.update(task, completed=sum(done.values()))

        yield listener
