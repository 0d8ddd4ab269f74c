"""Crawl some sources and bring the catalogue up to date with what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crawlers.crawl import crawl
from crawlers.source import Source
from pipeline.catalogue import Catalogue
from pipeline.classify import Classify
from pipeline.config import Config, contact
from pipeline.harvest import Batch, Harvest
from pipeline.lock import locked
from pipeline.recurrence import Horizon
from pipeline.report import Report


def refresh(
    sources: list[Source],
    home: Path,
    horizon: Horizon,
    *,
    replay: Path | None = None,
    record: Path | None = None,
) -> Report:
    """Crawl *sources* into the catalogue of *home*.

    Raises:
        CatalogueLocked: if another run is writing it.
    """
    with locked(Config(home).lock), progress(len(sources)) as listener:
        harvest = crawl(
            sources,
            horizon.now,
            replay=replay,
            record=record,
            contact=contact(),
            listener=listener,
        )
        return store(harvest, home, horizon, recording=replay.name if replay else "")


def store(harvest: Harvest, home: Path, horizon: Horizon, *, recording: str = "") -> Report:
    """Take *harvest* through the pipeline into the catalogue of *home*."""
    from pipeline.model_store import load_classifier
    from pipeline.places import Gazetteer
    from pipeline.run import run

    classifier = load_classifier(home)
    classify = Classify(classifier.predict, classifier.version)
    with Catalogue(Config(home).catalogue) as catalogue:
        return run(harvest, catalogue, horizon, classify, Gazetteer(), recording)


@contextmanager
def progress(total: int) -> Iterator[Callable[[Batch], None]]:
    """A bar on standard error that moves with every source that has answered."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading sources", total=total)
        answered: set[str] = set()

        def listener(batch: Batch) -> None:
            answered.add(batch.fetch.source)
            bar.update(task, completed=len(answered))
            if len(answered) == total:
                bar.update(task, description="Building the catalogue")

        yield listener
