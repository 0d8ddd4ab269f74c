"""Health as one JSON-ready document, and for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from pipeline.health import Health
from pipeline.health_problems import Verdict
from pipeline.health_sources import SourceHealth, State
from pipeline.health_words import ago, trend

COLOURS = {State.BROKEN: "red", State.SILENT: "yellow", State.FAILING: "yellow"}
VERDICTS = {
    Verdict.FINE: "[green]All is well.[/]",
    Verdict.LOOK: "[yellow]Something wants a look.[/]",
    Verdict.ACT: "[red]Something must be done.[/]",
}


def to_dict(health: Health) -> dict[str, Any]:
    """All of it; times are ISO 8601, time spans seconds."""
    last, good = next(iter(health.crawls), None), health.last_good
    return {
        "now": health.now.isoformat(),
        "verdict": health.verdict.name.lower(),
        "problems": [
            {
                "key": one.key,
                "verdict": one.verdict.name.lower(),
                "what": one.what,
                "next": one.next,
            }
            for one in health.problems
        ],
        "crawl": {
            "every_s": health.expected.every.total_seconds(),
            "last": last.at.isoformat() if last else None,
            "last_s": last.seconds if last else None,
            "last_good": good.at.isoformat() if good else None,
        },
        "events_to_come": health.events,
        "sources": [_source(one) for one in health.sources],
    }


def _source(one: SourceHealth) -> dict[str, Any]:
    facts = one.facts
    return {
        "id": facts.id,
        "name": facts.name,
        "state": one.state.value,
        "since": one.since.isoformat() if one.since else None,
        "outcome": facts.outcome,
        "last_good": facts.last_good.isoformat() if facts.last_good else None,
        "last_visit": facts.last_visit.isoformat() if facts.last_visit else None,
        "failed_visits": one.facts.failures,
        "listings": facts.listings,
        "dates_to_come": facts.dates,
        "trend": [visit.listings for visit in facts.visits],
        "what": one.what,
        "next": one.next,
    }


def render(health: Health) -> RenderableType:
    """For a terminal: the verdict, how fresh the catalogue is, the problems, every source."""
    table: list[RenderableType] = ["", _table(health)] if health.sources else []
    return Group(*_summary(health), *_problems(health), *table, *_held_back(health))


def _summary(health: Health) -> Iterator[str]:
    yield VERDICTS[health.verdict]
    last, good = next(iter(health.crawls), None), health.last_good
    yield f"Last crawl: {ago(last.at if last else None, health.now)}" + (
        ""
        if last is good
        else f"; one that went well: {ago(good.at if good else None, health.now)}"
    )
    yield f"Events to come: {health.events}"


def _problems(health: Health) -> Iterator[str]:
    for one in health.problems:
        colour = "red" if one.verdict is Verdict.ACT else "yellow"
        yield f"\n[{colour}]{escape(one.what)}[/]\n  {escape(one.next)}"


def _table(health: Health) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("source", no_wrap=True, max_width=24)
    for name, width in (("state", 8), ("last good", 11), ("outcome", 12), ("listings", 8)):
        table.add_column(name, no_wrap=True, min_width=width)
    for one in health.sources:
        colour = COLOURS.get(one.state, "green" if one.state is State.GOOD else "dim")
        facts = one.facts
        table.add_row(
            escape(facts.id),
            f"[{colour}]{one.state}[/]",
            ago(facts.last_good, health.now),
            facts.outcome,
            trend(facts.visits),
        )
    return table


def _held_back(health: Health) -> Iterator[str]:
    """What was found at the last visit of each source that fails, in its own words."""
    for one in health.sources:
        if one.facts.failures:
            yield f"\n[bold]{escape(one.facts.id)}[/]: {escape(one.facts.held_back)}"
        if one.state is State.FAILING:
            yield f"  {escape(one.what)} {escape(one.next)}"
