"""The second look: what all the pages of one site say, read in the zone that they tell."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crawlers.fingerprint import content_hash, reader
from crawlers.manners import PAGES_A_DAY
from crawlers.naming import platform_of
from crawlers.openweb.look import read
from crawlers.openweb.page import WebPage
from crawlers.proposal import Proposal, propose
from crawlers.recognise import ANY_PAGE
from crawlers.source import Source
from crawlers.spiders.probe import MAX_PAGES, Find, upcoming
from crawlers.whereabouts import whereabouts
from model.event import Listing
from pipeline.harvest import Batch, Fetch, Seen
from pipeline.places import Gazetteer
from pipeline.recurrence import Horizon
from pipeline.zones import zone_of

PREVIEW = 3
TURNED = re.compile(r"[?&](?:page|paged|offset|start\w*|end\w*|date|month|year|per_?page)=[^&]*")
"""What the addresses of a feed's further pages differ in."""
UNKNOWN, FAR_FROM_UNKNOWN = "UTC", "Pacific/Auckland"
PREFIX = "web-"
"""Of the ids of sources that come out of archives: no source of a host's own begins so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page that was set by for the second look: what it is, and where its body lies.

    Attributes:
        start, length: of its compressed body in the file that keeps them all.
    """

    url: str
    at: datetime
    size: int
    adapter: str
    listings: int
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The pages of one site: those that announce most first, at last its home page."""

    key: str
    pages: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make of each site.

    Attributes:
        bodies: the file that keeps the pages' bodies.
        horizon: what is on in it is taken in; None when nothing is to be.
        timezone, locality: what the host says of all of them, "" for nothing.
        usual_timezone: of sites that tell none; "" when there is none either.
    """

    bodies: Path = Path()
    horizon: Horizon | None = None
    timezone: str = ""
    locality: str = ""
    usual_timezone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A site that announces events.

    Attributes:
        source: as which its events are taken in.
        zone_told: somebody has named the zone of its times, or they do not depend on one.
        platform: of the page to crawl, or that which announces most.
        coming: announcements of what was still to come when the page was fetched.
        confidence: of the reading of those, 0 to 1, their mean.
        next: start and name of the soonest, by the clock of the place.
        batches: what each page holds, for the catalogue; () when there is nothing to take in.
        proposals: the sources to crawl, the best first; () when nothing was to come.
        left_out: pages beyond the number that is read of one site.
    """

    site: str
    source: Source
    zone_told: bool
    platform: str
    listings: int
    coming: int
    confidence: float
    next: tuple[tuple[str, str], ...]
    batches: tuple[Batch, ...]
    proposals: tuple[Proposal, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as it was read."""

    kept: Kept
    find: Find
    batch: Batch


def second_look(site: Site, wanted: Wanted) -> Found:
    """What the pages of *site* say together."""
    silent = [kept for kept in site.pages if not kept.listings]
    pages = [kept for kept in site.pages if kept.listings]
    shown = [_page(kept, wanted.bodies).body for kept in (*silent, *pages)[:MAX_PAGES]]
    given = wanted.timezone or whereabouts(shown)[1]
    source = Source(
        id=PREFIX + site.key,
        name=site.key,
        url=pages[0].url,
        timezone=given or UNKNOWN,
        locality=wanted.locality,
        verified=False,
    )
    readings, zone_told = _read_all(pages, source, wanted), True
    if not given:
        source, readings, zone_told = _in_its_zone(pages, source, readings, wanted)
    proposals = tuple(
        propose(
            one.find,
            [*_feed(one, wanted.bodies), *shown],
            timezone=wanted.timezone,
            usual_timezone=source.timezone,
            locality=wanted.locality,
        )
        for one in _calendars(readings)
    )
    if proposals:
        source = _described(source, proposals[0].source)
    coming = {one.uid: one for reading in readings for one in reading.find.upcoming}
    return Found(
        site=site.key,
        source=source,
        zone_told=zone_told,
        platform=max(readings, key=lambda one: one.find.rank).find.platform,
        listings=len({one.uid for reading in readings for one in reading.batch.listings}),
        coming=len(coming),
        confidence=sum(one.confidence for one in coming.values()) / max(1, len(coming)),
        next=_next(coming.values(), source),
        batches=_to_take_in(readings, wanted.horizon),
        proposals=proposals,
        left_out=len(pages) - len(readings),
    )


def _feed(reading: _Reading, bodies: Path) -> list[bytes]:
    """The body of a feed, which names its own calendar."""
    return [] if reading.find.adapter in ANY_PAGE else [_page(reading.kept, bodies).body]


def _calendars(readings: Iterable[_Reading]) -> Iterator[_Reading]:
    """The page to crawl, and the feeds of other calendars of the same site.

    A further page of a feed is none of them, nor one that mostly says what another one says.
    """
    known: set[str] = set()
    feeds: set[str] = set()
    for one in sorted(readings, key=lambda one: one.find.rank, reverse=True):
        uids = {listing.uid for listing in one.find.upcoming}
        feed = TURNED.sub("", one.find.url)
        is_other = one.find.adapter not in ANY_PAGE and feed not in feeds
        if uids and (not known or (is_other and len(uids - known) > len(uids) / 2)):
            yield one
        known |= uids
        feeds.add(feed)


def _described(source: Source, said: Source) -> Source:
    """*source* with what the proposal says of its organisation."""
    return replace(source, name=said.name, kind=said.kind, url=said.url, locality=said.locality)


def _in_its_zone(
    pages: list[Kept], source: Source, readings: list[_Reading], wanted: Wanted
) -> tuple[Source, list[_Reading], bool]:
    """The pages read in the zone that their listings tell, and whether the times are certain.

    Where nobody tells a zone they are certain if they are the same in another one.
    """
    zone = _told(readings) or wanted.usual_timezone
    other = replace(source, timezone=zone or FAR_FROM_UNKNOWN)
    again = _read_all(pages, other, wanted)
    if zone:
        return other, again, True
    return source, readings, _moments(readings) == _moments(again)


def _moments(readings: Iterable[_Reading]) -> list[tuple[str, object]]:
    return [
        (listing.uid, one.start_date.date() if one.all_day else one.start_date.timestamp())
        for reading in readings
        for listing in reading.find.upcoming
        for one in listing.occurrences
    ]


def _to_take_in(readings: list[_Reading], horizon: Horizon | None) -> tuple[Batch, ...]:
    """The batches, if any of them holds something that is on within *horizon*."""
    if horizon is None:
        return ()
    batches = tuple(one.batch for one in readings)
    return batches if any(upcoming(one.listings, horizon) for one in batches) else ()


def _page(kept: Kept, bodies: Path) -> WebPage:
    with bodies.open("rb") as file:
        file.seek(kept.start)
        body = zlib.decompress(file.read(kept.length))
    return WebPage(kept.url, kept.at, body, kept.size)


def _read_all(pages: list[Kept], source: Source, wanted: Wanted) -> list[_Reading]:
    """As many of *pages* as a crawl reads of one server in a day."""
    return [_read(kept, source, wanted.bodies) for kept in pages[:PAGES_A_DAY]]


def _read(kept: Kept, source: Source, bodies: Path) -> _Reading:
    page = _page(kept, bodies)
    reading = read(page, source, kept.adapter)
    digest = content_hash(page.body)
    find = Find(
        url=page.url,
        adapter=reading.adapter,
        platform=platform_of(page.body, page.url, reading.adapter),
        listings=len(reading.listings),
        upcoming=tuple(upcoming(reading.listings, Horizon(page.at))),
    )
    batch = Batch(
        fetch=Fetch(
            source=source.id,
            url=page.url,
            fetched_at=page.at,
            status=200,
            size=len(page.body),
            content_hash=digest,
        ),
        listings=reading.listings,
        set_aside=reading.set_aside,
        seen=Seen(
            source=source.id,
            url=page.url,
            reader=reader(),
            content_hash=digest,
            uids=tuple(listing.uid for listing in reading.listings),
        ),
    )
    return _Reading(kept, find, batch)


def _told(readings: Iterable[_Reading]) -> str:
    """The zone that the listings name, or that most of their places are in; "" for neither."""
    listings = [one for reading in readings for one in reading.batch.listings]
    stated = Counter(one.timezone for one in listings if one.timezone != UNKNOWN)
    if stated:
        return stated.most_common(1)[0][0]
    gazetteer = Gazetteer()
    places = {one.event.location for one in listings if one.event.location is not None}
    zones = Counter(zone_of(place) or zone_of(gazetteer.by_address(place)) for place in places)
    del zones[""]
    return min(zones, key=lambda zone: (-zones[zone], zone), default="")


def _next(coming: Iterable[Listing], source: Source) -> tuple[tuple[str, str], ...]:
    zone = ZoneInfo(source.timezone)
    first = sorted((one.occurrences[0].start_date, one.event.name) for one in coming)
    return tuple((start.astimezone(zone).isoformat(), name) for start, name in first[:PREVIEW])
