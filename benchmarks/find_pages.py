"""What Find looks up for the first page of many visitors, and what that costs."""

from __future__ import annotations

import random
import resource
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from bench_rank import WISHES
from clock import cpu_ms
from million import NOW, towns

from dashboard import dozens, queries
from model.labels import Interest, Kind
from model.outing import Feedback, Outing, Verdict, Want
from model.search import defaults
from pipeline.indexing import current_index

PAGES, RADIUS_KM, ONLINE = 300, 50.0, 3


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
        "load_s": cpu_ms(partial(current_index, home)) / 1000,
        "memory": peak_gb(),
    }


def peak_gb() -> float:
    """Gigabytes at the peak of this process, with what it mapped."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
