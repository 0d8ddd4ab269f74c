"""A site of the soak test: what it announces on which day.

A site announces happenings, evenings and weekly series, in the wall time of its zone.  In the
course of a month some are added, edited, cancelled, taken down, left out for a day or given
another id, and on some days the site fails in one of `FAULTS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_DAY = date(2027, 3, 1)
"""The clocks change on 14 March in America, and in Europe on the 28th."""
FAULTS = (
    "server_error", "rate_limited", "busy", "stalled", "cut_off", "slammed", "half", "web_page",
    "wrong_root", "wrong_field", "not_found", "forbidden", "challenge", "emptied", "halved",
)  # fmt: skip
"""What can befall a site for a day."""


@dataclass(frozen=True, slots=True)
class Date:
    """One date of a happening as a site announces it.

    Attributes:
        token: the site's id of it.
        index: of the date in its series.
        start, end: wall time.
    """

    token: str
    key: str
    index: int
    title: str
    text: str
    start: datetime
    end: datetime
    cancelled: bool


@dataclass(slots=True)
class Happening:
    """One thing, and the days (from 0) on which something happens to its announcement.

    Attributes:
        starts: wall times.
        appears, removed: first day on which it is announced, and on which it no longer is.
        cancelled: from this day on the site says that it does not take place.
        struck: the index of the one date of a series that is cancelled, and from which day on.
        edited: from this day on it begins an hour later and is called otherwise.
        left_out: the one day on which it is missing.
        reissued: from this day on it has new ids.
    """

    key: str
    title: str
    text: str
    starts: list[datetime]
    appears: int = 0
    removed: int | None = None
    cancelled: int | None = None
    struck: tuple[int, int] | None = None
    edited: int | None = None
    left_out: int | None = None
    reissued: int | None = None

    def dates(self, day: int, migrated: bool) -> Iterator[Date]:
        """What is announced of it on *day*."""
        is_there = self.appears <= day and (self.removed is None or day < self.removed)
        if not is_there or day == self.left_out:
            return
        edited = self.edited is not None and day >= self.edited
        issue = int(self.reissued is not None and day >= self.reissued) + 2 * migrated
        for index, planned in enumerate(self.starts):
            start = planned + timedelta(hours=edited)
            struck = self.struck is not None and self.struck[0] == index and day >= self.struck[1]
            yield Date(
                token=f"{self.key}-{index}-{issue}",
                key=self.key,
                index=index,
                title=f"{self.title} Revisited" if edited else self.title,
                text=self.text,
                start=start,
                end=start + timedelta(hours=2),
                cancelled=struck or (self.cancelled is not None and day >= self.cancelled),
            )


@dataclass(slots=True)
class Site:
    """A source of the town.

    Attributes:
        every: as in its source.
        migrated: the day from which all of its ids are others, None for never.  Such a site edits
            nothing: what has another id and title at once nobody could know again.
        faults: by day.
    """

    number: int
    platform: str
    zone: str
    every: str
    hall: str
    happenings: list[Happening]
    migrated: int | None = None
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Of its source."""
        return f"s{self.number:03}"

    def announced(self, day: int) -> list[Date]:
        """What it would show on *day*, were it not for faults; what is over is not shown."""
        migrated = self.migrated is not None and day >= self.migrated
        yesterday = datetime.combine(FIRST_DAY, time()) + timedelta(days=day - 1)
        return [
            one
            for happening in self.happenings
            for one in happening.dates(day, migrated)
            if one.start >= yesterday
        ]

    def shown(self, day: int) -> list[Date]:
        """What can be read on its pages on *day*, when they can be read at all."""
        dates, fault = self.announced(day), self.faults.get(day)
        if fault == "emptied":
            return []
        if fault == "halved":
            keys = sorted({one.key for one in dates})
            return [one for one in dates if one.key in keys[: len(keys) // 4]]
        if fault == "wrong_field":
            wrong = self.wrong(day)
            return [one for one in dates if one.token not in wrong]
        return dates

    def wrong(self, day: int) -> set[str]:
        """The ids of what has a start of the wrong type on a day of `wrong_field`."""
        if self.faults.get(day) != "wrong_field":
            return set()
        dates = self.announced(day)
        single = [h.key for h in self.happenings if len(h.starts) == 1]
        return {one.token for one in dates if one.key in single[:1]}

    def instant(self, wall: datetime) -> datetime:
        """*wall* time at the site, in UTC."""
        return wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def local(self, wall: datetime) -> str:
        """*wall* time at the site with its offset, ISO 8601."""
        return wall.replace(tzinfo=ZoneInfo(self.zone)).isoformat()
