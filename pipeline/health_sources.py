"""How one source is: read well, failing, broken, silent, or visited no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from pipeline.health_records import SourceFacts, Visit
from pipeline.health_words import ago, length
from pipeline.outcomes import OUTCOMES

BROKEN_AFTER = 3
BROKEN_AFTER_DAYS = timedelta(days=3)
LEFT_OUT_AFTER = timedelta(days=7)


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
        failed: visits in a row that failed.
        what: is the matter, in one sentence; "" for nothing.
        next: thing to try.
    """

    facts: SourceFacts
    state: State
    since: datetime | None = None
    failed: int = 0
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

    It is broken after three failed visits in a row, or two that are three days apart. It is
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
    if failed := _failed(one):
        return _failing(one, failed, now)
    return _quiet(one, silent) or SourceHealth(
        facts=one, state=State.GOOD, next=OUTCOMES[one.outcome].next
    )


def _is_left_out(one: SourceFacts, crawled: datetime | None) -> bool:
    if crawled is None or one.last_visit is None:
        return False
    due = one.last_visit + max(2 * one.every, LEFT_OUT_AFTER)
    return max(due, one.not_before or due) < crawled


def _failed(one: SourceFacts) -> list[Visit]:
    """The visits since the last good one, the newest first."""
    return list(takewhile(lambda visit: not visit.is_good, reversed(one.visits)))


def _failing(one: SourceFacts, failed: list[Visit], now: datetime) -> SourceHealth:
    newest, first = failed[0], failed[-1]
    lasts = newest.at - first.at >= BROKEN_AFTER_DAYS
    good = f"last read well {ago(one.last_good, now)}" if one.last_good else "never read well"
    times = "time" if len(failed) == 1 else "times in a row"
    outcome = OUTCOMES[newest.outcome]
    return SourceHealth(
        facts=one,
        state=State.BROKEN if len(failed) >= BROKEN_AFTER or lasts else State.FAILING,
        since=first.at,
        failed=len(failed),
        what=f"{outcome.what} Failed {len(failed)} {times}, {good}.",
        next=outcome.next,
    )


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
        what=f"It is read well, but brought nothing new for {length(seen - since)}, and {last}.",
        next="Open its page: the calendar may be abandoned, or have moved; probe the site.",
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%B} {moment.day}, {moment:%Y}" if moment else "then"
