"""How the catalogue, its crawls and its sources are: one judgement for all that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path

from model.errors import InputError
from model.source import interval
from pipeline.config import crawl_every, silent_days
from pipeline.drift import Drift
from pipeline.health_facts import Crawl, Facts, facts
from pipeline.health_sources import WORST_FIRST, SourceHealth, State, source_health
from pipeline.health_words import ago, length

USUALLY = timedelta(days=7)
"""Between two crawls, where TWOGETHER_CRAWL_EVERY does not say."""
MIN_GRACE = timedelta(hours=1)
SILENT_DAYS = 30


class Verdict(IntEnum):
    """How things are; its number is the exit status of `twogether health`."""

    FINE = 0
    LOOK = 1
    ACT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is not as it should be.

    Attributes:
        key: the same as long as it lasts.
        state: changes when the problem does, though it lasts.
        what: is the matter, in one sentence.
        next: thing to try.
        is_told: the host is alerted to it.
    """

    key: str
    verdict: Verdict
    what: str
    next: str
    state: str = ""
    is_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is thought to be usual.

    Attributes:
        every: between two crawls.
        silent: so long a source may bring nothing new.
    """

    every: timedelta = USUALLY
    silent: timedelta = timedelta(days=SILENT_DAYS)

    @property
    def late(self) -> timedelta:
        """After so long without a crawl, one did not happen: half as long again, or an hour."""
        return self.every + max(self.every / 2, MIN_GRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How an installation is.

    Attributes:
        problems: the gravest first.
        sources: the worst first.
        crawls: the newest first.
        events: to come and shown.
        is_known: the catalogue could be read.
    """

    now: datetime
    expected: Expected
    problems: tuple[Problem, ...]
    sources: tuple[SourceHealth, ...]
    crawls: tuple[Crawl, ...]
    events: int
    is_known: bool

    @property
    def verdict(self) -> Verdict:
        """The gravest of the problems' verdicts."""
        return max((one.verdict for one in self.problems), default=Verdict.FINE)

    @property
    def last_good(self) -> Crawl | None:
        """The newest crawl that read at least half of its sources well."""
        return next((crawl for crawl in self.crawls if crawl.is_good), None)

    @property
    def drifts(self) -> tuple[Drift, ...]:
        """What broke with the runs before in the last crawl."""
        return self.crawls[0].drifts if self.crawls else ()

    def count(self, state: State) -> int:
        """How many sources are in a state."""
        return sum(one.state is state for one in self.sources)


def health(home: Path, now: datetime) -> Health:
    """How the installation in *home* is.

    Raises:
        InputError: if the environment says wrongly what is to be expected.
    """
    return judge(facts(home, now), expected(), now)


def expected() -> Expected:
    """What the environment says is usual.

    Raises:
        InputError: if it says so in no way that is understood.
    """
    every, days = crawl_every(), silent_days()
    if every and not interval(every):
        msg = (
            f"TWOGETHER_CRAWL_EVERY is {every!r}, which is no interval; "
            "write hours, days or weeks, such as '6h', '1d' or '2w'"
        )
        raise InputError(msg)
    if days and not (days.isdecimal() and int(days)):
        msg = f"TWOGETHER_SILENT_DAYS is {days!r}, which is no number of days; write one, as 30"
        raise InputError(msg)
    return Expected(
        every=interval(every) or USUALLY, silent=timedelta(days=int(days or SILENT_DAYS))
    )


def judge(known: Facts, usual: Expected, now: datetime) -> Health:
    """How things are, by what is known of them."""
    crawled = known.crawls[0].at if known.crawls else None
    sources = [source_health(one, crawled, usual.silent, now) for one in known.sources]
    sources.sort(key=lambda one: (WORST_FIRST.index(one.state), one.facts.id))
    problems = [*_crawling(known, usual, now), *map(_source, _bad(sources)), *_drifted(known)]
    return Health(
        now=now,
        expected=usual,
        problems=tuple(sorted(problems, key=lambda one: -one.verdict)),
        sources=tuple(sources),
        crawls=known.crawls,
        events=known.events,
        is_known=not known.error,
    )


def _crawling(known: Facts, usual: Expected, now: datetime) -> Iterator[Problem]:
    """What is wrong with the catalogue as a whole."""
    if known.error:
        what, advice = _halves(known.error)
        yield Problem(key="catalogue", verdict=Verdict.ACT, what=what, next=advice)
        return
    yield from _punctual(known, usual, now)
    if known.sources and not known.events:
        yield Problem(
            key="events",
            verdict=Verdict.ACT,
            what="The catalogue holds nothing to come.",
            next="Look at the sources below; add more with `twogether probe`.",
        )


def _punctual(known: Facts, usual: Expected, now: datetime) -> Iterator[Problem]:
    """What is wrong with the last crawls; who has but imported files needs none."""
    if not known.crawls:
        if not known.sources or not all(one.is_file for one in known.sources):
            yield _no_run("No crawl has ended yet.", "none")
        return
    last = known.crawls[0].at
    good = next((crawl.at for crawl in known.crawls if crawl.is_good), None)
    if now - last > usual.late:
        due = length(usual.every).removeprefix("1 ")
        yield _no_run(f"The last crawl was {ago(last, now)}; one is due every {due}.", "late")
    elif good is None or now - good > usual.late:
        yield Problem(
            key="run",
            verdict=Verdict.ACT,
            what=f"Crawls end, but most sources fail; one read them well {ago(good, now)}.",
            next="Check this machine's connection to the internet, then the sources below.",
            state="failing",
        )


def _no_run(what: str, state: str) -> Problem:
    return Problem(
        key="run",
        verdict=Verdict.ACT,
        what=what,
        next="Run `twogether crawl` and see what it says; check that its timer is on.",
        state=state,
    )


def _bad(sources: list[SourceHealth]) -> list[SourceHealth]:
    return [one for one in sources if one.state in (State.BROKEN, State.SILENT)]


def _source(one: SourceHealth) -> Problem:
    return Problem(
        key=f"{one.state}:{one.facts.id}",
        verdict=Verdict.LOOK,
        what=f"{one.facts.name} ({one.facts.id}) is {one.state}. {one.what}",
        next=one.next,
        state=one.facts.outcome if one.state is State.BROKEN else "",
    )


def _drifted(known: Facts) -> Iterator[Problem]:
    for one in known.crawls[0].drifts if known.crawls else ():
        what, advice = _halves(str(one))
        yield Problem(
            key=f"drift:{one.source}:{one.figure}",
            verdict=Verdict.LOOK,
            what=what,
            next=f"{advice} Look at some of its events.",
            is_told=False,
        )


def _halves(message: str) -> tuple[str, str]:
    """What is so and what to do, of "what is so; what to do", as sentences."""
    what, _, advice = message.partition("; ")
    return f"{what}.", f"{advice[:1].upper()}{advice[1:]}."
