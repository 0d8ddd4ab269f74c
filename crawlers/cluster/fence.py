"""Downloader middlewares of a shard: other shards' servers are not asked, nor its own too soon."""

from __future__ import annotations

import asyncio
import time
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

from crawlers.cluster.share import Share
from crawlers.platforms import slot
from crawlers.settings import DELAY_S
from crawlers.stopping import NotReached


class Elsewhere(NotReached):
    """The page is on a server that another shard asks."""


class Fence:
    """Keeps a shard to its servers, and answers what this run was answered from its journal."""

    def __init__(self, share: Share) -> None:
        self.share = share

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made with the spider's share."""
        return cls(crawler.spider.share)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> Response | None:
        """Raises `Elsewhere` for a page on a server of another shard."""
        known = self.share.robots.get(request.url)
        if known is not None:
            return TextResponse(request.url, body=known.encode(), request=request)
        server = slot(request.url)
        if self.share.owner(server) != self.share.name:
            source = request.cb_kwargs.get("source")
            if source is not None:
                self.share.led[source.id].add(server)
            msg = f"{request.url} is on {server}, which another shard asks"
            raise Elsewhere(msg)
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Writes down a robots.txt; one that is not there allows everything, as an empty one."""
        asked = next(iter(request.meta.get("redirect_urls", ())), request.url)
        if asked.endswith("/robots.txt") and asked not in self.share.robots:
            if response.status == 200:
                self.share.keep_robots(asked, response.body.decode("utf-8", "replace"))
            elif response.status in (404, 410):
                self.share.keep_robots(asked, "")
        return response


class Pause:
    """Lets a server rest after each answer, and after its process was lost."""

    def __init__(self, crawler: Crawler, share: Share) -> None:
        self.crawler = crawler
        self.share = share

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made with the spider's share."""
        middleware = cls(crawler, crawler.spider.share)  # type: ignore[union-attr]
        crawler.signals.connect(middleware.answered, signal=signals.response_downloaded)
        return middleware

    async def process_request(self, request: Request) -> None:
        """Waits for as long as the server wants between two pages, from the shard's beginning."""
        engine = self.crawler.engine
        if not self.share.again or engine is None:
            return
        own = engine.downloader.per_slot_settings.get(request.meta["download_slot"], {})
        wait = self.share.began + own.get("delay", DELAY_S) - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)

    def answered(self, request: Request) -> None:
        """Lets the rest of a server begin with its answer.

        Scrapy counts it from when the request is due, which may leave later where several
        processes share a processor.
        """
        assert self.crawler.engine is not None
        slots = self.crawler.engine.downloader.slots
        if (own := slots.get(request.meta["download_slot"])) is not None:
            own.lastseen = time.monotonic()
