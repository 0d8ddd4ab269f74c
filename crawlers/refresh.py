"""Crawl some sources and bring the catalogue up to date with what they hold."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from crawlers.crawl import FORGETFUL, Memory, crawl
from crawlers.platforms import slot
from crawlers.source import Source
from pipeline.catalogue import Catalogue
from pipeline.config import Config, contact, loopback
from pipeline.harvest import Batch
from pipeline.lock import locked
from pipeline.log_run import tell_page, tell_run
from pipeline.recurrence import Horizon
from pipeline.report import Report
from pipeline.store import store


def refresh(
    sources: list[Source],
    home: Path,
    horizon: Horizon,
    *,
    replay: Path | None = None,
    record: Path | None = None,
) -> Report:
    """Crawl *sources* into the catalogue of *home*.

    Pages that have not changed since the last good visit are not read again, unless the crawl
    is recorded.

    Raises:
        CatalogueLocked: if another run is writing it.
    """
    began = time.monotonic()
    with locked(Config(home).lock), progress(len(sources)) as listener:
        harvest = crawl(
            sources,
            horizon.now,
            replay=replay,
            record=record,
            contact=contact(),
            loopback=loopback(),
            memory=FORGETFUL if record or replay else remember(home, horizon.now),
            listener=listener,
        )
        report = store(harvest, home, horizon, recording=replay.name if replay else "")
        seconds = time.monotonic() - began
        with Catalogue(Config(home).catalogue) as catalogue:
            catalogue.note_crawl(report.run, seconds)
    tell_run(report, seconds)
    return report


def remember(home: Path, now: datetime) -> Memory:
    """What the catalogue of *home* knows of earlier visits."""
    path = Config(home).catalogue
    if not path.is_file():
        return FORGETFUL
    with Catalogue(path) as catalogue:
        spent = Counter(map(slot, catalogue.fetched_since(now - timedelta(days=1))))
        return Memory(catalogue.pages(), spent)


def at_rest(sources: list[Source], home: Path, now: datetime) -> dict[str, str]:
    """The sources that are not worth a visit yet, and until when.

    A source whose last visit failed does not rest, unless its server asked for it.
    """
    path = Config(home).catalogue
    if not path.is_file():
        return {}
    with Catalogue(path) as catalogue:
        rows = {row["id"]: row for row in catalogue.sources()}
    until = {}
    for source in sources:
        row = rows.get(source.id)
        if row is None or row["url"] != source.url:
            continue
        good = not row["held_back"] and source.interval
        due = datetime.fromisoformat(row["last_visit"]) + source.interval if good else now
        asked = datetime.fromisoformat(row["not_before"]) if row["not_before"] else now
        if (later := max(due, asked)) > now:
            until[source.id] = later.isoformat(timespec="minutes")
    return until


@contextmanager
def progress(total: int) -> Iterator[Callable[[Batch], None]]:
    """A bar on standard error that moves with every source that has answered."""
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
            if len(answered) == total:
                bar.update(task, description="Building the catalogue")

        yield listener
