"""Fetch every source and hand its bytes to its adapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.fingerprint import content_hash, reader
from crawlers.manners import TooBusy
from crawlers.outcome import outcome
from crawlers.reading import read_page
from crawlers.settings import TIMEOUT_S
from crawlers.signs import is_page, obstacle
from crawlers.source import Page, Source
from crawlers.stopping import Limits, NotReached, Stop
from model.errors import ParseError
from pipeline.harvest import Batch, Fetch, Harvest, Seen

if TYPE_CHECKING:
    from crawlers.cluster.share import Share

MAX_PAGES = 60
NOT_MODIFIED = 304


class EventSpider(scrapy.Spider):
    """The only spider: sources say where, adapters say how.

    Args:
        sources: what to crawl.
        harvest: where it puts what was found.
        now: dates without a year are read as of then.
        known: the pages of the last good visit, by (source, url).
        unfinished: the pages answered of sources that an earlier crawl did not finish, likewise.
        limits, stop: what ends the crawl before it is through.
        share: what this process may ask, where it is one of many.
    """

    name = "events"

    def __init__(
        self,
        sources: list[Source],
        harvest: Harvest,
        now: datetime,
        known: Mapping[tuple[str, str], Seen],
        unfinished: Mapping[tuple[str, str], Batch],
        limits: Limits,
        stop: Stop,
        share: Share | None = None,
    ) -> None:
        super().__init__()
        self.sources = sources
        self.harvest = harvest
        self.now = now
        self.began = share.run_began if share is not None else datetime.now(UTC)
        self.known = {key: seen for key, seen in known.items() if seen.reader == reader()}
        self.unfinished = unfinished
        self.limits = limits
        self.stop = stop
        self.share = share
        self.pages: Counter[str] = Counter()
        self.asked: set[tuple[str, str]] = set()
        self.answered: set[tuple[str, str]] = set()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for source in self.sources:
            for request in self.visit(source, source.url, source.adapter):
                yield request

    def closed(self, reason: str) -> None:
        """Mark the sources that were not read to their end when the crawl had to stop."""
        if self.stop.why:
            begun = {source for source, _ in self.asked}
            open_ = {source for source, _ in self.asked - self.answered}
            for source in self.sources:
                if source.id in open_ or source.id not in begun:
                    self.harvest.cut_short(source.id, self.stop.why)

    def visit(self, source: Source, url: str, name: str) -> Iterator[scrapy.Request]:
        """The request for one page; where it was answered already, those for what it leads to."""
        batch = self.unfinished.get((source.id, url))
        if batch is None or (batch.seen is not None and batch.seen.reader != reader()):
            yield self.request(source, url, name)
            return
        self.pages[source.id] += 1
        self.asked.add((source.id, url))
        self.take(batch, source, url)
        if batch.seen is not None:
            yield from self.follow(source, batch.seen.links)

    def answer(self, batch: Batch, source: Source, asked: str) -> None:
        """Harvest one page that has just been answered, or has just failed."""
        if self.share is not None:
            self.share.keep(asked, batch)
        self.take(batch, source, asked)

    def take(self, batch: Batch, source: Source, asked: str) -> None:
        """Harvest one page, which answers a request."""
        self.answered.add((source.id, asked))
        self.harvest.add(batch)

    def request(self, source: Source, url: str, name: str) -> scrapy.Request:
        """A request for one page of *source*; two sources may share a page."""
        self.pages[source.id] += 1
        self.asked.add((source.id, url))
        known = self.known.get((source.id, url))
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        meta: dict[str, Any] = {"handle_httpstatus_list": [NOT_MODIFIED]} if headers else {}
        if source.timeout_s is not None:
            meta["download_timeout"] = min(source.timeout_s, TIMEOUT_S)
        return scrapy.Request(
            url,
            headers=headers,
            meta=meta,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"source": source, "name": name, "asked": url},
            dont_filter=True,
        )

    def parse(
        self, response: Response, source: Source, name: str, asked: str
    ) -> list[scrapy.Request] | None:
        """Harvest the page, and ask for the pages that it leads to."""
        batch = self.read(response, source, name, asked)
        self.answer(batch, source, asked)
        links = batch.seen.links if batch.seen is not None else ()
        return list(self.follow(source, links)) if links else None

    def read(self, response: Response, source: Source, name: str, asked: str) -> Batch:
        """What the page holds, or how it failed to hold anything."""
        known = self.known.get((source.id, asked))
        digest = content_hash(response.body)
        if known is not None and (response.status == NOT_MODIFIED or digest == known.content_hash):
            fetch = self.fetch(source, response, "not_modified", content_hash=known.content_hash)
            return Batch(fetch=fetch, seen=known, unchanged=True)
        try:
            reading = read_page(response.body, source, Page(response.url, self.now), name)
        except ParseError as error:
            ended = obstacle(response, asked) or "parse_error"
            if ended == "parse_error" and name and is_page(response.body):
                ended = "html_for_feed"
            return Batch(fetch=self.fetch(source, response, ended, detail=str(error)))
        except Exception as error:  # noqa: BLE001 - a fault of one adapter must cost one page
            return Batch(fetch=self.fetch(source, response, "adapter_error", detail=repr(error)))
        found_nothing = not (reading.listings or reading.links or reading.set_aside)
        if found_nothing and (ended := obstacle(response, asked)):
            detail = f"{response.url} holds no announcements"
            return Batch(fetch=self.fetch(source, response, ended, detail=detail))
        return Batch(
            fetch=self.fetch(source, response, content_hash=digest),
            listings=reading.listings,
            set_aside=reading.set_aside,
            seen=Seen(
                source=source.id,
                url=asked,
                reader=reader(),
                etag=_header(response, "ETag"),
                last_modified=_header(response, "Last-Modified"),
                content_hash=digest,
                uids=tuple(listing.uid for listing in reading.listings),
                links=tuple((link.url, link.adapter or name) for link in reading.links),
            ),
        )

    def follow(
        self, source: Source, links: tuple[tuple[str, str], ...]
    ) -> Iterator[scrapy.Request]:
        """Requests for further pages; past the cap, the record that there are more."""
        for url, name in links:
            if (source.id, url) in self.asked:
                continue
            if self.pages[source.id] < MAX_PAGES:
                yield from self.visit(source, url, name)
            elif self.pages[source.id] == MAX_PAGES:
                self.pages[source.id] += 1
                detail = f"{MAX_PAGES} pages were read; this is the next"
                fetch = Fetch(
                    source=source.id,
                    url=url,
                    fetched_at=self.on_its_clock(datetime.now(UTC)),
                    outcome="page_cap",
                    detail=detail,
                )
                self.harvest.add(Batch(fetch=fetch))

    def fetch(self, source: Source, response: Response, ended: str = "ok", **facts: Any) -> Fetch:
        """The record of a page that arrived."""
        return Fetch(
            source=source.id,
            url=response.url,
            fetched_at=self.on_its_clock(datetime.now(UTC)),
            outcome=ended,
            status=response.status,
            size=len(response.body),
            **facts,
        )

    def on_its_clock(self, moment: datetime) -> datetime:
        """What the time is at *moment* of this machine to a crawl that began at its own `now`."""
        return (self.now + (moment - self.began)).astimezone(UTC)

    def failed(self, failure: Failure) -> None:
        """The record of a page that did not arrive, or of a fault in reading it."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        assert error is not None
        if isinstance(error, NotReached):
            return
        name, status = outcome(error)
        source = request.cb_kwargs["source"]
        fetch = Fetch(
            source=source.id,
            url=request.url,
            fetched_at=self.on_its_clock(datetime.now(UTC)),
            outcome=name,
            status=status,
            detail=str(error) or repr(error),
        )
        if isinstance(error, TooBusy):
            until = self.on_its_clock(error.until)
            fetch = replace(fetch, not_before=until.isoformat())
        self.answer(Batch(fetch=fetch), source, request.cb_kwargs["asked"])


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
