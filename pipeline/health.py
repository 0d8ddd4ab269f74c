"""How the catalogue, its crawls and its sources are: one judgement for all that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.drift import Drift
from pipeline.health_expected import Expected, expected
from pipeline.health_facts import facts
from pipeline.health_problems import Problem, Verdict, crawling, drifted, of_sources
from pipeline.health_records import Crawl, Facts, last_good
from pipeline.health_sources import WORST_FIRST, SourceHealth, State, source_health


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
        return last_good(self.crawls)

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
        InputError: if the settings say wrongly what is to be expected.
    """
    return judge(facts(home, now), expected(home), now)


def judge(known: Facts, usual: Expected, now: datetime) -> Health:
    """How things are, by what is known of them."""
    crawled = known.crawls[0].at if known.crawls else None
    sources = [source_health(one, crawled, usual.silent, now) for one in known.sources]
    sources.sort(key=lambda one: (WORST_FIRST.index(one.state), one.facts.id))
    problems = [*crawling(known, usual, now), *of_sources(sources), *drifted(known)]
    return Health(
        now=now,
        expected=usual,
        problems=tuple(sorted(problems, key=lambda one: -one.verdict)),
        sources=tuple(sources),
        crawls=known.crawls,
        events=known.events,
        is_known=not known.error,
    )
