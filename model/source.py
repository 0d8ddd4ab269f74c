"""A crawl source, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from model.errors import SourceError

KINDS = (
    "community_center",
    "civic",
    "church",
    "library",
    "venue",
    "aggregator",
    "retreat",
    "relationship_education",
)
EVERY = re.compile(r"(\d+)([hdw])")
UNITS = {"h": "hours", "d": "days", "w": "weeks"}
SELECTORS = ("list", "item", "name", "start", "end", "place", "price", "next", "detail", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One calendar on the web.

    Attributes:
        id: unique; the key of everything that came from here.
        name: the organisation's own name.
        url: what is fetched first.
        timezone: IANA zone of floating times.
        adapter: the file in `crawlers/adapters` that reads it; "" to tell by what is fetched.
        kind: what sort of organisation it is, one of `KINDS`.
        locality: "Town, REGION" of events that name no place.
        latitude, longitude: of the organisation, WGS 84 degrees, where the host knows them.
        expect_at_least: listings below which a crawl of it is not believed.
        delay_s: seconds between requests; never below the default.
        timeout_s: seconds to wait for a page; never above the default.
        every: how often it is worth a visit, such as "6h", "1d" or "2w"; "" at every crawl.
        verified: a live crawl of it has succeeded, or its host vouches for it.
        select: CSS selectors of `SELECTORS` for a plain page.
    """

    id: str
    name: str
    url: str
    timezone: str
    adapter: str = ""
    kind: str = "civic"
    locality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    expect_at_least: int = 0
    delay_s: float | None = None
    timeout_s: float | None = None
    every: str = ""
    verified: bool = True
    select: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            msg = (
                f"source {self.id!r} has kind {self.kind!r}, which is unknown; "
                f"choose one of {', '.join(KINDS)}"
            )
            raise SourceError(msg)
        if not self.url.startswith(("http://", "https://")):
            msg = f"source {self.id!r} has url {self.url!r}, which is not http(s); give its web URL"
            raise SourceError(msg)
        if self.every and not EVERY.fullmatch(self.every):
            msg = (
                f"source {self.id!r} has every {self.every!r}, which is no interval; "
                "write hours, days or weeks, such as '6h', '1d' or '2w'"
            )
            raise SourceError(msg)
        if unknown := set(self.select) - set(SELECTORS):
            msg = (
                f"source {self.id!r} selects {sorted(unknown)}, which no page has; "
                f"choose among {', '.join(SELECTORS)}"
            )
            raise SourceError(msg)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            msg = (
                f"source {self.id!r} has timezone {self.timezone!r}, which IANA does not list; "
                "use a name such as 'America/New_York'"
            )
            raise SourceError(msg) from error

    @property
    def interval(self) -> timedelta:
        """The time between two visits; zero when every crawl visits it."""
        return interval(self.every)


def interval(every: str) -> timedelta:
    """The time that "6h", "1d" or "2w" names; zero for anything else.

    >>> interval("2w")
    datetime.timedelta(days=14)
    """
    found = EVERY.fullmatch(every)
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found else timedelta()
