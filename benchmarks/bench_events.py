"""How the index and a couple's search grow from 1,000 to a million events.

    python benchmarks/bench_events.py [--size N]

Each size is a process of its own, which builds the index of events like the recorded ones, in five
metros and over a year, and searches it within 40 km and anywhere.  What comes before the index
grows as `bench_pipeline.py` tells, up to the size of the recorded corpus: a million announcements
are not taken through it here.  The exponent is fitted to the CPU time of all sizes: 1 is linear.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
import resource
import sys
import time
from functools import partial
from statistics import median

from alone import alone
from bench_rank import CARDS, NOW, base, outings, rows
from clock import cpu_ms
from figures import Figure, tell
from growth import growth

from model.ranking import rank
from model.taste import Reader
from pipeline.index_build import build
from pipeline.model_store import load_classifier

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SEARCHES = 100
RADII = {"near": 40.0, "anywhere": None}
LIMIT_GB = 8.0


def measure(size: int) -> dict[str, float]:
    """CPU seconds to build, median milliseconds to search, gigabytes at the peak."""
    texts = base()
    start = time.process_time()
    index = build(rows(texts, size), {}).index
    found = {"build": time.process_time() - start}
    reader = Reader(index.wording, load_classifier())
    for name, radius in RADII.items():
        searches = [
            partial(rank, index, outing, NOW, CARDS, reader)
            for outing in outings(radius)[:SEARCHES]
        ]
        for search in searches:
            search()
        found[name] = median(map(cpu_ms, searches))
    return {**found, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6}


def main() -> int:
    """Measure each size, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int)
    if size := parser.parse_args().size:
        print(json.dumps(measure(size)))
        return 0
    found = {size: alone(__file__, "--size", size) for size in SIZES}
    points = {name: {n: one[name] for n, one in found.items()} for name in ("build", *RADII)}
    gigabytes = found[SIZES[-1]]["memory"]
    return tell(
        *growth("building the index", points["build"], "s", 1.1),
        *growth("a search within 40 km", points["near"], "ms", 0.8),
        *growth("a search anywhere", points["anywhere"], "ms", 1.0),
        Figure(f"memory to build {SIZES[-1]:,}", gigabytes, "GB", limit=LIMIT_GB),
    )


if __name__ == "__main__":
    sys.exit(main())
