"""A month of a simulated town: 200 sites, 8 platforms, faults, kills, clocks that jump.

    python benchmarks/soak.py [--seed N] [--sites N] [--days N] [--kills N]

Every run is the real command in a process of its own, against servers on loopback.  After each
one the catalogue is compared with what the sites have shown; the first broken promise ends the
soak with its seed and day.  Prints the figures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from figures import Figure, tell
from soaking.command import crawl, killed, write_sources
from soaking.oracle import Oracle
from soaking.server import serving
from soaking.shown import Violation
from soaking.steps import Step, steps
from soaking.town import build
from soaking.world import Site

RUN_S, RUN_MB = 60, 600


@dataclass(slots=True)
class Figures:
    """What a soak measured."""

    runs: int = 0
    kills: int = 0
    killed_after_writing: int = 0
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)


def soak(home: Path, seed: int, sites: list[Site], days: int, kills: int) -> Iterator[Figures]:
    """Live through the days; gives the figures so far after each run.

    Raises:
        Violation: with the seed and the day.
    """
    oracle = Oracle(sites, home / "catalogue.db")
    figures = Figures()
    with serving(sites) as town:
        write_sources(sites, town, home / "sources.toml")
        for step in steps(seed, days, kills):
            town.day = step.day
            try:
                _step(home, step, oracle, figures)
            except Violation as broken:
                raise Violation(f"seed {seed}, day {step.day}, {step.now}: {broken}") from None
            figures.counts = dict(oracle.figures)
            yield figures


def _step(home: Path, step: Step, oracle: Oracle, figures: Figures) -> None:
    """One run, and what must hold after it."""
    begun = time.monotonic()
    process = crawl(home, step.now)
    usual = figures.seconds[-1] if figures.seconds else 10.0
    was_killed = step.kill is not None and killed(process, home, step.kill * usual)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    figures.runs += 1
    figures.peak_mb = max(figures.peak_mb, usage.ru_maxrss / 1024)
    recorded = oracle.look(step.day, step.now)
    if was_killed:
        figures.kills += 1
        figures.killed_after_writing += recorded
        return
    if process.returncode != 0 or recorded != 1:
        said = (home / "stderr.txt").read_text("utf-8", "replace")[-2000:]
        raise Violation(f"the run ended with {process.returncode}, {recorded} recorded: {said}")
    figures.seconds.append(time.monotonic() - begun)


def main() -> int:
    """Live through a month and print the figures; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("seed", 1), ("sites", 200), ("days", 30), ("kills", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    sites = build(chosen.seed, chosen.sites, chosen.days)
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        try:
            for figures in soak(Path(folder), chosen.seed, sites, chosen.days, chosen.kills):
                seconds = f"{figures.seconds[-1]:.0f} s" if figures.seconds else "killed"
                visits = figures.counts.get("visits", 0)
                print(f"run {figures.runs}: {visits} visits, {seconds}", flush=True)
        except Violation as broken:
            return tell(Figure("promises broken", 1, limit=0, note=str(broken)))
    say(figures, sites)
    seconds, counts = figures.seconds, figures.counts
    checked = f"{figures.runs} runs, {figures.kills} killed, {counts['dates']:,} dates checked"
    return tell(
        Figure("promises broken", 0, limit=0, note=checked),
        Figure("a run, by the clock", median(seconds), "s", limit=RUN_S),
        Figure("memory at the peak", figures.peak_mb, "MB", limit=RUN_MB),
    )


def say(figures: Figures, sites: list[Site]) -> None:
    """Print what the month was like."""
    counts = figures.counts
    faults = {name[6:]: count for name, count in counts.items() if name.startswith("fault ")}
    platforms = len({site.platform for site in sites})
    print(f"soak: {len(sites)} sites on {platforms} platforms, {figures.runs} runs, of which")
    print(f"  {figures.kills} were killed ({figures.killed_after_writing} after they had written)")
    print(f"  {counts['visits']} visits, {counts['pages']} pages, {counts['dates']} dates checked")
    print(f"  {sum(faults.values())} visits met a fault, all classified rightly:")
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(faults.items())))
    print("  none was lost, shown twice or falsely cancelled: the first to be would have ended it")


if __name__ == "__main__":
    sys.exit(main())
