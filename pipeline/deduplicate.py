"""Which listings announce the same event.

First the listings of one source that are one series, then pairs across sources that a matcher
finds alike, the surest first, as long as nothing forbids it.  The result does not depend on the
order of the listings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from model.announced import Announced
from model.event import Listing
from model.matcher import Decision, Matcher, Verdict
from pipeline.blocking import candidate_pairs
from pipeline.corrections import HOST_SAYS
from pipeline.crew import ALONE, Crew, split
from pipeline.series import Unit, units

Key = tuple[str, str]
Pair = frozenset[Key]
AGGREGATOR = "aggregator"
SAME_SERIES = "same series"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a host has said of pairs of listings.

    Attributes:
        same: pairs that are one event.
        apart: pairs that are two.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    """A listing that is part of another's event.

    Attributes:
        p_same: how sure that is; 1 within a series and for a host's word.
    """

    listing: Listing
    reason: str
    p_same: float = 1.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Listings that are one event.

    Attributes:
        primary: the one whose name and page are shown.
        others: the rest, each with why it is the same.
    """

    primary: Listing
    others: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two listings that may be one event; a host is asked."""

    a: Listing
    b: Listing
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """What became of the listings.

    Attributes:
        clusters: each listing is in one of them.
        doubts: pairs that are kept apart until somebody says otherwise, the likeliest first.
    """

    clusters: list[Cluster]
    doubts: list[Doubt]


def deduplicate(
    listings: Iterable[Listing],
    kinds: Mapping[str, str],
    matcher: Matcher,
    ruling: Ruling | None = None,
    crew: Crew = ALONE,
) -> Deduplicated:
    """Group *listings* into events.

    Args:
        listings: prepared, with their occurrences.
        kinds: the kind of each source, by id.
        crew: compares the pairs.
    """
    ruling = ruling or Ruling()
    groups = _Groups(units(listings, matcher.idf, ruling.apart), ruling.apart, matcher)
    edges = _edges(groups.units, matcher, crew)
    numbers = {key: number for number, unit in enumerate(groups.units) for key in unit.keys}
    for pair in sorted(ruling.same, key=sorted):
        ends = [numbers[key] for key in sorted(pair) if key in numbers]
        if len(ends) == 2:
            verdict = Verdict(1.0, Decision.MERGE, (HOST_SAYS,))
            groups.join(ends[0], ends[1], verdict, forced=True)
    for one, other, verdict in edges:
        if verdict.decision is Decision.MERGE:
            groups.join(one, other, verdict)
    doubts = [
        Doubt(groups.units[one].primary, groups.units[other].primary, verdict)
        for one, other, verdict in edges
        if groups.root(one) != groups.root(other) and not groups.ruled_apart(one, other)
    ]
    return Deduplicated([_cluster(*group, kinds) for group in groups.members()], doubts)


Edge = tuple[int, int, Verdict]


def _edges(found: Sequence[Unit], matcher: Matcher, crew: Crew) -> list[Edge]:
    """Pairs of units that are or may be one event, the surest first.

    Blocks overlap, so the pairs of all of them are divided, each with what it compares; by day,
    so that few units are in several parts.
    """
    pairs = candidate_pairs([unit.announced for unit in found], matcher.idf)
    pairs.sort(key=lambda pair: found[pair[0]].announced.starts[0])
    parts = (
        (part, {number: found[number].announced for pair in part for number in pair})
        for part in split(pairs, crew)
    )
    kept = chain.from_iterable(crew.map(partial(_compared, matcher), parts))
    return sorted(kept, key=lambda edge: (-edge[2].p_same, edge[0], edge[1]))


def _compared(
    matcher: Matcher, part: tuple[Sequence[tuple[int, int]], Mapping[int, Announced]]
) -> list[Edge]:
    pairs, announced = part
    judged = [(one, other, matcher.match(announced[one], announced[other])) for one, other in pairs]
    return [edge for edge in judged if edge[2].decision is not Decision.APART]


@dataclass(slots=True)
class _Groups:
    """Union–find over units, with why each was joined.

    A group takes in no unit that a host or the matcher keeps apart from any of its own, save
    those that a host has ordered into it.
    """

    units: Sequence[Unit]
    apart: frozenset[Pair]
    matcher: Matcher
    parent: list[int] = field(init=False)
    group: dict[int, list[int]] = field(init=False)
    ordered: set[int] = field(init=False, default_factory=set)
    why: dict[int, Verdict] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.parent = list(range(len(self.units)))
        self.group = {number: [number] for number in self.parent}

    def root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def join(self, one: int, other: int, verdict: Verdict, *, forced: bool = False) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        if a == b or not (forced or self._may_join(a, b)):
            return
        for number in (one, other):
            self.why.setdefault(number, verdict)
        self.ordered.update((one, other) if forced else ())
        self.parent[b] = a
        self.group[a] += self.group.pop(b)

    def _may_join(self, a: int, b: int) -> bool:
        return not any(
            self.ruled_apart(x, y) or (not self.ordered & {x, y} and self._forbidden(x, y))
            for x in self.group[a]
            for y in self.group[b]
        )

    def _forbidden(self, one: int, other: int) -> bool:
        return self.matcher.forbids(self.units[one].announced, self.units[other].announced)

    def ruled_apart(self, one: int, other: int) -> bool:
        """Whether a host has said that some listings of two units are two events."""
        if not self.apart:
            return False
        theirs = self.units[other].keys
        return any(Pair({x, y}) in self.apart for x in self.units[one].keys for y in theirs)

    def members(self) -> Iterator[tuple[list[Unit], dict[Key, Verdict]]]:
        for _, group in sorted(self.group.items()):
            found = [self.units[number] for number in sorted(group)]
            why = {self.units[n].primary_key: self.why[n] for n in group if n in self.why}
            yield found, why


def _cluster(
    members: Sequence[Unit], why: Mapping[Key, Verdict], kinds: Mapping[str, str]
) -> Cluster:
    """The organiser's own listing beats an aggregator's, and the fuller text the shorter."""

    def rank(unit: Unit) -> tuple[bool, int, str, str]:
        event = unit.primary.event
        aggregator = kinds.get(unit.primary.source) == AGGREGATOR
        return (aggregator, -len(event.description), *unit.primary_key)

    first, *rest = sorted(members, key=rank)
    others = [Merged(listing, SAME_SERIES) for listing in first.others]
    for unit in rest:
        verdict = why[unit.primary_key]
        reason = "; ".join(verdict.reasons)
        others += [Merged(one, reason, verdict.p_same) for one in (unit.primary, *unit.others)]
    return Cluster(first.primary, tuple(others))
