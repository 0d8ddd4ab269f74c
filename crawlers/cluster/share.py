"""What one process of many may ask: its own servers, and nothing twice."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from crawlers.cluster.folder import RunFolder, round_of
from crawlers.cluster.journal import Answered, Journal
from crawlers.platforms import slot
from pipeline.harvest import Batch
from pipeline.outcomes import KEPT


class Share:
    """A shard while it is crawled.

    Args:
        answered: what servers have answered in this run.
        journal: that takes what they answer now.

    Attributes:
        again: some of its servers have been asked in this run, perhaps a moment ago.
        began: of `time.monotonic`.
        run_began: when the run did.
        led: by source, servers that its pages led to and another shard has.
    """

    def __init__(self, folder: RunFolder, name: str, answered: Answered, journal: Journal) -> None:
        self.folder, self.name = folder, name
        self.answered, self.journal = answered, journal
        self.owners = folder.owners(name)
        self.again = answered.begun > 0 or round_of(name) > 0
        self.began = time.monotonic()
        self.run_began = datetime.fromisoformat(folder.read("plan")["began"])
        self.led: dict[str, set[str]] = defaultdict(set)
        self.robots = dict(answered.robots)

    def keep(self, asked: str, page: Batch) -> None:
        """Write down a page that has just been answered."""
        self.journal.page(asked, page)

    def keep_robots(self, url: str, body: str) -> None:
        """Write down a robots.txt that has just been answered."""
        self.robots[url] = body
        self.journal.robots(url, body)

    def owner(self, server: str) -> str:
        """The shard that asks *server*."""
        if server not in self.owners:
            self.owners[server] = self.folder.claim(server, self.name)
        return self.owners[server]

    @property
    def asked(self) -> Counter[str]:
        """Pages that were asked for in this run, by slot."""
        pages = self.answered.pages.values()
        return Counter(slot(one.fetch.url) for one in pages if one.fetch.outcome != KEPT)

    @property
    def closed(self) -> Mapping[str, tuple[str, datetime]]:
        """The servers that have asked in this run to be left alone, with their words."""
        return {
            slot(one.fetch.url): (one.fetch.detail, datetime.fromisoformat(one.fetch.not_before))
            for one in self.answered.pages.values()
            if one.fetch.not_before
        }
