"""One run: from what a crawl brought to the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from model.event import Listing, Place
from model.matcher import Matcher
from model.source import Source
from pipeline.catalogue import Catalogue
from pipeline.changes import Change
from pipeline.classify import Classify
from pipeline.crew import ALONE, Crew, split
from pipeline.derive import Derived, Town, derive
from pipeline.drift import TRAILING_RUNS, drifts
from pipeline.harvest import Brought
from pipeline.judging import Case, judge
from pipeline.listing_tables import LIVE, Stored
from pipeline.places import Gazetteer, source_place
from pipeline.recurrence import Horizon
from pipeline.report import Report
from pipeline.stages import Context, prepare
from pipeline.verdicts import Key, Prepared, Verdict

Changes = Mapping[str, Sequence[Change]]


class Ledger(Protocol):
    """What a run that writes town after town remembers, so that it can be gone on with."""

    def changes(self, found: Changes) -> Changes:
        """What the run changes, by source: *found*, or what it found before it broke off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a report says of how the run came about.

    Attributes:
        recording: what was replayed.
        took_over: whose lock was found, who had not let go of it; "" when nobody's.
    """

    recording: str = ""
    took_over: str = ""


PLAIN = Words()


def run(
    brought: Brought,
    catalogue: Catalogue,
    horizon: Horizon,
    classify: Classify,
    gazetteer: Gazetteer,
    matcher: Matcher,
    words: Words = PLAIN,
    crew: Crew = ALONE,
    ledger: Ledger | None = None,
) -> Report:
    """Judge what was brought, promote it, and derive the catalogue anew.

    A source whose assertions do not hold keeps its last good listings.  Without a *ledger*
    everything is written in one transaction.  With one, each town is promoted in a transaction
    of its own, and the events, which know no bounds of towns, follow in the last; a run that
    broke off in between is gone on with, under its number.

    Args:
        crew: does what can be done in parts.
    """
    stored = catalogue.listings()
    known = {row["id"]: row for row in catalogue.sources()}
    verdicts = list(_judged(brought, stored, horizon, crew))
    sources = {one.source.id: one.source for one in verdicts}
    current = _others(stored, sources, horizon, crew)
    for verdict in verdicts:
        current |= verdict.current
    town = Town(gazetteer, dict(_places(sources, known, gazetteer)), kinds(sources, known))
    events = partial(derive, current, catalogue, town, classify, matcher, horizon.now.date(), crew)
    found: Changes = {one.source.id: one.changes for one in verdicts}
    if ledger is None:
        with catalogue.writing():
            number = catalogue.start_run(horizon.now, words.recording)
            _promote(verdicts, catalogue, number, horizon, words.recording)
            report = _report(verdicts, found, events(), brought, horizon, words, number)
            return _finish(report, catalogue, brought)
    found = ledger.changes(found)
    number = catalogue.broken_off(horizon.now) or catalogue.start_run(horizon.now, words.recording)
    left = [one for one in verdicts if not _is_promoted(one, known, number)]
    for group in by_town(left):
        with catalogue.writing():
            _promote(group, catalogue, number, horizon, words.recording)
    with catalogue.writing():
        report = _report(verdicts, found, events(), brought, horizon, words, number)
        return _finish(report, catalogue, brought)


def _judged(
    brought: Brought, stored: Mapping[Key, Stored], horizon: Horizon, crew: Crew
) -> Iterator[Verdict]:
    own: dict[str, dict[Key, Stored]] = defaultdict(dict)
    for key, one in stored.items():
        own[key[0]][key] = one
    cases = (
        Case(
            load=load,
            stored={key: one for source in sources for key, one in own[source.id].items()},
            horizon=horizon,
        )
        for sources, load in brought.parts()
    )
    for verdicts in crew.map(judge, cases):
        yield from verdicts


def _others(
    stored: Mapping[Key, Stored], visited: Collection[str], horizon: Horizon, crew: Crew
) -> Prepared:
    """The live listings of sources that were not visited, within the horizon."""
    live = [
        one.listing
        for (source, _), one in stored.items()
        if one.state == LIVE and source not in visited
    ]
    work = partial(_prepared, context=Context(horizon))
    found: Prepared = {}
    for part in crew.map(work, split(live, crew)):
        found |= part
    return found


def _prepared(listings: Iterable[Listing], context: Context) -> Prepared:
    return prepare(listings, context)[0]


def by_town(verdicts: Iterable[Verdict]) -> Iterable[Sequence[Verdict]]:
    """The verdicts on the sources of each town; those that name none are together."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        found[one.source.locality].append(one)
    return found.values()


def _is_promoted(verdict: Verdict, known: Mapping[str, dict[str, Any]], number: int) -> bool:
    row = known.get(verdict.source.id)
    return row is not None and row["last_run"] == number


def _promote(
    verdicts: Sequence[Verdict], catalogue: Catalogue, number: int, horizon: Horizon, recording: str
) -> None:
    for one in verdicts:
        catalogue.save_source(one.source, number, one.outcome, one.held_back, one.not_before)
        catalogue.save_unfinished(one.source.id, () if recording else one.unfinished)
    catalogue.save_fetches(number, (fetch for one in verdicts for fetch in one.fetches))
    good = [one for one in verdicts if one.good]
    catalogue.save_pages({one.source.id: one.seen for one in good})
    for one in good:
        if one.reissued:
            catalogue.follow(one.source.id, one.reissued)
    catalogue.save_listings((each for one in good for each in one.fresh), horizon.now.isoformat())
    catalogue.touch_listings(row for one in good for row in one.touched)


def _report(
    verdicts: Iterable[Verdict],
    changes: Changes,
    derived: Derived,
    brought: Brought,
    horizon: Horizon,
    words: Words,
    number: int,
) -> Report:
    return Report(
        run=number,
        now=horizon.now.isoformat(),
        recording=words.recording,
        stopped=brought.stopped,
        took_over=words.took_over,
        sources=[
            one.report([*changes[one.source.id], *derived.joined.get(one.source.id, ())])
            for one in verdicts
        ],
        events=derived.events,
        occurrences=derived.occurrences,
        merged=derived.merged,
        doubtful=derived.doubtful,
        mended=derived.mended,
        audiences=derived.audiences,
        shares=derived.shares,
    )


def _finish(report: Report, catalogue: Catalogue, brought: Brought) -> Report:
    """The report, with what breaks with the runs before, kept."""
    broken = tuple(drifts(report.shares, catalogue.label_shares(TRAILING_RUNS)))
    whole = replace(report, drifts=broken)
    catalogue.finish_run(report.run, whole.to_dict(), brought.seconds)
    return whole


def kinds(sources: Mapping[str, Source], known: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """The kind of every source, crawled now or before."""
    return {id_: row["kind"] for id_, row in known.items()} | {
        id_: source.kind for id_, source in sources.items()
    }


def _places(
    sources: Mapping[str, Source], known: Mapping[str, dict[str, Any]], gazetteer: Gazetteer
) -> Iterator[tuple[str, Place | None]]:
    for id_, row in known.items():
        yield id_, source_place(row["locality"], row["latitude"], row["longitude"], gazetteer)
    for id_, source in sources.items():
        yield id_, source_place(source.locality, source.latitude, source.longitude, gazetteer)
