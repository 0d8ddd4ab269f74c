"""How well a candidate fits an outing, in parts that each run from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from model.candidate import Candidate
from model.filters import distance_km
from model.labels import Interest, Kind
from model.outing import Aim, Outing
from model.taste import Taste

WEIGHTS: Mapping[str, float] = {
    "couple_fit": 0.14,
    "interest": 0.50,
    "distance": 0.12,
    "aim": 0.05,
    "price": 0.07,
    "lead_time": 0.07,
    "trust": 0.05,
}
"""The share of each part in the score; together 1."""

HALF_DISTANCE_KM = 15.0
HALF_AGE_DAYS = 14.0
HALF_WAIT_DAYS = 21.0
BOOKING_DAYS: Mapping[Kind, int] = {Kind.RETREAT: 21, Kind.WORKSHOP: 5, Kind.CLASS: 3}
USUAL_PRICE = 60.0
NEUTRAL, NO_MATCH = 0.5, 0.1
WORDS_SHARE, INTEREST_SHARE, KIND_SHARE = 0.45, 0.35, 0.20
AIMS: Mapping[Aim, tuple[frozenset[Kind], frozenset[Interest]]] = {
    Aim.RECONNECT: (
        frozenset({Kind.RETREAT, Kind.DATE_NIGHT, Kind.WORKSHOP, Kind.WELLNESS}),
        frozenset({Interest.RELATIONSHIP_SKILLS}),
    ),
    Aim.LEARN: (
        frozenset({Kind.CLASS, Kind.WORKSHOP, Kind.ARTS_CULTURE}),
        frozenset({Interest.LEARNING}),
    ),
    Aim.HAVE_FUN: (
        frozenset({Kind.SOCIAL, Kind.PERFORMANCE, Kind.DATE_NIGHT, Kind.FOOD_DRINK, Kind.SPORTS}),
        frozenset({Interest.COMEDY, Interest.GAMES, Interest.DANCE}),
    ),
    Aim.MEET_COUPLES: (
        frozenset({Kind.SMALL_GROUP, Kind.SOCIAL, Kind.SERVICE, Kind.RETREAT}),
        frozenset({Interest.VOLUNTEERING}),
    ),
    Aim.WORK_THROUGH: (frozenset({Kind.COUNSELLING, Kind.WORKSHOP, Kind.RETREAT}), frozenset()),
}


def score(parts: Mapping[str, float]) -> float:
    """The weighted sum of *parts*, 0 to 1."""
    return sum(weight * parts[name] for name, weight in WEIGHTS.items())


def shared_parts(candidate: Candidate, outing: Outing, now: datetime) -> dict[str, float]:
    """Every part that is the same for both partners."""
    return {
        "couple_fit": min(1.0, candidate.p_couples + candidate.p_couple_friendly / 2),
        "distance": _distance(candidate, outing),
        "aim": _aim(candidate, outing.aim),
        "price": _price(candidate, outing.budget),
        "lead_time": _lead_time(candidate, now),
        "trust": _trust(candidate, now),
    }


def interest(candidate: Candidate, taste: Taste) -> float:
    """How much one partner would like it, by labels and by words.

    0.5 when the partner has said nothing; else 0.1 when nothing matches, 0.8 for the first
    chosen interest, more for each further one; what was written counts by its words (0.45), by
    the interest (0.35) and by the kind of event (0.20) that it seems to mean.
    """
    if not taste:
        return NEUTRAL
    hits = len(set(taste.partner.interests) & set(candidate.interests))
    by_label = 1.0 - 0.2 / hits if hits else NO_MATCH
    likely = (taste.interests.get(one, 0.0) for one in candidate.interests)
    meant = (
        WORDS_SHARE * taste.matches.get(candidate.event, 0.0)
        + INTEREST_SHARE * max(likely, default=0.0)
        + KIND_SHARE * taste.kinds.get(candidate.kind, 0.0)
    )
    return max(by_label, NO_MATCH + (1 - NO_MATCH) * meant)


def _distance(candidate: Candidate, outing: Outing) -> float:
    """Halves every 15 km, counted to the far side of what the place's precision allows."""
    if candidate.is_online:
        return NEUTRAL
    away = distance_km(candidate, outing)
    if away is None:
        return NEUTRAL if outing.latitude is None else 0.25
    away += (candidate.precision_km or 0.0) / 2
    return float(2.0 ** (-away / HALF_DISTANCE_KM))


def _aim(candidate: Candidate, aim: Aim) -> float:
    if aim is Aim.ANY:
        return NEUTRAL
    kinds, interests = AIMS[aim]
    return 1.0 if candidate.kind in kinds or interests.intersection(candidate.interests) else 0.2


def _price(candidate: Candidate, budget: float | None) -> float:
    """1 when free, falling with the price; an unknown price lies in the middle."""
    if candidate.price_for_two is None:
        return NEUTRAL
    if budget:
        return max(0.0, 1.0 - 0.7 * candidate.price_for_two / budget)
    return 1.0 / (1.0 + candidate.price_for_two / USUAL_PRICE)


def _lead_time(candidate: Candidate, now: datetime) -> float:
    """Sooner is better, but what must be booked needs its days."""
    days = max(0.0, (candidate.start_date - now).total_seconds() / 86400)
    needed = BOOKING_DAYS.get(candidate.kind, 0)
    if days < needed:
        return 0.3 + 0.7 * days / needed
    return float(2.0 ** (-(days - needed) / HALF_WAIT_DAYS))


def _trust(candidate: Candidate, now: datetime) -> float:
    """Halves for every two weeks since the source showed it; an aggregator counts less."""
    age = max(0.0, (now - candidate.checked).total_seconds() / 86400) if candidate.checked else 30.0
    return float(2.0 ** (-age / HALF_AGE_DAYS)) * (
        0.8 if candidate.source_kind == "aggregator" else 1.0
    )
