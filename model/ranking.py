"""The best events for an outing: what both would like first, then each in turn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from model.candidate import Candidate
from model.filters import apply_filters, distance_km
from model.outing import Outing
from model.reasons import reasons
from model.scoring import NEUTRAL, interest, score, shared_parts
from model.taste import Reader, Taste

LIKED = 0.55
SAME_SOURCE, SAME_KIND, SAME_VENUE = 0.02, 0.01, 0.01
CONSIDERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One recommendation.

    Attributes:
        score: 0 to 1, for the two together.
        parts: what it is made of, each 0 to 1; `interest_a` and `interest_b` are the partners'.
        lane: "both", "a" or "b" when it is more to the taste of one, else "neither".
        reasons: what speaks for it, in true words.
        distance_km: from home; None when either place is unknown.
        other_dates: later starts of the same event.
    """

    candidate: Candidate
    score: float
    parts: dict[str, float]
    lane: str
    reasons: tuple[str, ...] = ()
    distance_km: float | None = None
    other_dates: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer to an outing.

    Attributes:
        cards: best first.
        total: how many events fit.
        removed: how many occurrences each filter took away.
    """

    cards: list[Card]
    total: int
    removed: dict[str, int] = field(default_factory=dict)


def rank(
    candidates: Iterable[Candidate],
    outing: Outing,
    now: datetime,
    k: int = 10,
    reader: Reader | None = None,
) -> Ranking:
    """Filter, score and order *candidates*.

    Args:
        now: aware.
        k: how many cards, at least 1.
        reader: of what the partners wrote; without one only their very words count.
    """
    everything = list(candidates)
    survivors = apply_filters(everything, outing, now)
    tastes = (reader or Reader(everything)).tastes(outing)
    scored = _one_per_event(survivors.candidates, outing, tastes, now)
    chosen = _take_turns(scored, k)
    return Ranking(
        [_explained(card, outing, tastes, now) for card in chosen], len(scored), survivors.removed
    )


def _one_per_event(
    candidates: Sequence[Candidate], outing: Outing, tastes: Sequence[Taste], now: datetime
) -> list[Card]:
    """The best occurrence of each event; equal names from one source count as one series."""
    by_event: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_event[candidate.event].append(candidate)
    cards: dict[tuple[str, str], Card] = {}
    for event in sorted(by_event):
        times = sorted(by_event[event], key=lambda one: one.start_date)
        best = min((_card(one, outing, tastes, now) for one in times), key=_order)
        later = tuple(t.start_date for t in times if t.start_date > best.candidate.start_date)
        card = Card(
            candidate=best.candidate,
            score=best.score,
            parts=best.parts,
            lane=best.lane,
            distance_km=best.distance_km,
            other_dates=later,
        )
        key = (card.candidate.name.casefold(), card.candidate.source)
        if key not in cards or _order(card) < _order(cards[key]):
            cards[key] = card
    return sorted(cards.values(), key=_order)


def _order(card: Card) -> tuple[float, datetime, str]:
    return (-card.score, card.candidate.start_date, card.candidate.event)


def _card(candidate: Candidate, outing: Outing, tastes: Sequence[Taste], now: datetime) -> Card:
    a, b = interest(candidate, tastes[0]), interest(candidate, tastes[-1])
    parts = {**shared_parts(candidate, outing, now), "interest": (a + b) / 2}
    total = score(parts)
    return Card(
        candidate=candidate,
        score=total,
        parts={**parts, "interest_a": a, "interest_b": b},
        lane=_lane(a, b),
        distance_km=distance_km(candidate, outing),
    )


def _lane(a: float, b: float) -> str:
    if min(a, b) >= NEUTRAL and (a == b or min(a, b) >= LIKED):
        return "both"
    if max(a, b) < LIKED:
        return "neither"
    return "a" if a > b else "b"


def _take_turns(cards: Sequence[Card], k: int) -> list[Card]:
    """What both like first, then the partners in turn, with alike events kept apart.

    Each turn takes the best of its lane; an event loses a little for every card above it from
    the same source, of the same kind or at the same venue.
    """
    lanes: dict[str, list[Card]] = {"both": [], "a": [], "b": [], "neither": []}
    for card in cards:
        lanes[card.lane].append(card)
    lanes = {name: lane[:CONSIDERED] for name, lane in lanes.items()}
    chosen: list[Card] = []
    seen: Counter[tuple[str, str]] = Counter()
    while len(chosen) < k and any(lanes.values()):
        lane = lanes[_next_lane(lanes, len(chosen))]
        best = max(lane, key=lambda card: (card.score - _repeats(card, seen), *_tie(card)))
        lane.remove(best)
        chosen.append(best)
        seen.update(_traits(best))
    return chosen


def _next_lane(lanes: dict[str, list[Card]], position: int) -> str:
    if lanes["both"]:
        return "both"
    turns = ("a", "b") if position % 2 == 0 else ("b", "a")
    return next(lane for lane in (*turns, "neither") if lanes[lane])


def _tie(card: Card) -> tuple[float, str]:
    return (-card.candidate.start_date.timestamp(), card.candidate.event)


def _traits(card: Card) -> list[tuple[str, str]]:
    one = card.candidate
    return [("source", one.source), ("kind", one.kind.value), ("venue", one.venue.casefold())]


def _repeats(card: Card, seen: Counter[tuple[str, str]]) -> float:
    costs = (SAME_SOURCE, SAME_KIND, SAME_VENUE)
    return sum(cost * seen[trait] for cost, trait in zip(costs, _traits(card), strict=True))


def _explained(card: Card, outing: Outing, tastes: Sequence[Taste], now: datetime) -> Card:
    words = reasons(card.candidate, outing, tastes, card.parts, card.distance_km, now)
    return Card(
        candidate=card.candidate,
        score=round(card.score, 4),
        parts={name: round(value, 4) for name, value in card.parts.items()},
        lane=card.lane,
        reasons=words,
        distance_km=card.distance_km,
        other_dates=card.other_dates,
    )
