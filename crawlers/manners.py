"""A guest's manners: as slow, as seldom and as little as a server asks for, and never more."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.platforms import slot

PAGES_A_DAY = 500
MAX_WAIT_S = 60.0
ASKS_TO_WAIT = (429, 503)


class OverBudget(IgnoreRequest):
    """The day's pages for this server are used up."""


class TooBusy(IgnoreRequest):
    """The server asks to be left alone for longer than a run waits.

    Attributes:
        until: when it may be asked again, in UTC.
    """

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class Manners:
    """Downloader middleware: one slot per platform, Crawl-delay, Retry-After, a day's budget.

    Args:
        spent: pages fetched in the last day, by slot.
    """

    def __init__(self, crawler: Crawler, spent: Mapping[str, int]) -> None:
        self.crawler = crawler
        self.spent = Counter(spent)
        self.closed: dict[str, TooBusy] = {}
        self.single: dict[str, TooBusy] = {}
        self.asked: frozenset[str] = frozenset()
        self.delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made with the pages that the setting PAGES_SPENT says were fetched today.

        SERVERS_ASKED and SERVERS_CLOSED are what another process knew that began the same crawl.
        """
        middleware = cls(crawler, crawler.settings.getdict("PAGES_SPENT"))
        middleware.asked = frozenset(crawler.settings.getlist("SERVERS_ASKED"))
        closed = crawler.settings.getdict("SERVERS_CLOSED")
        middleware.closed = {key: TooBusy(*said) for key, said in closed.items()}
        crawler.signals.connect(middleware.robots_parsed, signal=signals.robots_parsed)
        return middleware

    def process_request(self, request: Request) -> None:
        """Puts the request in its platform's slot; raises when the server has had enough."""
        key = slot(request.url)
        request.meta["download_slot"] = key
        if key in self.closed:
            raise self.closed[key]
        if request.url.endswith("/robots.txt"):
            return
        if key in self.single:
            self.closed[key] = self.single.pop(key)
        if self.spent[key] >= PAGES_A_DAY:
            msg = f"{PAGES_A_DAY} pages of {key} were fetched within a day"
            raise OverBudget(msg)
        self.spent[key] += 1
        if key in self.delays:
            request.meta["autothrottle_dont_adjust_delay"] = True

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """Waits as long as the server asks, once; raises `TooBusy` when that is too long."""
        if response.status not in ASKS_TO_WAIT or b"Retry-After" not in response.headers:
            return response
        wait = seconds(response.headers[b"Retry-After"] or b"", datetime.now(UTC))
        key = slot(request.url)
        if wait > MAX_WAIT_S or request.meta.get("waited"):
            until = datetime.now(UTC) + timedelta(seconds=wait)
            self.closed[key] = TooBusy(f"{key} asks not to be visited for {wait:.0f} s", until)
            raise self.closed[key]
        await asyncio.sleep(wait)
        again: Request = request.replace(dont_filter=True)
        again.meta["waited"] = True
        return again

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Slows the server's slot down to the Crawl-delay of its robots.txt.

        A server that asks for more than a run waits gives one page a run.
        """
        rules: Any = getattr(robotparser, "rp", None)
        agent = self.crawler.settings["USER_AGENT"]
        asked = rules.crawl_delay(agent) if rules is not None else None
        engine = self.crawler.engine
        if not asked or engine is None:
            return
        key = slot(request.url)
        downloader = engine.downloader
        default = downloader.slots[key].delay if key in downloader.slots else 0.0
        delay = max(float(asked), default)
        if delay > MAX_WAIT_S:
            until = datetime.now(UTC) + timedelta(seconds=delay)
            msg = (
                f"robots.txt of {key} asks for {delay:.0f} s between pages, longer than a run waits"
            )
            (self.closed if key in self.asked else self.single)[key] = TooBusy(msg, until)
            return
        self.delays[key] = delay
        downloader.per_slot_settings[key] = {"delay": delay}
        if key in downloader.slots:
            downloader.slots[key].delay = delay
        request.meta["autothrottle_dont_adjust_delay"] = True


def seconds(value: bytes, now: datetime) -> float:
    """The wait that a Retry-After asks for, which is a number of seconds or a date.

    >>> seconds(b"120", datetime(2026, 3, 1, tzinfo=UTC))
    120.0
    >>> seconds(b"Sun, 01 Mar 2026 00:05:00 GMT", datetime(2026, 3, 1, tzinfo=UTC))
    300.0
    >>> seconds(b"later", datetime(2026, 3, 1, tzinfo=UTC))
    0.0
    """
    words = value.decode("latin-1").strip()
    if words.isdecimal():
        return float(words)
    try:
        return max(0.0, (parsedate_to_datetime(words) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0
