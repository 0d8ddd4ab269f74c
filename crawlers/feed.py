"""The bridge from Scrapy to the pipeline: batches go to the harvest."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawlers.spiders.events import EventSpider
from pipeline.harvest import Batch


class Feed:
    """A Scrapy item pipeline."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Batch) -> Batch:
        """Keep one page's findings."""
        spider = self.crawler.spider
        assert isinstance(spider, EventSpider)
        spider.harvest.add(item)
        return item
