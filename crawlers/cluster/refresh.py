"""Crawl sources with many workers and bring the catalogue up to date, as one process would."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from crawlers.cluster.brought import Partitions
from crawlers.cluster.connection import check_address, check_installed
from crawlers.cluster.crew import Cluster
from crawlers.cluster.folder import Done, RunFolder
from crawlers.cluster.planning import (
    Book,
    begin,
    broken_off,
    horizon_of,
    limit,
    next_round,
    sources_of,
)
from crawlers.cluster.tasks import crawl_shard
from crawlers.collecting import collect_rarely
from crawlers.due import Turns
from crawlers.refresh import at_turn, not_forgotten
from crawlers.source import Source
from crawlers.stopping import Stop, told_by_signals
from pipeline.config import Config
from pipeline.lock import Lock, locked
from pipeline.log import say
from pipeline.log_run import tell_run
from pipeline.recurrence import Horizon
from pipeline.report import Report
from pipeline.store import Tools, store


def refresh_on_cluster(
    sources: list[Source],
    home: Path,
    horizon: Horizon,
    where: str,
    *,
    whole: bool = False,
    at_most: timedelta | None = None,
) -> tuple[Report, Turns]:
    """Crawl those of *sources* that are due, and not forgotten, with the workers of a cluster.

    A run that broke off within the last day is gone on with instead, with its own sources and
    its own `now`: what it has fetched is not asked for again.

    Args:
        where: `local:N`, or a scheduler's address.
        whole: crawl all of *sources*.
        at_most: time for fetching, None for as long as it takes.

    Raises:
        CatalogueLocked: if another run is writing the catalogue.
        ClusterError: if the cluster cannot be used.
    """
    check_address(where)
    check_installed()
    collect_rarely()
    with locked(Config(home).lock) as lock, told_by_signals() as stop:
        folder = broken_off(home, horizon.now)
        if folder is not None:
            found = Turns(sources_of(folder), {})
            say(f"Going on with the run of {horizon_of(folder).now.isoformat()} that broke off")
        else:
            wanted = not_forgotten(sources, home)
            found = Turns(wanted, {}) if whole else at_turn(wanted, home, horizon.now)
            folder = begin(found.due, home, horizon)
        limit(folder, at_most)
        with (
            _watching(folder, len(found.due), lock, stop) as watch,
            Cluster(where, folder.path, watch.beat) as cluster,
            ThreadPoolExecutor(1) as meanwhile,
        ):
            tools = meanwhile.submit(Tools.load, home)
            brought = _crawl(folder, home, cluster, watch)
            watch.doing = "building the catalogue"
            report = store(
                brought,
                home,
                horizon_of(folder),
                took_over=lock.dead.name if lock.dead else "",
                tools=tools.result(),
                crew=cluster,
                ledger=Book(folder),
            )
        folder.delete()
    tell_run(report, brought.seconds or 0.0)
    return report, found


def _crawl(folder: RunFolder, home: Path, cluster: Cluster, watch: Watch) -> Partitions:
    """Crawl round after round, until no shard has left anything to another."""
    began = time.monotonic()
    lost: dict[str, str] = {}
    number = 0
    while names := next_round(folder, number, cluster.size, home):
        for (_, name), answer in cluster.each(crawl_shard, [(folder.path, one) for one in names]):
            if isinstance(answer, Exception):
                lost[name] = f"shard {name} could not be crawled: {answer}"
                say(lost[name], logging.ERROR)
            else:
                say(told(answer))
                watch.add(answer)
        number += 1
    return Partitions(folder, lost, time.monotonic() - began)


def told(done: Done) -> str:
    """A line on a shard that was crawled."""
    again = f", begun {done.begun} times" if done.begun > 1 else ""
    failed = f" ({done.failed} failed)" if done.failed else ""
    return (
        f"shard {done.shard} on {done.worker}: {done.sources} sources, {done.pages} pages{failed}, "
        f"{done.listings} listings in {done.seconds:.1f} s{again}"
    )


class Watch:
    """What is seen of a run while its workers are at work.

    Attributes:
        doing: in words.
    """

    def __init__(
        self, folder: RunFolder, total: int, lock: Lock, stop: Stop, show: Callable[[int], None]
    ) -> None:
        self.folder, self.total, self.lock, self.stop, self.show = folder, total, lock, stop, show
        self.doing = ""
        self.read = 0

    def add(self, done: Done) -> None:
        """A shard is done."""
        self.read = min(self.total, self.read + done.sources)
        self.show(self.read)

    def beat(self) -> None:
        """Give a sign of life, and pass on a word from outside."""
        self.lock.beat(self.doing or f"{self.read} of {self.total} sources are in done shards")
        if self.stop.why and not self.folder.stopped():
            self.folder.stop(self.stop.why)


@contextmanager
def _watching(folder: RunFolder, total: int, lock: Lock, stop: Stop) -> Iterator[Watch]:
    """A bar on standard error that moves with every shard, and the heartbeat of the run."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown as bar:
        task = bar.add_task("Reading sources", total=total)
        yield Watch(folder, total, lock, stop, lambda done: bar.update(task, completed=done))
