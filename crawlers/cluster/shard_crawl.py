"""The process that crawls one shard: `python -m crawlers.cluster.shard_crawl FOLDER NAME`.

It ends when its standard input does, so that none goes on whose worker was lost.
"""

from __future__ import annotations

import os
import select
import socket
import sys
import threading
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from crawlers.cluster import partition
from crawlers.cluster.folder import Done, RunFolder
from crawlers.cluster.journal import Answered, Journal
from crawlers.cluster.share import Share
from crawlers.crawl import Memory, crawl
from crawlers.stopping import Stop
from pipeline import page_codec
from pipeline.durations import spoken
from pipeline.harvest import Harvest

LOOK_EVERY_S = 0.5


def main() -> None:
    """Crawl the shard, unless it is done."""
    folder, name = RunFolder(Path(sys.argv[1])), sys.argv[2]
    stop = Stop()
    threading.Thread(target=_watch, args=(folder, stop), daemon=True).start()
    with folder.alone(name):
        if folder.done(name) is None:
            _crawl(folder, name, stop)


def _watch(folder: RunFolder, stop: Stop) -> None:
    """End at once with the worker, and politely when the run is to end."""
    limit = folder.read("limit")
    while not select.select([sys.stdin], [], [], LOOK_EVERY_S)[0]:
        if why := folder.stopped():
            stop.end(why)
        elif limit["until"] is not None and time.time() > limit["until"]:
            stop.end(f"its {spoken(timedelta(seconds=limit['at_most_s']))} were over")
    os._exit(1)


def _crawl(folder: RunFolder, name: str, stop: Stop) -> None:
    began = time.monotonic()
    plan, memory = folder.read("plan"), _memory(folder, name)
    sources = folder.sources(name)
    answered = Answered.read(folder.journals(name), {source.id for source in sources})
    journal = Journal(folder.journal(name))
    share = Share(folder, name, answered, journal)
    worker = f"{socket.gethostname()}:{os.getppid()}"
    journal.begin(worker)
    harvest = crawl(
        sources,
        datetime.fromisoformat(plan["now"]),
        contact=plan["contact"],
        loopback=plan["loopback"],
        memory=Memory(memory.pages, {**memory.unfinished, **answered.pages}, memory.spent),
        stop=stop,
        share=share,
    )
    partition.write(folder, name, harvest)
    begun = answered.begun + 1
    done = _done(name, harvest, time.monotonic() - began, begun, worker, share)
    folder.write(f"done/{name}", asdict(done))


def _memory(folder: RunFolder, name: str) -> Memory:
    """What was known of the shard's sources before the run."""
    document = folder.read(f"memory/{name}")
    seen = map(page_codec.seen, document["pages"])
    unfinished = map(page_codec.from_json, document["unfinished"])
    return Memory(
        pages={(one.source, one.url): one for one in seen},
        unfinished={(one.seen.source, one.seen.url): one for one in unfinished if one.seen},
        spent=document["spent"],
    )


def _done(
    name: str, harvest: Harvest, seconds: float, begun: int, worker: str, share: Share
) -> Done:
    hauls = harvest.hauls.values()
    return Done(
        shard=name,
        sources=len(hauls),
        pages=sum(len(haul.answers) for haul in hauls),
        failed=sum(len(haul.failures) for haul in hauls),
        listings=sum(len(haul.listings) for haul in hauls),
        seconds=round(seconds, 1),
        begun=begun,
        worker=worker,
        stopped=harvest.stopped,
        cut_short={haul.source.id: haul.cut_short for haul in hauls if haul.cut_short},
        led={source: sorted(servers) for source, servers in share.led.items()},
    )


if __name__ == "__main__":
    main()
