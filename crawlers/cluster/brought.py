"""What a cluster's crawl brought: partitions that workers read where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from crawlers.cluster import partition
from crawlers.cluster.folder import RunFolder
from crawlers.cluster.journal import Answered
from crawlers.source import Source
from pipeline.harvest import Haul, Load


class Partitions:
    """The hauls of a run, in the partitions of the shards that read each source last.

    Args:
        lost: shards that could not be crawled to their end, each with why.
        seconds: how long the crawl took.

    Attributes:
        stopped: why the crawl ended before every source was read; "" when each was.
    """

    def __init__(self, folder: RunFolder, lost: Mapping[str, str], seconds: float) -> None:
        self.folder, self.lost = folder, lost
        self.seconds: float | None = seconds
        ended = [done.stopped for name in folder.names() if (done := folder.done(name))]
        self.stopped = next(filter(None, (*ended, *lost.values())), "")

    def parts(self) -> Sequence[tuple[Sequence[Source], Load]]:
        """The sources of each shard, with what gives their hauls."""
        last = {one.id: name for name in self.folder.names() for one in self.folder.sources(name)}
        found = []
        for name in dict.fromkeys(last.values()):
            sources = [one for one in self.folder.sources(name) if last[one.id] == name]
            ids = [source.id for source in sources]
            if name in self.lost:
                load = partial(unfinished, self.folder, name, ids, self.lost[name])
            else:
                load = partial(partition.read, self.folder, name, ids)
            found.append((sources, load))
        return found


def unfinished(folder: RunFolder, name: str, wanted: Sequence[str], why: str) -> list[Haul]:
    """What is known of a shard's sources that could not be crawled to their end."""
    sources = {source.id: source for source in folder.sources(name)}
    hauls = {id_: Haul(sources[id_], cut_short=why) for id_ in wanted}
    for page in Answered.read(folder.journals(name), hauls).pages.values():
        hauls[page.fetch.source].add(page)
    return list(hauls.values())
