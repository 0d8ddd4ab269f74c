"""One full run of a town in this process: `full_run.py HOME SOURCES RECORDING NOW`.

Prints the CPU seconds of each stage, from the start of the process on, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import ismethod
from pathlib import Path
from typing import Any

REST = "the rest"
STAGES = {
    "load the classifier": ("pipeline.model_store.load_classifier",),
    "load the matcher": ("pipeline.matcher_file.load_matcher",),
    "fetch": ("crawlers.crawl.crawl",),
    "parse": ("crawlers.reading.read_page",),
    "read what is known": ("pipeline.catalogue.Catalogue.listings",),
    "expand repetitions": ("pipeline.recurrence.expand",),
    "normalise": ("pipeline.normalize.normalize", "pipeline.doors.doors"),
    "prices": ("pipeline.pricing.price",),
    "tell what changed": ("pipeline.codec.to_json", "pipeline.changes.changed_fields"),
    "places": (
        "pipeline.places.source_place",
        "pipeline.wrong_zones.mend",
        "pipeline.geocode.Placer.learn",
        "pipeline.geocode.Placer.place",
    ),
    "match": ("pipeline.deduplicate.deduplicate",),
    "facets": ("pipeline.facets.event_facets",),
    "classify": ("pipeline.boilerplate.shared_sentences", "pipeline.classify.Classify.read"),
    "write": (
        "pipeline.catalogue.Catalogue.save_listings",
        "pipeline.catalogue.Catalogue.touch_listings",
        "pipeline.catalogue.Catalogue.save_pages",
        "pipeline.catalogue.Catalogue.save_fetches",
        "pipeline.catalogue.Catalogue.replace_events",
        "pipeline.catalogue.Catalogue.assign_events",
        "pipeline.catalogue.Catalogue.finish_run",
    ),
    "archive": ("pipeline.archive.archive",),
    "index": ("pipeline.indexing.current_index",),
}
"""The functions of each, where they are defined; what one calls of another counts there."""


class Clock:
    """CPU time by stage, each without the stages within it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.within = [REST]
        self.since = 0.0

    def mark(self) -> None:
        """Give the time since the last mark to the stage at work."""
        now = time.process_time()
        stage = self.within[-1]
        self.spent[stage] = self.spent.get(stage, 0.0) + now - self.since
        self.since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What is done inside is of the stage *name*."""
        self.mark()
        self.within.append(name)
        try:
            yield
        finally:
            self.mark()
            self.within.pop()

    def watch(self, path: str, name: str) -> None:
        """Count whatever calls the function at the dotted *path* to the stage *name*.

        Modules that have imported it by its name are given the watched one too.
        """
        owner, attribute = _owner(path)
        work = getattr(owner, attribute)
        watched = self._watched(work, name)
        setattr(owner, attribute, staticmethod(watched) if ismethod(work) else watched)
        for module in list(sys.modules.values()):
            if getattr(module, "__dict__", {}).get(attribute) is work:
                setattr(module, attribute, watched)

    def _watched(self, work: Callable[..., Any], name: str) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return work(*args, **kwargs)

        return watched


def _owner(path: str) -> tuple[Any, str]:
    """The module or class that has the last name of *path*."""
    *parts, attribute = path.split(".")
    owner = import_module(".".join(parts[:2]))
    for part in parts[2:]:
        owner = getattr(owner, part)
    return owner, attribute


def main(home: str, sources: str, recording: str, now: str) -> None:
    """Run, and print what it took."""
    clock = Clock()
    with clock.stage("start: Scrapy, SQLite"):
        from crawlers.refresh import refresh
        from crawlers.source import load_sources
        from pipeline.log import set_up
        from pipeline.moments import moment
        from pipeline.recurrence import Horizon
    with clock.stage("start: scikit-learn, skops"):
        import_module("pipeline.model_store")
    with clock.stage("start: all else"):
        import_module("pipeline.run")
        for name, paths in STAGES.items():
            for path in paths:
                clock.watch(path, name)
    set_up()
    horizon = Horizon(moment(now))
    refresh(load_sources(sources), Path(home), horizon, whole=True, replay=Path(recording))
    clock.mark()
    print(json.dumps(clock.spent))


if __name__ == "__main__":
    main(*sys.argv[1:])
