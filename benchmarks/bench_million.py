"""Find's first page over a million dates next to a hundred thousand, 50 km around home.

    python benchmarks/bench_million.py [--dense]

The catalogue stands in the database that TWOGETHER_DATABASE names, where `{home}` has to stand for
a schema of its own, or else in a file; it is gone afterwards.  A million dates lie in fifty towns,
a hundred thousand in five like them; with `--dense` the million lies in the five, so that ten times
as many dates are within reach.  A page is two searches, what is near and what is online, with all
its cards; the searches differ in days, prices, order, words and what was said of events.  Each size
has processes of its own, in turns, so that both meet the same machine.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import sys

sys.path.append(sys.path.pop(0))  # this folder has a dashboard.py of its own

import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from alone import alone
from bench_rank import WISHES
from clock import cpu_ms
from figures import Figure, tell
from million import NOW, change, fill, let_go, towns

from dashboard import dozens, queries
from model.errors import CatalogueError
from model.labels import Interest, Kind
from model.outing import Feedback, Outing, Verdict, Want
from model.search import defaults
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.indexing import current_index

SMALL, LARGE = 100_000, 1_000_000
FEW, MANY = 5, 50
"""Towns."""
PAGES, ROUNDS, RADIUS_KM, ONLINE = 300, 3, 50.0, 3
RATIO, LOAD_S, UPDATE, MEMORY_GB = 2.0, 1.0, 0.25, 8.0


def outing(found: queries.Snapshot, home: tuple[float, float], dice: random.Random) -> Outing:
    """What somebody may ask on Find."""
    some = partial(dice.choices, k=1)
    answers = {
        **defaults(),
        "near": f"{home[0]},{home[1]}",
        "when": some(["month", "week", "weekend", "quarter", "any"], [12, 3, 3, 1, 1])[0],
        "budget": dice.choice(["", "", "0", "60", "150"]),
        "sort": some(["fit", "date", "distance", "cost"], [5, 1, 1, 1])[0],
        "kind": some([(), (Kind.CLASS.value, Kind.PERFORMANCE.value)], [4, 1])[0],
        "days": some([(), ("fri", "sat")], [3, 1])[0],
        "setting": some(["any", "secular"], [3, 1])[0],
        "you": (dice.choice(list(Interest)).value,),
        "you_say": ", ".join(dice.sample(WISHES, 2)) if dice.random() < 0.6 else "",
        "partner_say": dice.choice(WISHES) if dice.random() < 0.4 else "",
        "not": some([(), (Interest.GAMES.value,)], [4, 1])[0],
    }
    asked = queries.outing(found, answers, NOW, radius_km=RADIUS_KM)
    if dice.random() < 0.25:
        said = [Verdict.SAVED, Verdict.LIKED, Verdict.NOT_FOR_US]
        events = dice.sample(range(len(found.index.events)), len(said))
        asked = replace(
            asked,
            feedback=tuple(
                Feedback(event=found.index.events[number], verdict=verdict)
                for number, verdict in zip(events, said, strict=True)
            ),
        )
    return asked


def page(found: queries.Snapshot, asked: Outing) -> int:
    """What Find looks up for its first page, as it does; how many cards there are."""
    inside = replace(asked, online=Want.NOT)
    near = queries.search(found, inside, NOW, dozens.MOST)
    if not near.cards:
        queries.ways_out(found, inside, NOW)
        near.removed  # noqa: B018 - the page tells it
    online = queries.search(found, replace(asked, online=Want.ONLY), NOW, ONLINE)
    return len(near.cards) + len(online.cards)


def pages(home: Path, places: int) -> dict[str, float]:
    """CPU and wall milliseconds of pages that are not the first of their kind."""
    found = queries.snapshot()
    assert found is not None
    dice, spots = random.Random(3), towns(places)
    asked = [outing(found, dice.choice(spots), dice) for _ in range(PAGES)]
    cards = [page(found, one) for one in asked]
    cpu, wall = [], []
    for one in asked:
        start = time.perf_counter()
        cpu.append(cpu_ms(partial(page, found, one)))
        wall.append((time.perf_counter() - start) * 1000)
    return {
        "p50": float(np.percentile(cpu, 50)),
        "p99": float(np.percentile(cpu, 99)),
        "wall p50": float(np.percentile(wall, 50)),
        "wall p99": float(np.percentile(wall, 99)),
        "cards": float(np.mean(cards)),
        "load_s": min(_seconds(partial(current_index, home)) for _ in range(3)),
        "memory": _memory(),
    }


def index(home: Path) -> dict[str, float]:
    """CPU seconds to bring the index up to date, and gigabytes at the peak."""
    start = time.process_time()
    rows = len(current_index(home))
    return {"cpu_s": time.process_time() - start, "rows": rows, "memory": _memory()}


def _seconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def _memory() -> float:
    """Gigabytes at the peak of this process, with what it mapped."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def step(name: str, home: Path, dates: int, places: int) -> Any:
    """What a process of its own does."""
    os.environ["TWOGETHER_HOME"] = str(home)
    path = Config(home).catalogue
    if name == "pages":
        return pages(home, places)
    if name == "index":
        return index(home)
    return {"s": _seconds(partial({"fill": fill, "change": change}[name], path, dates, places))}


def measured(scratch: Path, dense: bool) -> dict[int, dict[str, Any]]:
    """What each size took, by its number of dates."""
    sizes = {SMALL: FEW, LARGE: FEW if dense else MANY}
    homes = {dates: scratch / str(dates) for dates in sizes}
    found: dict[int, dict[str, Any]] = {dates: {} for dates in sizes}
    try:
        for dates, home in homes.items():
            if Catalogue.exists(Config(home).catalogue):
                msg = "TWOGETHER_DATABASE names a catalogue that is in use; write {home} in it"
                raise CatalogueError(msg)
            for at, name in enumerate(("fill", "index", "change", "index")):
                done = alone(__file__, name, home, dates, sizes[dates])
                found[dates][f"{name} {at}"] = done
                print(f"  {dates:,}: {name} {json.dumps(done)}", flush=True)
        rounds = [
            {d: alone(__file__, "pages", homes[d], d, sizes[d]) for d in sizes}
            for _ in range(ROUNDS)
        ]
        for dates in sizes:
            these = [one[dates] for one in rounds]
            found[dates] |= {name: median(one[name] for one in these) for name in these[0]}
    finally:
        for home in homes.values():
            let_go(Config(home).catalogue)
    return found


def main() -> int:
    """Fill, build, change, update and ask both sizes, and print the figures."""
    if len(sys.argv) > 2:
        name, home, dates, places = sys.argv[1:]
        print(json.dumps(step(name, Path(home), int(dates), int(places))))
        return 0
    dense = sys.argv[1:] == ["--dense"]
    with tempfile.TemporaryDirectory() as scratch:
        found = measured(Path(scratch), dense)
    small, large = found[SMALL], found[LARGE]
    kind = "as many towns" if dense else "ten times the towns"
    figures = [
        Figure(
            f"Find's first page, {LARGE:,} dates in {kind}, {quantile}", large[quantile], "ms",
            peer=small[quantile], of=f"{SMALL:,} dates", limit=RATIO,
            note=f"wall {small[f'wall {quantile}']:.1f} and {large[f'wall {quantile}']:.1f} ms; "
            f"{small['cards']:.0f} and {large['cards']:.0f} cards",
        )
        for quantile in ("p50", "p99")
    ]  # fmt: skip
    whole, again = large["index 1"], large["index 3"]
    return tell(
        *figures,
        Figure(f"load {LARGE:,} dates", large["load_s"], "s", limit=LOAD_S),
        Figure(
            f"index of {LARGE:,} dates after a change of 1 %", again["cpu_s"], "s",
            peer=whole["cpu_s"], of="a whole one", limit=UPDATE,
        ),
        Figure("memory to build it", whole["memory"], "GB", limit=MEMORY_GB),
        Figure("memory to search it", large["memory"], "GB", limit=MEMORY_GB),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
