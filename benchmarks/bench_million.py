"""Find's first page over a million dates next to a hundred thousand, 50 km around home.

    python benchmarks/bench_million.py [--dense] [--file]

The catalogue stands in a file, and then in a PostgreSQL server on loopback, if this machine has
one; with `--file` in a file alone.  The server takes over catalogue and index from the file; then
one event in a hundred changes in either.  A million dates lie in fifty towns, a hundred thousand in
five like them; with `--dense` the million lies in the five, so that ten times as many dates are
within reach.  A page is two searches, what is near and what is online, with all its cards; the
searches differ in days, prices, order, words and what was said of events.  Each size has processes
of its own, in turns, so that both meet the same machine.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import sys
from pathlib import Path

sys.path.append(sys.path.pop(0))  # this folder has a dashboard.py of its own
sys.path.append(str(Path(__file__).parents[1] / "tests"))

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

from alone import alone
from figures import Figure, tell
from find_pages import pages, peak_gb
from million import change, fill
from scratch_postgresql import postgresql, postgresql_server

from pipeline.config import Config
from pipeline.copying import from_file
from pipeline.indexing import current_index

SMALL, LARGE = 100_000, 1_000_000
FEW, MANY = 5, 50
"""Towns."""
FILE, SERVER = "in a file", "in PostgreSQL"
ROUNDS = 3
RATIO, LOAD_S, UPDATE, MEMORY_GB = 2.0, 1.0, 0.25, 8.0


def index(home: Path) -> dict[str, float]:
    """CPU seconds to bring the index up to date, and gigabytes at the peak."""
    start = time.process_time()
    rows = len(current_index(home))
    return {"cpu_s": time.process_time() - start, "rows": rows, "memory": peak_gb()}


def copy(home: Path) -> None:
    """Take over what the home of the same size in a file holds."""
    of = Config(home.parents[1] / FILE / home.name)
    from_file(of.catalogue, Config(home).catalogue)
    shutil.copytree(of.index, Config(home).index)


def step(name: str, home: Path, dates: int, places: int) -> Any:
    """What a process of its own does."""
    os.environ["TWOGETHER_HOME"] = str(home)
    path = Config(home).catalogue
    steps: dict[str, Callable[[], object]] = {
        "fill": partial(fill, path, dates, places),
        "index": partial(index, home),
        "copy": partial(copy, home),
        "change": partial(change, path, dates, places),
        "index again": partial(index, home),
        "pages": partial(pages, home, places),
    }
    start = time.perf_counter()
    return steps[name]() or {"s": time.perf_counter() - start}


class Run:
    """Catalogues of both sizes in one database.

    Attributes:
        sizes: in how many towns the dates of each size are.
        found: what each step took, by the number of dates.
    """

    def __init__(self, database: str, url: str, scratch: Path, sizes: dict[int, int]) -> None:
        self.database, self.sizes = database, sizes
        self.found: dict[int, dict[str, Any]] = {dates: {} for dates in sizes}
        self._url, self._scratch = url, scratch / database

    def take(self, *names: str) -> None:
        """Take some steps with each size."""
        for dates in self.sizes:
            for name in names:
                self.found[dates][name] = self._step(name, dates)

    def ask(self) -> None:
        """Look pages up, each round in both sizes."""
        rounds = [{d: self._step("pages", d) for d in self.sizes} for _ in range(ROUNDS)]
        for dates in self.sizes:
            these = [one[dates] for one in rounds]
            self.found[dates] |= {name: median(one[name] for one in these) for name in these[0]}

    def _step(self, name: str, dates: int) -> Any:
        os.environ["TWOGETHER_DATABASE"] = self._url
        home = self._scratch / str(dates)
        done = alone(__file__, name, home, dates, self.sizes[dates])
        print(f"  {dates:,} {self.database}: {name} {json.dumps(done)}", flush=True)
        return done


def figures(run: Run, whole: dict[str, Any]) -> Iterator[Figure]:
    """What one database took, next to the index of a *whole* catalogue of the larger size."""
    small, large = run.found[SMALL], run.found[LARGE]
    towns = "ten times the towns" if run.sizes[LARGE] > run.sizes[SMALL] else "as many towns"
    for quantile in ("p50", "p99"):
        yield Figure(
            f"Find's first page, {LARGE:,} dates {run.database}, {towns}, {quantile}",
            large[quantile], "ms", peer=small[quantile], of=f"{SMALL:,} dates", limit=RATIO,
            note=f"wall {small[f'wall {quantile}']:.1f} and {large[f'wall {quantile}']:.1f} ms; "
            f"{small['cards']:.0f} and {large['cards']:.0f} cards",
        )  # fmt: skip
    yield Figure(f"load {LARGE:,} dates {run.database}", large["load_s"], "s", limit=LOAD_S)
    yield Figure(
        f"index of {LARGE:,} dates {run.database} after a change of 1 %",
        large["index again"]["cpu_s"], "s", peer=whole["cpu_s"], of="a whole one", limit=UPDATE,
    )  # fmt: skip
    yield Figure(f"memory to search it {run.database}", large["memory"], "GB", limit=MEMORY_GB)


@contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL server with a schema for each home; "" where there is none."""
    if postgresql() is None:
        print("  no PostgreSQL with PostGIS and psycopg on this machine")
        yield ""
        return
    with postgresql_server() as url:
        yield f"{url}?options=-csearch_path%3D{{home}}"


def main(arguments: list[str]) -> int:
    """Fill, build, change, update and ask both sizes in each database, and print the figures."""
    sizes = {SMALL: FEW, LARGE: FEW if "--dense" in arguments else MANY}
    with tempfile.TemporaryDirectory() as folder, server() as url:
        runs = [Run(FILE, "", Path(folder), sizes)]
        runs[0].take("fill", "index")
        if url and "--file" not in arguments:
            runs.append(Run(SERVER, url, Path(folder), sizes))
            runs[1].take("copy")
        for run in runs:
            run.take("change", "index again")
            run.ask()
    whole = runs[0].found[LARGE]["index"]
    memory = Figure("memory to build it", whole["memory"], "GB", limit=MEMORY_GB)
    return tell(*(one for run in runs for one in figures(run, whole)), memory)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        name, home, dates, places = sys.argv[1:]
        print(json.dumps(step(name, Path(home), int(dates), int(places))))
    else:
        sys.exit(main(sys.argv[1:]))
