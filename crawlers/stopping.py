"""How a crawl ends before it is through: its time, its pages, or a word from outside."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from pipeline.durations import spoken

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one crawl may do.

    Attributes:
        at_most: time for fetching, None for as long as it takes.
        pages: to fetch, None for as many as there are.
    """

    at_most: timedelta | None = None
    pages: int | None = None


UNLIMITED = Limits()


class NotReached(IgnoreRequest):
    """The crawl ended before the turn of this page came."""


class Stop:
    """Whether a crawl has been asked to end.

    Attributes:
        why: in words; "" while it may go on.
        is_now: what waits for its turn is let go, too.
        act: what to do when it is.
    """

    def __init__(self) -> None:
        self.why = ""
        self.is_now = False
        self.act: Callable[[], object] | None = None

    def begin_nothing(self, why: str) -> None:
        """Ask for no more pages than have been asked for; the first reason stands."""
        self.why = self.why or why

    def end(self, why: str) -> None:
        """End the crawl as soon as what is on its way is in."""
        self.begin_nothing(why)
        self.is_now = True
        if self.act is not None:
            self.act()


@contextmanager
def told_by_signals() -> Iterator[Stop]:
    """A stop that SIGTERM and SIGINT ask for; a second SIGINT interrupts at once."""
    stop = Stop()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_now and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.end(f"it was told to by {signal.Signals(number).name}")

    before = {number: signal.signal(number, ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Brake:
    """Downloader middleware: once the crawl is to end, nothing more is asked of any server.

    What is on its way is waited for; what waits for its turn is let go.  It stands last, so that
    a page whose robots.txt comes in meanwhile is not asked for either.
    """

    def __init__(self, crawler: Crawler, stop: Stop, limits: Limits) -> None:
        self.crawler = crawler
        self.stop = stop
        self.limits = limits
        self.asked = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made with the spider's stop and limits."""
        spider = crawler.spider
        brake = cls(crawler, spider.stop, spider.limits)  # type: ignore[union-attr]
        crawler.signals.connect(brake.started, signal=signals.engine_started)
        crawler.signals.connect(brake.stopped, signal=signals.engine_stopped)
        return brake

    def started(self) -> None:
        """Wait for the end of the crawl's time, or for a word from outside."""
        loop = asyncio.get_running_loop()
        self.stop.act = lambda: loop.call_soon_threadsafe(self.close)
        if self.limits.at_most is not None:
            why = f"its {spoken(self.limits.at_most)} were over"
            loop.call_later(self.limits.at_most.total_seconds(), self.stop.end, why)
        if self.stop.is_now:
            self.close()

    def stopped(self) -> None:
        """Let what comes after the crawl run to its end."""
        self.stop.act = None

    def process_request(self, request: Request) -> None:
        """Raises `NotReached` when the crawl is to end."""
        if not self.stop.why and not request.url.endswith("/robots.txt"):
            if self.asked == self.limits.pages:
                self.stop.begin_nothing(f"its {self.limits.pages} pages were fetched")
            self.asked += 1
        if self.stop.why:
            raise NotReached(self.stop.why)

    def close(self) -> None:
        """Let go of what waits in the servers' queues, and end the crawl when the rest is in."""
        engine = self.crawler.engine
        if engine is None or engine.spider is None:
            return
        for slot in engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(NotReached(self.stop.why))
        self.closing = asyncio.ensure_future(engine.close_spider_async(reason="stopped"))
