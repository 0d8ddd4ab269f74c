"""A crawl of 10 to 10,000 sources, fetched, stored and indexed: how its time and memory grow.

    python benchmarks/bench_sources.py [--count N --port N]

Each source is a thin calendar on a host of its own, of two events unlike all others, in one of
five towns.  Each size is a process of its own, which crawls without pauses and puts what it found
into an empty catalogue.  The exponent is fitted to the CPU time of all sizes:
1 is linear.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alone import alone
from figures import Figure, tell
from growth import growth
from loopback import hurry, serving
from town_of import shipped_texts

SIZES = (10, 100, 1_000, 10_000)
EVENTS, DAYS = 2, 90
TOWNS = ("Marietta, OH", "Asheville, NC", "Montclair, NJ", "Bloomington, IN", "Burlington, VT")
LIMIT_GROWTH, LIMIT_S, LIMIT_MB = 1.2, 600, 1_500
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

known = cache(shipped_texts)


def calendar(parts: list[str]) -> tuple[str, bytes]:
    """The calendar of the source that the path names."""
    number = parts[-1]
    dice = random.Random(number)
    lines = ["BEGIN:VCALENDAR"]
    for serial in range(EVENTS):
        name, description = dice.choice(known())
        words = " ".join(word for word in description.split() if dice.random() > 0.1)
        start = NOW + timedelta(hours=dice.randrange(1, DAYS * 24))
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}-{serial}@bench.example",
            f"SUMMARY:{_escaped(name)} {number}-{serial}",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DESCRIPTION:{_escaped(words)}",
            f"LOCATION:Hall {number}\\, {number} Mill Lane",
            "END:VEVENT",
        ]
    return "text/calendar", "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def measure(count: int, port: int) -> dict[str, float]:
    """CPU seconds to fetch and to store *count* sources; seconds of all; megabytes at the peak."""
    from crawlers.crawl import crawl
    from crawlers.source import Source
    from pipeline.recurrence import Horizon
    from pipeline.store import store

    hurry()
    sources = [
        Source(
            id=f"s{number}",
            name=f"Hall {number}",
            url=f"http://hall-{number}.example:{port}/{number}",
            timezone="America/New_York",
            locality=TOWNS[number % len(TOWNS)],
            adapter="ical",
        )
        for number in range(count)
    ]
    clocks = [(time.process_time(), time.perf_counter())]
    harvest = crawl(sources, NOW, contact="bench@hall.example", loopback=True)
    clocks.append((time.process_time(), time.perf_counter()))
    with TemporaryDirectory() as home:
        report = store(harvest, Path(home), Horizon(NOW))
        clocks.append((time.process_time(), time.perf_counter()))
    assert report.events == EVENTS * count, report.events
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (began, start), (fetched, _), (stored, end) = clocks
    cpu = {"fetch": fetched - began, "store": stored - fetched}
    return {**cpu, "clock": end - start, "memory": memory}


def main() -> int:
    """Measure each size, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("count", "port"):
        parser.add_argument(f"--{name}", type=int)
    chosen = parser.parse_args()
    if chosen.count:
        print(json.dumps(measure(chosen.count, chosen.port)))
        return 0
    with serving(calendar, many_hosts=True) as port:
        found = {size: alone(__file__, "--count", size, "--port", port) for size in SIZES}
    seconds = {name: {n: one[name] for n, one in found.items()} for name in ("fetch", "store")}
    most = found[SIZES[-1]]
    return tell(
        *growth("fetching and reading", seconds["fetch"], "s", LIMIT_GROWTH),
        *growth("into the catalogue", seconds["store"], "s", LIMIT_GROWTH),
        Figure(f"{SIZES[-1]:,} sources, by the clock", most["clock"], "s", limit=LIMIT_S),
        Figure(f"{SIZES[-1]:,} sources, memory", most["memory"], "MB", limit=LIMIT_MB),
    )


if __name__ == "__main__":
    sys.exit(main())
