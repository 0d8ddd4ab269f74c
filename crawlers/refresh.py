"""Crawl some sources and bring the catalogue up to date with what they hold."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from crawlers.crawl import FORGETFUL, Memory, crawl
from crawlers.due import Turns, turns
from crawlers.platforms import slot
from crawlers.source import Source
from crawlers.stopping import UNLIMITED, Limits, told_by_signals
from pipeline.catalogue import Catalogue
from pipeline.config import Config, contact, loopback
from pipeline.forgetting import unwanted
from pipeline.harvest import Batch
from pipeline.lock import Lock, locked
from pipeline.log import say
from pipeline.log_run import tell_page, tell_run
from pipeline.recurrence import Horizon
from pipeline.report import Report
from pipeline.store import store

UNFINISHED_FOR = timedelta(days=1)
"""So long the pages are good that were read of a source which was not finished."""


def refresh(
    sources: list[Source],
    home: Path,
    horizon: Horizon,
    *,
    whole: bool = False,
    limits: Limits = UNLIMITED,
    replay: Path | None = None,
    record: Path | None = None,
) -> tuple[Report, Turns]:
    """Crawl those of *sources* that are due, and not forgotten, into the catalogue of *home*.

    Pages that have not changed since the last good visit are not read again, unless the crawl
    is recorded.  Told to end by SIGTERM or SIGINT, it keeps what it has; from then on it can
    only be killed, or interrupted by a second SIGINT.

    Args:
        whole: crawl all of *sources*.
        limits: what to end at.

    Raises:
        CatalogueLocked: if another run is writing it.
    """
    with locked(Config(home).lock) as lock, told_by_signals() as stop:
        sources = not_forgotten(sources, home)
        found = Turns(sources, {}) if whole else at_turn(sources, home, horizon.now)
        with progress(len(found.due), lock) as listener:
            began = time.monotonic()
            harvest = crawl(
                found.due,
                horizon.now,
                replay=replay,
                record=record,
                contact=contact(),
                loopback=loopback(),
                memory=FORGETFUL if record or replay else remember(home, horizon.now),
                limits=limits,
                stop=stop,
                listener=listener,
            )
            harvest.seconds = seconds = time.monotonic() - began
            lock.at("building the catalogue")
            report = store(
                harvest,
                home,
                horizon,
                recording=replay.name if replay else "",
                took_over=lock.dead.name if lock.dead else "",
            )
    tell_run(report, seconds)
    return report, found


def not_forgotten(sources: list[Source], home: Path) -> list[Source]:
    """Those of *sources* that may be crawled; says of the others why not."""
    out = unwanted(sources, home)
    for id_, words in out.items():
        say(f"{id_} is passed over: it was forgotten on {words}")
    return [source for source in sources if source.id not in out]


def remember(home: Path, now: datetime) -> Memory:
    """What the catalogue of *home* knows of earlier visits.

    Pages that were read at a time still to come are not among them: the clock was wrong, and
    announcements that seemed over to it were left out.
    """
    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return FORGETFUL
    with Catalogue(path) as catalogue:
        spent = Counter(map(slot, catalogue.fetched_since(now - timedelta(days=1))))
        good = {row["id"]: row["last_good"] for row in catalogue.sources()}
        return Memory(
            pages={
                key: seen
                for key, seen in catalogue.pages().items()
                if datetime.fromisoformat(good[seen.source]) <= now
            },
            unfinished=catalogue.unfinished(now - UNFINISHED_FOR),
            spent=spent,
        )


def at_turn(sources: list[Source], home: Path, now: datetime) -> Turns:
    """Which of *sources* are due, by what the catalogue of *home* says of their last visits."""
    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return Turns(sources, {})
    with Catalogue(path) as catalogue:
        return turns(sources, {row["id"]: row for row in catalogue.sources()}, now)


@contextmanager
def progress(total: int, lock: Lock) -> Iterator[Callable[[Batch], None]]:
    """A bar on standard error that moves with every source that has answered, and its heartbeat."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown as bar:
        task = bar.add_task("Reading sources", total=total)
        answered: set[str] = set()

        def listener(batch: Batch) -> None:
            tell_page(batch)
            answered.add(batch.fetch.source)
            bar.update(task, completed=len(answered))
            lock.beat(f"{len(answered)} of {total} sources have answered")
            if len(answered) == total:
                bar.update(task, description="Building the catalogue")

        yield listener
