"""Recorded announcements through the whole pipeline: time per stage, memory, and growth.

    python benchmarks/bench_pipeline.py [--size N]

Without --size processes of their own take 1,000, 8,000, 24,000 and all announcements through every
stage into a catalogue on disk, and the figures are printed side by side with their limits: ten
minutes and 2 GB for all.  The growth of a stage is the exponent of its time over the number of
listings: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from alone import alone
from corpus import HOMES, announcements, needed
from figures import Figure, tell
from growth import exponent, growth

from model.classifier import Classifier
from model.source import Source
from pipeline import derive, stages
from pipeline.catalogue import Catalogue
from pipeline.harvest import Batch, Fetch, Harvest
from pipeline.recurrence import Horizon
from pipeline.store import store

T = TypeVar("T")
SIZES = (1_000, 8_000, 24_000, 100_000)
LIMIT_S, LIMIT_GB, LIMIT_GROWTH = 600.0, 2.0, 1.2
NOW = datetime(2005, 1, 1, tzinfo=UTC)
HORIZON = Horizon(NOW, days=12_000)
"""All of the recorded announcements lie ahead."""
STAGES: dict[str, tuple[object, str]] = {
    "normalize": (stages, "normalize"),
    "doors": (stages, "doors"),
    "price": (stages, "price"),
    "mend": (derive, "mend"),
    "place": (derive.Placer, "place"),
    "deduplicate": (derive, "deduplicate"),
    "facets": (derive, "event_facets"),
    "boilerplate": (derive, "shared_sentences"),
    "classify": (Classifier, "predict"),
    "write listings": (Catalogue, "save_listings"),
    "write events": (Catalogue, "replace_events"),
}


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """Within, the time of each stage is added up in *spent*."""
    originals = {name: getattr(owner, attribute) for name, (owner, attribute) in STAGES.items()}
    for name, (owner, attribute) in STAGES.items():
        setattr(owner, attribute, _clocked(originals[name], name, spent))
    try:
        yield
    finally:
        for name, (owner, attribute) in STAGES.items():
            setattr(owner, attribute, originals[name])


def _clocked(work: Callable[..., T], name: str, spent: dict[str, float]) -> Callable[..., T]:
    def clocked(*args: object, **kwargs: object) -> T:
        start = time.perf_counter()
        try:
            return work(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - start

    return clocked


def measure(size: int) -> dict[str, Any]:
    """Take *size* announcements, spread over the corpus, through the pipeline."""
    total = sum(1 for _ in announcements())
    step = max(1, total // size)
    chosen = list(islice(announcements(), 0, None, step))
    names = sorted({one.source for one in chosen})
    url = "https://source.example/feed.ics"
    homes = {one.source: HOMES[one.uid.partition(":")[0]] for one in chosen}
    harvest = Harvest(
        Source(id=name, name=name, url=url, timezone="UTC", locality=homes[name]) for name in names
    )
    for name in names:
        fetch = Fetch(source=name, url=url, fetched_at=NOW)
        own = tuple(one for one in chosen if one.source == name)
        harvest.add(Batch(fetch=fetch, listings=own))
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, timed(spent):
        start, begun = time.perf_counter(), time.process_time()
        report = store(harvest, Path(folder), HORIZON)
        whole, cpu = time.perf_counter() - start, time.process_time() - begun
        megabytes = (Path(folder) / "catalogue.db").stat().st_size / 1e6
    return {
        "listings": len(chosen),
        "events": report.events,
        "merged": report.merged,
        "set_aside": sum(len(source.set_aside) for source in report.sources),
        "stages": {**spent, "the rest": whole - math.fsum(spent.values())},
        "seconds": whole,
        "cpu": cpu,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "catalogue_mb": megabytes,
    }


def main() -> int:
    """Measure each size in a process of its own, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int)
    size = parser.parse_args().size
    needed()
    if size:
        print(json.dumps(measure(size)))
        return 0
    found = [alone(__file__, "--size", size) for size in SIZES]
    _print_table(found)
    large = found[-1]
    count, by_size = large["listings"], {one["listings"]: one["cpu"] for one in found}
    return tell(
        Figure(f"{count:,} announcements, by the clock", large["seconds"], "s", limit=LIMIT_S),
        Figure("memory at the peak", large["gigabytes"], "GB", limit=LIMIT_GB),
        *growth("CPU of the whole run", by_size, "s", LIMIT_GROWTH),
    )


def _print_table(found: list[dict[str, Any]]) -> None:
    """Seconds of each stage and counts, side by side."""
    large = found[-1]
    print(f"{'':30}" + "".join(f"{one['listings']:>10,}" for one in found) + "    growth")
    for name in large["stages"]:
        times = [one["stages"].get(name, 0.0) for one in found]
        print(
            f"{name:30}" + "".join(f"{t:9.2f}s" for t in times) + f"{_growth(times, found):10.2f}"
        )
    for name in ("events", "merged", "set_aside"):
        print(f"{name:30}" + "".join(f"{one[name]:>10,}" for one in found))
    print(f"{'catalogue, MB':30}" + "".join(f"{one['catalogue_mb']:10.0f}" for one in found))
    whole = [one["seconds"] for one in found]
    print(f"{'all':30}" + "".join(f"{t:9.2f}s" for t in whole) + f"{_growth(whole, found):10.2f}")


def _growth(times: list[float], found: list[dict[str, Any]]) -> float:
    """The exponent from the second size on; below that constants prevail."""
    if times[1] <= 0.01:
        return 0.0
    sizes = [one["listings"] for one in found]
    return exponent(dict(zip(sizes[1:], times[1:], strict=True)))


if __name__ == "__main__":
    sys.exit(main())
