"""How well each row of an index fits an outing, in parts that each run from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from model.feedback import Learned
from model.filters import Survivors, bits
from model.index import INTERESTS, KINDS, Flag, Index
from model.labels import Interest, Kind
from model.outing import Aim, Outing
from model.taste import Taste

Parts = dict[str, NDArray[np.float64]]
WEIGHTS: Mapping[str, float] = {
    "couple_fit": 0.10,
    "interest": 0.56,
    "distance": 0.12,
    "aim": 0.03,
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
NEUTRAL, NO_MATCH, UNPLACED, OFF_AIM = 0.5, 0.1, 0.25, 0.2
UNSEEN_DAYS = 30.0
DAY = 86400.0
WORDS, CONCEPTS, INTERESTS_MEANT, KIND_MEANT = 0.30, 0.35, 0.20, 0.15
"""What each way of reading a partner's words counts; together 1."""
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


def score(parts: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The weighted sum of *parts*, 0 to 1."""
    return np.asarray(sum(weight * parts[name] for name, weight in WEIGHTS.items()))


def parts_of(
    index: Index,
    found: Survivors,
    outing: Outing,
    tastes: Sequence[Taste],
    learned: Sequence[Learned],
    now: datetime,
) -> Parts:
    """Every part of each survivor, `interest` as the mean of the partners' own."""
    own = [
        np.clip(interest(index, found, taste) + more.shift(index, found.ids), 0.0, 1.0)
        for taste, more in zip(tastes, learned, strict=True)
    ]
    a, b = own[0], own[-1]
    return {
        "couple_fit": index["couple_fit"][found.ids].astype(float),
        "interest": (a + b) / 2,
        "distance": _distance(index, found, outing),
        "aim": _aim(index, found, outing.aim),
        "price": _price(index, found, outing.budget),
        "lead_time": _lead_time(index, found, now),
        "trust": _trust(index, found, now),
        "interest_a": a,
        "interest_b": b,
    }


def interest(index: Index, found: Survivors, taste: Taste) -> NDArray[np.float64]:
    """How much one partner would like each, by labels and by words.

    0.5 when the partner has said nothing; else 0.1 when nothing matches, 0.8 for the first
    chosen interest, more for each further one; what was written counts by its words (0.30), by
    the concepts (0.35), the interest (0.20) and the kind of event (0.15) that it seems to mean.
    """
    if not taste:
        return np.full(len(found.ids), NEUTRAL)
    labels = index["interests"][found.ids]
    hits = np.bitwise_count(labels & bits(taste.partner.interests))
    by_label = np.where(hits, 1.0 - 0.2 / np.maximum(hits, 1), NO_MATCH)
    if taste.words is None or taste.concepts is None:
        return np.asarray(by_label)
    kinds = np.array([taste.kinds.get(kind, 0.0) for kind in KINDS])
    meant = (
        WORDS * taste.words
        + CONCEPTS * taste.concepts
        + INTERESTS_MEANT * _likeliest(labels, taste)
        + KIND_MEANT * kinds[index["kind"][found.ids]]
    )
    return np.asarray(np.maximum(by_label, NO_MATCH + (1 - NO_MATCH) * meant))


def _likeliest(labels: NDArray[np.int32], taste: Taste) -> NDArray[np.float64]:
    """How likely the partner meant one of each row's interests."""
    best = np.zeros(len(labels))
    for bit, one in enumerate(INTERESTS):
        likely = taste.interests.get(one, 0.0)
        np.maximum(best, likely * (labels >> bit & 1), out=best)
    return best


def _distance(index: Index, found: Survivors, outing: Outing) -> NDArray[np.float64]:
    """Halves every 15 km, counted to the far side of what the place's precision allows."""
    away = found.away_km + index["precision_km"][found.ids] / 2
    unknown = NEUTRAL if outing.latitude is None else UNPLACED
    near = np.where(np.isnan(away), unknown, 2.0 ** (-away / HALF_DISTANCE_KM))
    return np.where(index["flags"][found.ids] & int(Flag.ONLINE), NEUTRAL, near)


def _aim(index: Index, found: Survivors, aim: Aim) -> NDArray[np.float64]:
    if aim is Aim.ANY:
        return np.full(len(found.ids), NEUTRAL)
    kinds, interests = AIMS[aim]
    serves = np.isin(index["kind"][found.ids], [KINDS.index(one) for one in kinds])
    serves |= index["interests"][found.ids] & bits(interests) != 0
    return np.where(serves, 1.0, OFF_AIM)


def _price(index: Index, found: Survivors, budget: float | None) -> NDArray[np.float64]:
    """1 when free, falling with the price; an unknown price lies in the middle."""
    price = index["price"][found.ids].astype(float)
    fit = np.maximum(0.0, 1.0 - 0.7 * price / budget) if budget else 1 / (1 + price / USUAL_PRICE)
    return np.where(np.isnan(price), NEUTRAL, fit)


def _lead_time(index: Index, found: Survivors, now: datetime) -> NDArray[np.float64]:
    """Sooner is better, but what must be booked needs its days."""
    days = np.maximum(0.0, (index["start"][found.ids] - now.timestamp()) / DAY)
    booking = np.array([BOOKING_DAYS.get(kind, 0) for kind in KINDS], float)
    needed = booking[index["kind"][found.ids]]
    hurried = 0.3 + 0.7 * days / np.maximum(needed, 1.0)
    waiting = 2.0 ** (-(days - needed) / HALF_WAIT_DAYS)
    return np.asarray(np.where(days < needed, hurried, waiting))


def _trust(index: Index, found: Survivors, now: datetime) -> NDArray[np.float64]:
    """Halves for every two weeks since the source showed it; an aggregator counts less."""
    age = np.maximum(0.0, (now.timestamp() - index["checked"][found.ids]) / DAY)
    fresh = 2.0 ** (-np.where(np.isnan(age), UNSEEN_DAYS, age) / HALF_AGE_DAYS)
    is_aggregator = index["flags"][found.ids] & int(Flag.AGGREGATOR) != 0
    return np.asarray(fresh * np.where(is_aggregator, 0.8, 1.0))
