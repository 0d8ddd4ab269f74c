"""What a crawl brings home: pages fetched, listings read, announcements set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from model.event import Listing, SetAside
from model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request and how it ended.

    Attributes:
        outcome: "ok", or the class of its failure.
        status: HTTP status, None when there was no answer.
        size: bytes of the body.
        content_hash: of the body, "" when there is none.
        detail: the failure in its own words.
    """

    source: str
    url: str
    fetched_at: datetime
    outcome: str = "ok"
    status: int | None = None
    size: int = 0
    content_hash: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that one page held."""

    fetch: Fetch
    listings: tuple[Listing, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


@dataclass(slots=True)
class Haul:
    """All that one source brought.

    Attributes:
        complete: nothing is left out, so what is missing is gone.
    """

    source: Source
    complete: bool = False
    fetches: list[Fetch] = field(default_factory=list)
    listings: dict[str, Listing] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        """Take in one page; of two listings with one uid the later revision stands."""
        self.fetches.append(batch.fetch)
        self.set_aside.extend(batch.set_aside)
        for listing in batch.listings:
            known = self.listings.get(listing.uid)
            if known is None or listing.sequence >= known.sequence:
                self.listings[listing.uid] = listing

    @property
    def failures(self) -> list[Fetch]:
        """The requests that did not end well."""
        return [fetch for fetch in self.fetches if fetch.outcome != "ok"]


class Harvest:
    """The hauls of one run, by source id, in the order of the sources.

    Args:
        sources: what is crawled.
        listener: called with each page as it comes in.
        complete: each source is a host's own file rather than a site that may leave things out.
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

    def add(self, batch: Batch) -> None:
        """Take in one page."""
        self.hauls[batch.fetch.source].add(batch)
        if self.listener is not None:
            self.listener(batch)
