"""How well each row of an index fits an outing, in parts that each run from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from model.circumstances import LEAST_PRICE, WEIGHTS, Circumstances
from model.columns import KINDS, Flag
from model.feedback import Learned
from model.filters import Survivors
from model.index import Index
from model.labels import Interest, Kind
from model.liking import NEUTRAL, interest
from model.novelty import novelty
from model.outing import Aim, Outing
from model.questions import bits
from model.taste import Taste
from model.timing import time_fit

Parts = dict[str, NDArray[np.float64]]
Likings = tuple[NDArray[np.float64], NDArray[np.float64]]
HALF_AGE_DAYS = 14.0
HALF_WAIT_DAYS = 21.0
BOOKING_DAYS: Mapping[Kind, int] = {Kind.RETREAT: 21, Kind.WORKSHOP: 5, Kind.CLASS: 3}
UNPLACED, OFF_AIM = 0.25, 0.2
UNSEEN_DAYS = 30.0
DAY = 86400.0
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


def score(
    parts: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float] = WEIGHTS
) -> NDArray[np.float64]:
    """The sum of *parts*, each by its weight, 0 to 1."""
    return np.asarray(sum(weight * parts[name] for name, weight in weights.items()))


def likings(
    index: Index, found: Survivors, tastes: Sequence[Taste], learned: Sequence[Learned]
) -> Likings:
    """How much each of the two would like each survivor; who asks alone is both."""
    own = [
        np.clip(interest(index, found, taste) + more.shift(index, found.ids), 0.0, 1.0)
        for taste, more in zip(tastes, learned, strict=True)
    ]
    return own[0], own[-1]


def parts_of(
    index: Index,
    found: Survivors,
    outing: Outing,
    own: Likings,
    told: Circumstances,
    now: datetime,
) -> Parts:
    """Every part of each survivor, `interest` as the mean of the partners' own."""
    a, b = own
    return {
        "couple_fit": index["couple_fit"][found.ids].astype(float),
        "interest": (a + b) / 2,
        "distance": _distance(index, found, outing, told.half_km),
        "time_fit": time_fit(index, found.ids, outing, told.wrong),
        "price": _price(index, found, outing.budget, told),
        "lead_time": _lead_time(index, found, now),
        "trust": _trust(index, found, now),
        "novelty": novelty(index, found.ids, told.done),
        "aim": _aim(index, found, outing.aim),
        "interest_a": a,
        "interest_b": b,
    }


def _distance(
    index: Index, found: Survivors, outing: Outing, half_km: float
) -> NDArray[np.float64]:
    """Halves every *half_km*, counted to the far side of what the place's precision allows."""
    away = found.away_km + index["precision_km"][found.ids] / 2
    unknown = NEUTRAL if outing.latitude is None else UNPLACED
    near = np.where(np.isnan(away), unknown, 2.0 ** (-away / half_km))
    return np.where(index["flags"][found.ids] & int(Flag.ONLINE), NEUTRAL, near)


def _aim(index: Index, found: Survivors, aim: Aim) -> NDArray[np.float64]:
    if aim is Aim.ANY:
        return np.full(len(found.ids), NEUTRAL)
    kinds, interests = AIMS[aim]
    serves = np.isin(index["kind"][found.ids], [KINDS.index(one) for one in kinds])
    serves |= index["interests"][found.ids] & bits(interests) != 0
    return np.where(serves, 1.0, OFF_AIM)


def _price(
    index: Index, found: Survivors, budget: float | None, told: Circumstances
) -> NDArray[np.float64]:
    """1 when free, falling with the price; an unknown price lies in the middle."""
    price = index["price"][found.ids].astype(float)
    if budget:
        limit = budget if told.most is None else min(budget, max(LEAST_PRICE, told.most))
        fit = np.maximum(0.0, 1.0 - 0.7 * price / limit)
    else:
        fit = 1 / (1 + price / told.usual_price)
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
