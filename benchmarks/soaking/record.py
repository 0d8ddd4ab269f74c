"""What is known of one site: its last visits, and what good ones have shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from soaking.faults import rest_s
from soaking.feeds import ical_token
from soaking.world import Date, Site

GOOD = frozenset({"ok", "not_modified"})
HOURS = {"": 0, "1d": 24, "2d": 48, "3d": 72}
OUTCOMES = {
    "server_error": "server_error", "rate_limited": "rate_limited", "stalled": "timeout",
    "cut_off": "cut_off", "slammed": "cut_off", "half": "parse_error",
    "web_page": "html_for_feed", "wrong_root": "parse_error", "not_found": "not_found",
    "forbidden": "forbidden", "challenge": "challenge", "emptied": "no_listings",
}  # fmt: skip
"""How a visit on a day of each fault must be told to have ended; on other days well."""
ON_A_WEB_PAGE = {"half": "no_listings", "web_page": "no_listings"}
"""Where the calendar is a web page, nothing tells a notice from an empty calendar."""
MISSES, VANISHED, SHARE = 2, 5, 0.2
Listings = Mapping[str, list[Date]]


@dataclass(slots=True)
class Known:
    """One listing as the last good visit showed it."""

    dates: list[Date]
    missed: int = 0


@dataclass(slots=True)
class Record:
    """What is known of a site.

    Attributes:
        listings: by the site's own id.
    """

    site: Site
    visited: datetime | None = None
    failures: int = 0
    not_before: datetime | None = None
    listings: dict[str, Known] = field(default_factory=dict)

    def is_due(self, now: datetime) -> bool:
        """Whether a run visits it; a visit that lies ahead was dated by a wrong clock."""
        if self.visited is None or self.visited > now:
            return True
        hours = HOURS[self.site.every]
        if self.failures:
            hours = min(2 ** (self.failures - 1), 7 * 24)
        until = self.visited + timedelta(hours=hours)
        return max(until, self.not_before or until) <= now

    def outcomes(self, day: int, now: datetime) -> frozenset[str]:
        """How a visit must end."""
        fault = self.site.faults.get(day, "")
        shown = self._shown(day)
        coming = {id_ for id_, known in self.listings.items() if self._coming(known.dates, now)}
        named = ON_A_WEB_PAGE if self.site.platform == "schemaorg" else {}
        wanted = named.get(fault) or OUTCOMES.get(fault, "")
        if not wanted and coming and not shown:
            wanted = "no_listings"
        if wanted == "no_listings":
            return frozenset({wanted}) if coming else GOOD
        if wanted:
            return frozenset({wanted})
        there = _dates(shown)
        gone = [
            id_
            for id_ in coming - shown.keys()
            if not there & _dates({id_: self.listings[id_].dates})
        ]
        is_drop = len(gone) > VANISHED and len(gone) > SHARE * len(coming)
        return frozenset({"sudden_drop"}) if is_drop else GOOD

    def visit(self, day: int, now: datetime, *, good: bool) -> None:
        """Take in a visit."""
        self.visited = now
        self.failures = 0 if good else self.failures + 1
        is_limited = self.site.faults.get(day) == "rate_limited"
        rest = timedelta(seconds=rest_s(self.site, day))
        self.not_before = now + rest if is_limited else None
        if good:
            self._learn(self._shown(day), now)

    def _learn(self, shown: Listings, now: datetime) -> None:
        """What a good visit showed stands; what it did not show is missed, the second time gone.

        What is over, and was not known before, is not taken up; what has another id now is known
        by that alone.
        """
        taken = {
            id_: dates
            for id_, dates in shown.items()
            if id_ in self.listings or self._coming(dates, now)
        }
        there = _dates(taken)
        for id_ in self.listings.keys() - taken.keys():
            known = self.listings[id_]
            known.missed += 1
            if known.missed >= MISSES or there & _dates({id_: known.dates}):
                del self.listings[id_]
        self.listings |= {id_: Known(dates) for id_, dates in taken.items()}

    def _shown(self, day: int) -> Listings:
        """What can be read on *day*, by the id of the listing that announces it."""
        if self.site.platform == "schemaorg" and self.site.faults.get(day) in ON_A_WEB_PAGE:
            return {}
        found: dict[str, list[Date]] = defaultdict(list)
        for one in self.site.shown(day):
            found[ical_token(one) if self.site.platform == "ical" else one.token].append(one)
        return found

    def _coming(self, dates: Iterable[Date], now: datetime) -> bool:
        """Whether something is within the horizon of a run, which begins a day back."""
        start, end = now - timedelta(days=1), now + timedelta(days=180)
        instant = self.site.instant
        return any(instant(one.start) <= end and instant(one.end) >= start for one in dates)


def _dates(listings: Listings) -> set[tuple[str, int]]:
    return {(one.key, one.index) for dates in listings.values() for one in dates}
