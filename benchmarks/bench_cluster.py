"""A crawl by two workers, two of which are killed, against one process: throughput and result.

    python benchmarks/bench_cluster.py [SITES]

Both crawl the same simulated sites on loopback, one after the other, each into a home of its own,
and must leave the same catalogue; no server may be asked sooner than after its delay.
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
from figures import Figure, tell
from same_catalogue import differences
from soaking.world import FIRST_DAY
from thin_town import Asked, build, serving

SITES, WORKERS, KILLS = 10_000, 2, 2
RATIO = 1.6
REST_S = 0.5
"""Between two requests to one address: the delay of a second, less what the server may be late."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a crawl took."""

    seconds: float
    cpu_s: float
    killed: int


def crawl(home: Path, *options: str, kills: int = 0) -> Took:
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
    return Took(time.monotonic() - began, usage.ru_utime + usage.ru_stime, len(killed))


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


def impolite(asked: Iterable[Asked], rest_s: float = REST_S) -> list[str]:
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
        found += [f"{host} was left alone for {gap:.2f} s" for gap in gaps if gap < rest_s]
    return found


def main() -> int:
    """Crawl with one process, then with many workers, and tell how they compare."""
    sites = build(int(sys.argv[1]) if len(sys.argv) > 1 else SITES)
    found, complaints = [], []
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder, serving(sites) as town:
        homes = [Path(folder) / name for name in ("one", "many")]
        for home, options in zip(homes, ((), ("--cluster", f"local:{WORKERS}")), strict=True):
            town.write_sources(home / "sources.toml")
            town.asked.clear()
            found.append(crawl(home, *options, kills=KILLS if options else 0))
            complaints.append(impolite(town.asked))
        odd = differences(*(home / "catalogue.db" for home in homes))
        print((homes[1] / "said.txt").read_text())
    one, many = found
    soon = [sum("left alone" in line for line in lines) for lines in complaints]
    again = len(complaints[1]) - soon[1]
    size = f"{len(sites):,} sites"
    return tell(
        Figure(
            f"{size} with {WORKERS} workers, {KILLS} of them killed",
            len(sites) / many.seconds,
            "pages/s",
            limit=RATIO,
            peer=len(sites) / one.seconds,
            of="one process",
            better="more",
        ),
        Figure(f"CPU of {size}", many.cpu_s, "s", peer=one.cpu_s, of="one process"),
        Figure("workers killed on the way", many.killed, limit=KILLS, better="more"),
        Figure("rows that differ", sum(map(len, odd.values())), limit=0, note=", ".join(odd)),
        Figure(
            f"servers left alone for less than {REST_S} s",
            soon[1],
            limit=soon[0],
            note="at most as often as the clock of one process has it",
        ),
        Figure("asked for again, since they were on their way at a kill", again),
    )


if __name__ == "__main__":
    sys.exit(main())
