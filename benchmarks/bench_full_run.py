"""What a full run of a town costs by stage, next to what its libraries take alone.

    python benchmarks/bench_full_run.py [TOWN ...]

A town's recording is crawled into a new catalogue, and once more with nothing changed.  A run is a
process of its own, from its start to the index that searches read; of three rounds the one counts
that took the least CPU time.  Each stage is told without what other stages do within it.  Without
names the largest and the median of the recorded towns are run, or the sample town that ships where
none is there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from alone import alone
from figures import Figure, tell
from recorded_towns import SAMPLE, Recorded, chosen, towns

HERE = Path(__file__).parent
RUN, LIBRARIES = str(HERE / "full_run.py"), str(HERE / "libraries_alone.py")
ROUNDS = 3
RUNS = ("new", "again")
START = "start"
LIMIT_START, LIMIT_WORK = 1.5, 4.0
"""How much more than the libraries alone; the sample town is too small for the second."""
Spent = dict[str, float]
"""CPU seconds by stage."""


def measure(town: Recorded) -> dict[str, Spent]:
    """What each stage took of a new run, of the next one, and of the libraries alone."""
    rounds = [_round(town) for _ in range(ROUNDS)]
    return {
        name: min((one[name] for one in rounds), key=lambda spent: sum(spent.values()))
        for name in (*RUNS, LIBRARIES)
    }


def _round(town: Recorded) -> dict[str, Spent]:
    with tempfile.TemporaryDirectory() as home:
        runs = {name: alone(RUN, home, town.sources, town.recording, town.now) for name in RUNS}
    return {**runs, LIBRARIES: alone(LIBRARIES, town.recording, town.now)}


def print_table(found: Mapping[str, Spent]) -> None:
    """CPU seconds and share of each stage, the slowest of a new run first."""
    new, again = (found[name] for name in RUNS)
    print(f"{'':30}" + "".join(f"{name:>18}" for name in RUNS))
    for stage in sorted(new, key=lambda stage: -new[stage]):
        parts = ((one.get(stage, 0.0), sum(one.values())) for one in (new, again))
        print(f"{stage:30}" + "".join(f"{s:9.2f} s {s / whole:6.1%}" for s, whole in parts))
    wholes = (sum(one.values()) for one in (new, again))
    print(f"{'all':30}" + "".join(f"{whole:9.2f} s {1:6.0%}" for whole in wholes))


def figures(town: Recorded, found: Mapping[str, Spent]) -> Iterator[Figure]:
    """Each run's start, and what comes after it, next to the libraries alone."""
    alone_s = found[LIBRARIES]
    most = None if town.name == SAMPLE else LIMIT_WORK
    for name in RUNS:
        start = sum(s for stage, s in found[name].items() if stage.startswith(START))
        rest = sum(found[name].values()) - start
        run = f"{town.name}, {name}"
        by = (
            "Scrapy, sqlite-utils, scikit-learn and skops alone",
            "icalendar and recurring-ical-events alone",
        )
        yield Figure(f"{run}: start", start, "s", LIMIT_START, alone_s["start"], by[0])
        yield Figure(f"{run}: all else", rest, "s", most, alone_s["calendars"], by[1])


def main() -> int:
    """Measure each town and print its stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("towns", nargs="*")
    names = parser.parse_args().towns
    told: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for town in chosen(towns(Path(folder)), names):
            found = measure(town)
            print(f"\n{town.name}")
            print_table(found)
            told += figures(town, found)
    return tell(*told)


if __name__ == "__main__":
    sys.exit(main())
