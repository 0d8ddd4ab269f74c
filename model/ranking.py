"""The best events for two people: filtered, scored, one card each, and told why."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

import numpy as np

from model.candidate import Candidate
from model.circumstances import Circumstances, circumstances
from model.diversity import diversify
from model.feedback import Learned, hidden, learn, numbers_of, rows_of
from model.filters import Survivors, apply_filters, removed
from model.columns import Ids
from model.index import Index
from model.liking import NEUTRAL
from model.outing import Outing, Sort
from model.reasons import ENOUGH, Decided, reasons
from model.scoring import Parts, parts_of, score
from model.taste import Reader, Taste

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


@dataclass(frozen=True, slots=True)
class Scored:
    """Everything that passed the filters, with its parts and scores, row by row."""

    found: Survivors
    tastes: tuple[Taste, ...]
    learned: tuple[Learned, ...]
    told: Circumstances
    parts: Parts
    scores: np.ndarray


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
    scored = score_all(index, outing, now, reader)
    best = one_per_event(index, scored.found.ids, scored.scores)
    gone = numbers_of(index, refused | hidden(outing))
    best = best[~np.isin(index["event"][scored.found.ids[best]], gone)]
    if outing.sort is Sort.FIT:
        places = best[diversify(index, scored.found.ids[best], scored.scores[best], k)]
    else:
        places = best[np.argsort(_key(index, scored.found, outing.sort)[best], kind="stable")[:k]]
    count = partial(removed, index, outing, now)
    return Ranking(cards_of(index, scored, places, outing, now), len(best), count)


def score_all(index: Index, outing: Outing, now: datetime, reader: Reader | None = None) -> Scored:
    """Every row that passes the filters, scored."""
    found = apply_filters(index, outing, now)
    tastes = (reader or Reader(index.wording)).tastes(outing, index["text"][found.ids])
    known = rows_of(index, {one.event for one in outing.feedback})
    learned = tuple(learn(index, outing, n, known) for n in range(len(outing.partners)))
    told = circumstances(index, outing, known)
    parts = parts_of(index, found, outing, tastes, learned, told, now)
    return Scored(found, tastes, learned, told, parts, score(parts, told.weights))


def cards_of(
    index: Index, scored: Scored, places: np.ndarray, outing: Outing, now: datetime
) -> list[Card]:
    """A card for each of *places* among what was scored."""
    later = _other_dates(index, scored.found.ids, places)
    return [
        _card(index, scored, place, dates, outing, now)
        for place, dates in zip(places, later, strict=True)
    ]


def one_per_event(index: Index, ids: Ids, scores: np.ndarray) -> np.ndarray:
    """The places of the best row of each event, best first.

    Equal names from one source count as one event.  Of equal scores the sooner comes first, then
    the event whose id comes first.
    """
    order = np.lexsort((index["event"][ids], index["start"][ids], -scores))
    for key in ("event", "series"):
        _, firsts = np.unique(index[key][ids[order]], return_index=True)
        order = order[np.sort(firsts)]
    return order


def _key(index: Index, found: Survivors, sort: Sort) -> np.ndarray:
    """What to sort by, smallest first; what is unknown sorts last."""
    if sort is Sort.DISTANCE:
        return found.away_km
    return np.asarray(index["start" if sort is Sort.DATE else "price"][found.ids])


def _other_dates(index: Index, ids: Ids, places: np.ndarray) -> list[Ids]:
    """For each place, the rows of the same event that start later, soonest first."""
    events, starts = index["event"][ids], index["start"][ids]
    same = np.flatnonzero(np.isin(events, events[places]))
    found = []
    for place in places:
        later = same[(events[same] == events[place]) & (starts[same] > starts[place])]
        found.append(ids[later[np.argsort(starts[later], kind="stable")]])
    return found


def _card(
    index: Index, scored: Scored, place: int, later: Ids, outing: Outing, now: datetime
) -> Card:
    row = int(scored.found.ids[place])
    candidate = index.card(row)
    parts = {name: float(part[place]) for name, part in scored.parts.items()}
    away = float(scored.found.away_km[place])
    distance = None if np.isnan(away) else away
    because = next(filter(None, (one.because(index, row) for one in scored.learned)), "")
    told = scored.told
    decided = Decided(told.weights, parts, because, len(told.done) >= ENOUGH)
    return Card(
        candidate=candidate,
        score=round(float(scored.scores[place]), 4),
        parts={name: round(part, 4) for name, part in parts.items()},
        lane=_lane(parts["interest_a"], parts["interest_b"]),
        reasons=reasons(candidate, outing, scored.tastes, decided, distance, now),
        distance_km=distance,
        other_dates=tuple(index.when(int(one)) for one in later),
    )


def _lane(a: float, b: float) -> str:
    if (min(a, b) >= NEUTRAL and a == b) or min(a, b) >= LIKED:
        return "both"
    if max(a, b) < LIKED:
        return "neither"
    return "a" if a > b else "b"
