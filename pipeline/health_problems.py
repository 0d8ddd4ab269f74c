"""What is not as it should be, and what to try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from pipeline.durations import spoken
from pipeline.health_expected import Expected
from pipeline.health_records import Facts, last_good
from pipeline.health_sources import SourceHealth, State
from pipeline.health_words import ago


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


def crawling(known: Facts, usual: Expected, now: datetime) -> Iterator[Problem]:
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
    good = last_good(known.crawls)
    if now - last > usual.late:
        due = spoken(usual.every).removeprefix("1 ")
        yield _no_run(f"The last crawl was {ago(last, now)}; one is due every {due}.", "late")
    elif good is None or now - good.at > usual.late:
        when = ago(good.at if good else None, now)
        yield Problem(
            key="run",
            verdict=Verdict.ACT,
            what=f"Crawls end, but most sources fail; the last good one: {when}.",
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


def of_sources(sources: Sequence[SourceHealth]) -> Iterator[Problem]:
    """Each source that is broken or silent."""
    for one in sources:
        if one.state in (State.BROKEN, State.SILENT):
            yield Problem(
                key=one.key,
                verdict=Verdict.LOOK,
                what=f"{one.facts.name} ({one.facts.id}) is {one.state}. {one.what}",
                next=one.next,
                state=one.facts.outcome if one.state is State.BROKEN else "",
            )


def drifted(known: Facts) -> Iterator[Problem]:
    """Each figure of labels that drifted in the last crawl."""
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
