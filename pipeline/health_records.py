"""What is known of crawls and sources, as far as their health goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.drift import Drift
from pipeline.outcomes import NOT_REACHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One crawl that ended.

    Attributes:
        seconds: how long it took, None where that was not kept.
        recording: what it replayed, "" for a live one.
        totals: of its report, such as `sources`, `held_back` and `new`.
        events: in the catalogue after it.
    """

    run: int
    at: datetime
    seconds: float | None
    recording: str
    totals: Mapping[str, int]
    events: int
    drifts: tuple[Drift, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it read at least half of its sources well, of those that it got to."""
        sources, left = self.totals.get("sources", 0), self.totals.get(NOT_REACHED, 0)
        failed = self.totals.get("held_back", 0) - left
        return sources == 0 or (sources > left and 2 * failed <= sources - left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How one crawl found one source.

    Attributes:
        listings: announcements that it brought, used or not.
    """

    at: datetime
    outcome: str
    is_good: bool
    listings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is known of one source.

    Attributes:
        every: between two visits; zero for every crawl.
        failures: visits in a row that failed.
        is_file: a host imported it; no crawl visits it.
        not_before: when its server asked to be visited again.
        listings: live ones.
        dates: to come.
        last_date: the last of them.
        newest: when its newest listing was first seen.
        visits: by the crawls that are looked at, as far as they got to it, the oldest first.
    """

    id: str
    name: str
    every: timedelta
    is_file: bool
    last_good: datetime | None
    last_visit: datetime | None
    last_outcome: str
    held_back: str
    failures: int
    not_before: datetime | None
    listings: int
    dates: int
    last_date: datetime | None
    newest: datetime | None
    visits: tuple[Visit, ...]

    @property
    def outcome(self) -> str:
        """How the last visit that got to it ended."""
        return self.visits[-1].outcome if self.visits else self.last_outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an installation.

    Attributes:
        crawls: the newest first.
        events: to come and shown.
        error: why the catalogue cannot be read, "" where it can.
    """

    crawls: tuple[Crawl, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    events: int = 0
    error: str = ""


def last_good(crawls: Iterable[Crawl]) -> Crawl | None:
    """The first of *crawls* that read at least half of its sources well."""
    return next((crawl for crawl in crawls if crawl.is_good), None)
