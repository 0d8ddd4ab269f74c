"""Run the spider over some sources, live or from a recording."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerProcess

from crawlers import settings
from crawlers.adapters import adapter
from crawlers.collecting import collect_rarely
from crawlers.replay import read_recording
from crawlers.source import Source
from crawlers.spiders.events import EventSpider
from crawlers.stopping import UNLIMITED, Limits, Stop
from model.errors import InputError
from pipeline.harvest import Batch, Harvest, Seen

if TYPE_CHECKING:
    from crawlers.cluster.share import Share


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of earlier visits.

    Attributes:
        pages: those of the last good visit, by (source, url).
        unfinished: those read of sources that an earlier crawl did not finish, likewise.
        spent: pages fetched within a day, by slot.
    """

    pages: Mapping[tuple[str, str], Seen] = field(default_factory=dict)
    unfinished: Mapping[tuple[str, str], Batch] = field(default_factory=dict)
    spent: Mapping[str, int] = field(default_factory=dict)


FORGETFUL = Memory()


def crawl(
    sources: list[Source],
    now: datetime,
    *,
    replay: Path | None = None,
    record: Path | None = None,
    contact: str = "",
    loopback: bool = False,
    memory: Memory = FORGETFUL,
    limits: Limits = UNLIMITED,
    stop: Stop | None = None,
    listener: Callable[[Batch], None] | None = None,
    share: Share | None = None,
) -> Harvest:
    """What *sources* hold at *now*, or held when *replay* was recorded.

    Args:
        loopback: this machine's own servers may be asked.
        memory: what is known of the last visits.
        limits: what to end at; a source that was not read to its end is `cut_short`.
        stop: asked from outside, it ends the crawl too.
        share: what this process may ask, where it is one of many.

    Runs Scrapy's event loop, which a process can do only once.

    Raises:
        InputError: if a recording cannot be read or written.
        SourceError: if a source names no adapter that exists, or the web would be crawled
            without a contact.
    """
    for source in sources:
        if source.adapter:
            adapter(source.adapter, source)
    harvest = Harvest(sources, listener)
    if replay is not None:
        read_recording(replay)
        chosen = settings.replay(str(replay))
    else:
        chosen = settings.live(sources, contact, loopback=loopback, spent=memory.spent)
    if record is not None:
        if not record.absolute().parent.is_dir():
            msg = f"recording {str(record)!r} has no folder to be in; make the folder first"
            raise InputError(msg)
        chosen["RECORD_FILE"] = str(record)
        chosen["DOWNLOADER_MIDDLEWARES"] = {
            **chosen["DOWNLOADER_MIDDLEWARES"],
            "crawlers.replay.Record": 990,
        }
    if share is not None:
        chosen = settings.shared(chosen, share.asked, share.closed)
    chosen["DOWNLOADER_MIDDLEWARES"] = {
        **chosen["DOWNLOADER_MIDDLEWARES"],
        "crawlers.stopping.Brake": 565,
    }
    collect_rarely()
    process = AsyncCrawlerProcess(chosen)
    process.crawl(
        EventSpider,
        sources=sources,
        harvest=harvest,
        now=now,
        known=memory.pages,
        unfinished=memory.unfinished,
        limits=limits,
        stop=stop or Stop(),
        share=share,
    )
    process.start(install_signal_handlers=False)
    return harvest
