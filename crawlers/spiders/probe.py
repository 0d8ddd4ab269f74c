"""Look over a site for its calendar, in at most a dozen pages."""

from __future__ import annotations

import heapq
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.discovery import FEED, MAP, PAGE, Lead, discover, out_of_reach
from crawlers.naming import platform_of
from crawlers.outcome import outcome
from crawlers.platforms import OutOfReach
from crawlers.reading import read_page
from crawlers.signs import obstacle
from crawlers.source import Page, Source
from crawlers.whereabouts import whereabouts
from model.errors import EventError, ParseError
from model.event import Listing
from pipeline.normalize import normalize
from pipeline.recurrence import Horizon, expand

MAX_PAGES = 12
ENOUGH = 3
"""Coming events of a platform's own feed after which its site's pages need not be looked at."""
PLAIN = ("htmlpage", "microformats", "anyjson", "rss")
LOCATION = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>")
EVENT_PATH = re.compile(r"events?|calendar|whats-on", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A page that was looked at, and what it holds.

    Attributes:
        adapter: that reads it, "" when none does.
        platform: name of the platform, or else of the form.
        reason: what led there.
        outcome: how the visit ended, a key of `OUTCOMES`.
        listings: all that it announces.
        upcoming: those within the horizon, with just their coming times, the soonest first.
    """

    url: str
    adapter: str = ""
    platform: str = ""
    reason: str = ""
    outcome: str = "ok"
    detail: str = ""
    listings: int = 0
    upcoming: tuple[Listing, ...] = ()

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The higher the better: coming events, from a format that was made for programs."""
        return bool(self.upcoming), self.adapter not in PLAIN, len(self.upcoming)


@dataclass(slots=True)
class Survey:
    """What a look over a site has shown.

    Attributes:
        pages: of the site, as bytes, for guesses about who it is.
        unreadable: platforms that it uses and that no program may read.
    """

    finds: list[Find] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    unreadable: list[OutOfReach] = field(default_factory=list)

    @property
    def best(self) -> Find | None:
        """The find to take, None when nothing announces coming events."""
        found = max(self.finds, key=lambda find: find.rank, default=None)
        return found if found is not None and found.upcoming else None


class ProbeSpider(scrapy.Spider):
    """Visits a site's pages one after another, the likeliest next.

    Args:
        source: whose url is where to begin.
        horizon: events in it are coming.
        survey: where it puts what it finds.
        timezone: of times without a zone; "" to go by the addresses on the pages.
    """

    name = "probe"

    def __init__(
        self, source: Source, horizon: Horizon, survey: Survey, timezone: str = ""
    ) -> None:
        super().__init__()
        self.source = source
        self.timezone = timezone
        self.horizon = horizon
        self.survey = survey
        self.leads: list[Lead] = []
        self.known: set[str] = set()
        self.visited = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        self.add(Lead(0, self.source.url, self.source.adapter, reason="the address given"))
        self.add(Lead(MAP, _sitemap(self.source.url), reason="the site's map"))
        for request in self.next():
            yield request

    def add(self, lead: Lead) -> None:
        """Remember a lead, unless it is known."""
        key = lead.url.rstrip("/").removeprefix("http://").removeprefix("https://")
        if key not in self.known:
            self.known.add(key)
            heapq.heappush(self.leads, lead)

    def next(self) -> Iterator[scrapy.Request]:
        """The request for the likeliest lead, unless enough has been seen."""
        if not self.leads or self.visited >= MAX_PAGES:
            return
        best = self.survey.best
        is_enough = best is not None and best.adapter not in PLAIN and len(best.upcoming) >= ENOUGH
        lead = heapq.heappop(self.leads)
        if (is_enough and lead.weight > FEED) or (best and lead.weight >= MAP):
            return
        self.visited += 1
        yield scrapy.Request(
            lead.url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"lead": lead},
            dont_filter=True,
        )

    def parse(self, response: Response, lead: Lead) -> Iterator[scrapy.Request]:
        """Keep what the page holds, and go on."""
        if lead.weight == MAP:
            for address in LOCATION.findall(response.body):
                url = address.decode("utf-8", "replace")
                if EVENT_PATH.search(urlsplit(url).path):
                    self.add(Lead(PAGE, url, reason="named in the site's map"))
        else:
            self.survey.pages.append(response.body)
            if not self.timezone:
                zone = whereabouts(self.survey.pages)[1]
                self.source = replace(self.source, timezone=zone or self.source.timezone)
            self.survey.finds.append(self.find(response, lead))
            for platform in out_of_reach(response.body):
                if platform not in self.survey.unreadable:
                    self.survey.unreadable.append(platform)
            for found in discover(response.body, response.url):
                self.add(found)
        yield from self.next()

    def find(self, response: Response, lead: Lead) -> Find:
        """What a page holds."""
        page = Page(response.url, self.horizon.now)
        try:
            reading = read_page(response.body, self.source, page, lead.adapter)
        except ParseError as error:
            ended = obstacle(response, lead.url) or "parse_error"
            return Find(
                url=lead.url,
                platform=lead.platform,
                reason=lead.reason,
                outcome=ended,
                detail=str(error),
            )
        ended = "ok" if reading.listings else obstacle(response, lead.url) or "no_listings"
        name = lead.platform
        if reading.listings and not name:
            name = platform_of(response.body, response.url, reading.adapter)
        return Find(
            url=lead.url,
            adapter=reading.adapter,
            platform=name,
            reason=lead.reason,
            outcome=ended,
            listings=len(reading.listings),
            upcoming=tuple(upcoming(reading.listings, self.horizon)),
        )

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """Keep why a page did not arrive, and go on."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        lead: Lead = request.cb_kwargs["lead"]
        assert failure.value is not None
        if lead.weight != MAP:
            ended, _ = outcome(failure.value)
            self.survey.finds.append(
                Find(
                    url=lead.url,
                    platform=lead.platform,
                    reason=lead.reason,
                    outcome=ended,
                    detail=str(failure.value),
                )
            )
        yield from self.next()


def _sitemap(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/sitemap.xml"


def upcoming(listings: Iterable[Listing], horizon: Horizon) -> list[Listing]:
    """Those of *listings* that are coming, with just their times in the horizon, soonest first."""
    found = []
    for listing in listings:
        try:
            coming = expand(normalize(listing), horizon)
        except EventError:
            continue
        if any(one.start_date >= horizon.now for one in coming.occurrences):
            found.append(coming)
    return sorted(found, key=_first)


def _first(listing: Listing) -> datetime:
    return listing.occurrences[0].start_date
