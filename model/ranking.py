"""The best events for two people: filtered, scored, one card each, and told why."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

import numpy as np

from model.candidate import Candidate
from model.columns import Ids
from model.considered import Considered, Scored, consider
from model.diversity import CONSIDERED, diversify
from model.feedback import hidden, numbers_of
from model.filters import removed
from model.index import Index
from model.liking import NEUTRAL
from model.outing import Outing, Sort
from model.reasons import ENOUGH, Decided, reasons
from model.selection import Places, first, total
from model.taste import Reader

LIKED = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One recommendation.

    Attributes:
        score: 0 to 1.
        parts: what the score is made of, each 0 to 1, and each partner's own interest.
        lane: "both", "a" or "b" for whom it suits more, or "neither".
        distance_km: from home; None when either place is unknown.
        other_dates: further starts of the same event within the outing.
    """

    candidate: Candidate
    score: float
    parts: dict[str, float]
    lane: str
    reasons: tuple[str, ...] = ()
    distance_km: float | None = None
    other_dates: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """The answer to an outing.

    Attributes:
        cards: the best ones, in the order to show.
        total: how many events passed the filters.
        count: what each filter took away, `removed` when it is first asked for.
    """

    cards: list[Card]
    total: int
    count: Callable[[], dict[str, int]]

    @cached_property
    def removed(self) -> dict[str, int]:
        """How many occurrences each filter took away."""
        return self.count()


def rank(
    index: Index,
    outing: Outing,
    now: datetime,
    k: int = 10,
    reader: Reader | None = None,
    refused: AbstractSet[str] = frozenset(),
) -> Ranking:
    """Filter, score and order what is on.

    Args:
        now: aware.
        k: how many cards, at least 1.
        reader: of what the partners wrote; without one only their words and concepts count.
        refused: ids of events that are not to be shown, beside those that are not for them.
    """
    seen = consider(index, outing, now, reader)
    gone = numbers_of(index, refused | hidden(outing))
    if outing.sort is Sort.FIT:
        scored, best = first(seen, gone, max(k, CONSIDERED))
        places = best[diversify(index, scored.found.ids[best], scored.scores[best], k)]
    else:
        scored, best = first(seen, gone, k)
        places = best[:k]
    count = partial(removed, index, outing, now)
    return Ranking(cards_of(seen, scored, places), total(seen, gone), count)


def cards_of(seen: Considered, scored: Scored, places: Places) -> list[Card]:
    """A card for each of *places* among what was scored."""
    rows = scored.found.ids[places].tolist()
    return [
        _card(seen, scored, place, row) for place, row in zip(places.tolist(), rows, strict=True)
    ]


def _other_dates(seen: Considered, row: int) -> Ids:
    """The rows of the same event that are later and fit too, soonest first."""
    index, ids = seen.index, seen.ids
    rows = index.rows_of(index["event"][row])
    if len(rows) == 1:
        return rows[:0]
    starts = index["start"]
    later = rows[starts[rows] > starts[row]]
    fitting = later[ids[np.searchsorted(ids, later) % len(ids)] == later]
    return np.asarray(fitting[np.argsort(starts[fitting], kind="stable")])


def _card(seen: Considered, scored: Scored, place: int, row: int) -> Card:
    candidate = seen.index.card(row)
    parts = {name: float(part[place]) for name, part in scored.parts.items()}
    away = float(scored.found.away_km[place])
    distance = None if np.isnan(away) else away
    because = next(filter(None, (one.because(seen.index, row) for one in seen.learned)), "")
    told = seen.told
    decided = Decided(told.weights, parts, because, len(told.done) >= ENOUGH)
    return Card(
        candidate=candidate,
        score=round(float(scored.scores[place]), 4),
        parts={name: round(part, 4) for name, part in parts.items()},
        lane=_lane(parts["interest_a"], parts["interest_b"]),
        reasons=reasons(candidate, seen.outing, seen.tastes, decided, distance, seen.now),
        distance_km=distance,
        other_dates=tuple(seen.index.when(int(one)) for one in _other_dates(seen, row)),
    )


def _lane(a: float, b: float) -> str:
    if (min(a, b) >= NEUTRAL and a == b) or min(a, b) >= LIKED:
        return "both"
    if max(a, b) < LIKED:
        return "neither"
    return "a" if a > b else "b"
