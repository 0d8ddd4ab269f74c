"""What a crawl brings home: pages fetched, listings read, announcements set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from model.event import Listing, SetAside
from model.source import Source
from pipeline.outcomes import OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request and how it ended.

    Attributes:
        outcome: how it ended, a key of `OUTCOMES`.
        status: HTTP status, None when there was no answer.
        size: bytes of the body.
        content_hash: of the body, "" when there is none.
        detail: the failure in its own words.
        not_before: when the server asks to be visited again, ISO 8601 in UTC.
    """

    source: str
    url: str
    fetched_at: datetime
    outcome: str = "ok"
    status: int | None = None
    size: int = 0
    content_hash: str = ""
    detail: str = ""
    not_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as it was read, so that the next visit need not read it again unless it changes.

    Attributes:
        url: as it was asked for.
        reader: what read it; another reader reads it anew.
        etag, last_modified: what the server said, "" when it said nothing.
        content_hash: of the body without what changes at every visit.
        uids: of the listings that it held.
        links: address and adapter of the pages that it leads to.
    """

    source: str
    url: str
    reader: str
    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    uids: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that one page held.

    Attributes:
        seen: the page, to be remembered.
        unchanged: it holds what it held; its listings are those that the catalogue knows.
    """

    fetch: Fetch
    listings: tuple[Listing, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    seen: Seen | None = None
    unchanged: bool = False


@dataclass(slots=True)
class Haul:
    """All that one source brought.

    Attributes:
        complete: nothing is left out, so what is missing is gone.
        kept: uids of listings on pages that have not changed.
        not_before: the latest moment that a server named for the next visit, ISO 8601.
        cut_short: why the crawl ended before it was read to its end; "" when it was.
        answers: all pages, read or not, in the order in which they came.
        elsewhere: pages of earlier visits that this one did not ask for.
    """

    source: Source
    complete: bool = False
    listings: dict[str, Listing] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    answers: list[Batch] = field(default_factory=list)
    elsewhere: list[Seen] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    not_before: str = ""
    cut_short: str = ""

    def add(self, batch: Batch) -> None:
        """Take in one page; of two listings with one uid the later revision stands."""
        self.answers.append(batch)
        self.not_before = max(self.not_before, batch.fetch.not_before)
        self.set_aside.extend(batch.set_aside)
        if batch.seen is not None:
            self.kept.update(batch.seen.uids if batch.unchanged else ())
        for listing in batch.listings:
            known = self.listings.get(listing.uid)
            if known is None or listing.sequence >= known.sequence:
                self.listings[listing.uid] = listing

    def leave(self, page: Seen) -> None:
        """Let a page of an earlier visit hold what it held."""
        self.elsewhere.append(page)
        self.kept.update(page.uids)

    @property
    def fetches(self) -> list[Fetch]:
        """How each request ended."""
        return [page.fetch for page in self.answers]

    @property
    def pages(self) -> list[Batch]:
        """Those that were read."""
        return [page for page in self.answers if page.seen is not None]

    @property
    def seen(self) -> list[Seen]:
        """The pages, to be remembered."""
        return [*(page.seen for page in self.pages if page.seen is not None), *self.elsewhere]

    @property
    def failures(self) -> list[Fetch]:
        """The requests that did not end well."""
        return failed(self.fetches)

    def restore(self, known: Mapping[tuple[str, str], Listing]) -> None:
        """Take in the listings of unchanged pages as the catalogue knows them."""
        for uid in self.kept - self.listings.keys():
            if listing := known.get((self.source.id, uid)):
                self.listings[uid] = listing


def failed(fetches: Iterable[Fetch]) -> list[Fetch]:
    """Those that did not end well."""
    return [fetch for fetch in fetches if not OUTCOMES[fetch.outcome].good]


Load = Callable[[], Iterable[Haul]]
"""Gives the hauls of some sources; it can be sent to another process."""


class Brought(Protocol):
    """What a run brought, wherever it is kept.

    Attributes:
        stopped: why the crawl ended before every source was read; "" when each was.
        seconds: how long it took to read them; None where nothing was crawled.
    """

    stopped: str
    seconds: float | None

    def parts(self) -> Sequence[tuple[Sequence[Source], Load]]:
        """Sources, each in one part, with what gives their hauls."""


class Harvest:
    """The hauls of one run, by source id, in the order of the sources.

    Args:
        sources: what is crawled.
        listener: called with each page as it comes in.
        complete: each source is a host's own file rather than a site that may leave things out.

    Attributes:
        stopped: why the crawl ended before every source was read; "" when each was.
        seconds: how long it took to read them; None where nothing was crawled.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        listener: Callable[[Batch], None] | None = None,
        *,
        complete: bool = False,
    ) -> None:
        self.hauls = {source.id: Haul(source, complete) for source in sources}
        self.listener = listener
        self.stopped = ""
        self.seconds: float | None = None

    def parts(self) -> Sequence[tuple[Sequence[Source], Load]]:
        """All sources in one part."""
        sources = [haul.source for haul in self.hauls.values()]
        return [(sources, self.hauls.values)] if sources else []

    def add(self, batch: Batch) -> None:
        """Take in one page."""
        self.hauls[batch.fetch.source].add(batch)
        if self.listener is not None:
            self.listener(batch)

    def cut_short(self, source: str, why: str) -> None:
        """The crawl ended before *source* was read to its end."""
        self.hauls[source].cut_short = why
        self.stopped = why
