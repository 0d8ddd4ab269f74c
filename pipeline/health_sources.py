"""How one source is: read well, failing, broken, silent, or visited no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from pipeline.durations import spoken
from pipeline.health_records import SourceFacts
from pipeline.health_words import ago
from pipeline.outcomes import OUTCOMES

BROKEN = ((3, timedelta(hours=12)), (2, timedelta(days=3)))
"""So many visits in a row that failed, over at least so long."""
LEFT_OUT_AFTER = timedelta(days=14)
"""Longer than a source rests that fails."""


class State(StrEnum):
    """How a source is."""

    GOOD = "good"
    FAILING = "failing"
    BROKEN = "broken"
    SILENT = "silent"
    LEFT_OUT = "left out"
    FILE = "file"


WORST_FIRST = (State.BROKEN, State.SILENT, State.FAILING, State.LEFT_OUT, State.FILE, State.GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source, and what is thought of it.

    Attributes:
        since: when it began to be so; None for good.
        what: is the matter, in one sentence; "" for nothing.
        next: thing to try.
    """

    facts: SourceFacts
    state: State
    since: datetime | None = None
    what: str = ""
    next: str = ""

    @property
    def key(self) -> str:
        """The same as long as it is so."""
        return f"{self.state}:{self.facts.id}"


def source_health(
    one: SourceFacts, crawled: datetime | None, silent: timedelta, now: datetime
) -> SourceHealth:
    """How a source is.

    It is broken after three failed visits in a row over half a day, or two over three days. It is
    silent when at its last visit it was read well, but had brought nothing new for as long as
    *silent*, and had nothing on its calendar beyond as long again. It is left out when crawls
    pass it over.

    Args:
        crawled: when the last crawl was.
        silent: how long a source may bring nothing new.
    """
    if one.is_file:
        return SourceHealth(facts=one, state=State.FILE)
    if _is_left_out(one, crawled):
        return SourceHealth(
            facts=one,
            state=State.LEFT_OUT,
            since=one.last_visit,
            what=f"No crawl has visited it since {_day(one.last_visit)}.",
            next="Nothing, if you took it out of your sources; else put it back.",
        )
    if one.failures:
        return _failing(one, now)
    return _quiet(one, silent) or SourceHealth(
        facts=one, state=State.GOOD, next=OUTCOMES[one.outcome].next
    )


def _is_left_out(one: SourceFacts, crawled: datetime | None) -> bool:
    if crawled is None or one.last_visit is None:
        return False
    due = one.last_visit + max(2 * one.every, LEFT_OUT_AFTER)
    return max(due, one.not_before or due) < crawled


def _failing(one: SourceFacts, now: datetime) -> SourceHealth:
    since = _failing_since(one)
    reached = one.visits[-1].at if one.visits else one.last_visit
    lasts = (reached or now) - (since or now)
    is_broken = any(one.failures >= count and lasts >= span for count, span in BROKEN)
    good = f"last read well {ago(one.last_good, now)}" if one.last_good else "never read well"
    times = "Failed once" if one.failures == 1 else f"Failed {one.failures} times in a row"
    outcome = OUTCOMES[one.outcome]
    return SourceHealth(
        facts=one,
        state=State.BROKEN if is_broken else State.FAILING,
        since=since,
        what=f"{outcome.what} {times}, {good}.",
        next=outcome.next,
    )


def _failing_since(one: SourceFacts) -> datetime | None:
    """The first visit since the last good one; where that is long ago, the last good one."""
    failed = list(takewhile(lambda visit: not visit.is_good, reversed(one.visits)))
    is_first = len(failed) == one.failures or one.last_good is None
    return failed[-1].at if failed and is_first else one.last_good


def _quiet(one: SourceFacts, silent: timedelta) -> SourceHealth | None:
    since = one.newest or (one.visits[0].at if one.visits else None)
    seen = one.last_good
    if seen is None or since is None or seen - since < silent:
        return None
    if one.last_date and one.last_date >= seen + silent:
        return None
    last = f"its last date is {_day(one.last_date)}" if one.last_date else "nothing is to come"
    return SourceHealth(
        facts=one,
        state=State.SILENT,
        since=since,
        what=f"It is read well, but brought nothing new for {spoken(seen - since)}, and {last}.",
        next="Open its page: the calendar may be abandoned, or have moved; probe the site.",
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%B} {moment.day}, {moment:%Y}" if moment else "then"
