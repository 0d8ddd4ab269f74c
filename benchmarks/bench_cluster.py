"""A crawl by two workers, two of which are killed, against one process: throughput and result.

    python benchmarks/bench_cluster.py [SITES]

Both crawl the same simulated sites on loopback, one after the other, each into a home of its own,
and must leave the same catalogue; no site may be asked for a page twice, nor sooner than after its
delay.  Prints the figures with their limits.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psutil
from same_catalogue import differences
from soaking.world import FIRST_DAY
from thin_town import Asked, build, serving

SITES, WORKERS, KILLS = 1_000, 2, 2
RATIO = 1.6
REST_S = 0.5
"""Between two requests to one address: the delay of a second, less what the server may be late."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a crawl took."""

    seconds: float
    cpu_s: float
    killed: int


def crawl(home: Path, *options: str, kills: int = 0) -> Figures:
    """The command, at work on the sources in *home*, with some of its workers killed."""
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", str(home), "--json"]
    command += ["--now", f"{FIRST_DAY}T06:00:00+00:00", *options]
    env = {**os.environ, "TWOGETHER_LOOPBACK": "allow"}
    began = time.monotonic()
    killed: list[int] = []
    with (home / "said.txt").open("wb") as said, (home / "report.json").open("wb") as report:
        process = subprocess.Popen(command, env=env, stdout=report, stderr=said)
        if kills:
            killer = threading.Thread(target=kill, args=(process.pid, home, kills, killed))
            killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit((home / "said.txt").read_text())
    return Figures(time.monotonic() - began, usage.ru_utime + usage.ru_stime, len(killed))


def kill(pid: int, home: Path, wanted: int, killed: list[int]) -> None:
    """Kill a worker in the middle of a shard, and another one when the next shard is done."""
    command = psutil.Process(pid)
    while len(killed) < wanted:
        done = len(list(home.glob("cluster/*/done/*.json")))
        try:
            below = command.children(recursive=True)
            at_work = [one.ppid() for one in below if "shard_crawl" in " ".join(one.cmdline())]
        except psutil.NoSuchProcess:
            if not psutil.pid_exists(pid):
                return
            continue
        fresh = [worker for worker in at_work if worker not in killed]
        if fresh and done >= len(killed):
            time.sleep(2)
            os.kill(fresh[0], signal.SIGKILL)
            killed.append(fresh[0])
        time.sleep(0.2)


def impolite(asked: Iterable[Asked]) -> list[str]:
    """What a site has to complain of: a page asked for twice, or too soon after another."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_host[one.host].append(one)
    found = [
        f"{host}{path} was asked for {count} times"
        for host, own in by_host.items()
        for path, count in Counter(one.path for one in own).items()
        if count > 1
    ]
    for host, own in by_host.items():
        gaps = [after.at - before.at for before, after in pairwise(own)]
        found += [f"{host} was left alone for {gap:.2f} s" for gap in gaps if gap < REST_S]
    return found


def main() -> int:
    """Measure both, print the figures; 1 when a limit is broken."""
    sites = build(int(sys.argv[1]) if len(sys.argv) > 1 else SITES)
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder, serving(sites) as town:
        figures, complaints, pages = [], [], 0
        for name, options, kills in (
            ("one", (), 0),
            ("many", ("--cluster", f"local:{WORKERS}"), KILLS),
        ):
            home = Path(folder) / name
            town.write_sources(home / "sources.toml")
            town.asked.clear()
            before = time.process_time()
            figures.append(crawl(home, *options, kills=kills))
            pages = len({(one.host, one.path) for one in town.asked if "robots" not in one.path})
            print(
                f"{name}: {len(sites)} sites, {pages} pages in {figures[-1].seconds:.0f} s, "
                f"{pages / figures[-1].seconds:.1f} pages/s, {figures[-1].cpu_s:.0f} s of CPU "
                f"(the sites' server: {time.process_time() - before:.0f} s)",
                flush=True,
            )
            complaints.append(impolite(town.asked))
        odd = differences(*(Path(folder) / name / "catalogue.db" for name in ("one", "many")))
        shards = [line for line in (home / "said.txt").read_text().splitlines() if "shard" in line]
    print("\n".join(shards))
    ratio = figures[0].seconds / figures[1].seconds
    again = sum("times" in one for one in complaints[1])
    soon = sum("alone" in one for one in complaints[1])
    print(f"throughput: {ratio:.2f} times that of one process (at least {RATIO})")
    print(f"workers killed on the way: {figures[1].killed} (of {KILLS})")
    print(f"rows that differ: {sum(map(len, odd.values()))} (limit 0) {sorted(odd)}")
    print(f"asked too soon: {soon} (limit 0; one process: {len(complaints[0])})")
    print(f"pages and robots.txt that were on their way at a kill, and asked for again: {again}")
    return int(ratio < RATIO or figures[1].killed < KILLS or bool(odd) or soon > 0)


if __name__ == "__main__":
    sys.exit(main())
