"""Fetch every source and hand its bytes to its adapter."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.outcome import outcome
from crawlers.reading import read_page
from crawlers.source import Page, Source
from model.errors import ParseError
from pipeline.harvest import Batch, Fetch, Harvest

MAX_PAGES = 60


class EventSpider(scrapy.Spider):
    """The only spider: sources say where, adapters say how.

    Args:
        sources: what to crawl.
        harvest: where the item pipeline puts what was found.
        now: dates without a year are read as of then.
    """

    name = "events"

    def __init__(self, sources: list[Source], harvest: Harvest, now: datetime) -> None:
        super().__init__()
        self.sources = sources
        self.harvest = harvest
        self.now = now
        self.pages: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for source in self.sources:
            yield self.request(source, source.url, source.adapter)

    def request(self, source: Source, url: str, name: str) -> scrapy.Request:
        """A request for one page of *source*; two sources may share a URL."""
        self.pages[source.id] += 1
        return scrapy.Request(
            url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"source": source, "name": name},
            dont_filter=self.pages[source.id] == 1,
        )

    def parse(
        self, response: Response, source: Source, name: str
    ) -> Iterator[Batch | scrapy.Request]:
        """One batch for the page, and requests for the pages that it leads to."""
        try:
            reading = read_page(response.body, source, Page(response.url, self.now), name)
        except ParseError as error:
            yield Batch(fetch=self.fetch(source, response, "parse_error", str(error)))
            return
        except Exception as error:  # noqa: BLE001 - a fault of one adapter must cost one page
            yield Batch(fetch=self.fetch(source, response, "adapter_error", repr(error)))
            return
        for link in reading.links:
            if self.pages[source.id] < MAX_PAGES:
                yield self.request(source, link.url, link.adapter or name)
        yield Batch(
            fetch=self.fetch(source, response),
            listings=reading.listings,
            set_aside=reading.set_aside,
        )

    def fetch(
        self, source: Source, response: Response, outcome: str = "ok", detail: str = ""
    ) -> Fetch:
        """The record of a page that arrived."""
        return Fetch(
            source=source.id,
            url=response.url,
            fetched_at=datetime.now(UTC),
            outcome=outcome,
            status=response.status,
            size=len(response.body),
            content_hash=hashlib.blake2b(response.body, digest_size=16).hexdigest(),
            detail=detail,
        )

    def failed(self, failure: Failure) -> Iterator[Batch]:
        """The record of a page that did not arrive, or of a fault in reading it."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        name, status = outcome(failure.value)
        source: Source = request.cb_kwargs["source"]
        yield Batch(
            fetch=Fetch(
                source=source.id,
                url=request.url,
                fetched_at=datetime.now(UTC),
                outcome=name,
                status=status,
                detail=str(failure.value) or repr(failure.value),
            )
        )
