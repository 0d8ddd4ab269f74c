"""What an outing leaves, and what would leave more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.columns import LONG, NOWHERE, ONLINE, Flag, Ids
from model.geo import KM_PER_MILE
from model.index import Index
from model.nearby import Span, away_km, cells_around, rows_anywhere, rows_in
from model.outing import Outing, Want
from model.questions import FILTERS, NEEDS

START_OVER = "everything"
START_OVER_KM = 25 * KM_PER_MILE
EPOCH = date(1970, 1, 1)
ANY_ZONE = timedelta(days=2)
"""More than the clocks of any two zones differ, and the end of a day from its begin."""
FEW_CELLS = 5_000
"""Of more than these it costs less to read everything."""


@dataclass(frozen=True, slots=True)
class Survivors:
    """What is left.

    Attributes:
        ids: its rows, ascending.
        away_km: how far each is from home; NaN when either place is unknown.
    """

    ids: Ids
    away_km: NDArray[np.float64]

    def at(self, places: NDArray[np.integer[Any]]) -> Survivors:
        """Some of them."""
        return Survivors(self.ids[places], self.away_km[places])


def apply_filters(
    index: Index, outing: Outing, now: datetime, *, with_cancelled: bool = False
) -> Survivors:
    """What is near enough and passes every question of `FILTERS`.

    An event whose place is unknown may be near: it stays, and is shown as not pinned.

    Args:
        now: aware.
        with_cancelled: what is called off stays too.
    """
    ids = at_hand(index, outing, span_of(outing, now))
    for name, question in FILTERS.items():
        if not (with_cancelled and name == "cancelled"):
            ids = ids[question(index, ids, outing, now)]
    return _near(index, ids, outing)


def removed(index: Index, outing: Outing, now: datetime) -> dict[str, int]:
    """How many rows each question removes that any does, each counted at the first that does.

    Args:
        now: aware.
    """
    ids = _near(index, at_hand(index, replace(outing, online=Want.ANY), Span()), outing).ids
    counts = {"distance": len(index) - len(ids)}
    for name, question in FILTERS.items():
        passes = question(index, ids, outing, now)
        counts[name] = int(np.count_nonzero(~passes))
        ids = ids[passes]
    return {name: count for name, count in counts.items() if count}


def span_of(outing: Outing, now: datetime) -> Span:
    """When all begins that can pass; what is longer than `LONG` does not."""
    since, until = now.timestamp(), np.inf
    if outing.from_date:
        since = max(since, _utc(outing.from_date))
    if outing.to_date:
        until = _utc(outing.to_date) + ANY_ZONE.total_seconds()
    return Span(since - (LONG + ANY_ZONE).total_seconds(), until)


def _utc(day: date) -> float:
    return (day - EPOCH).total_seconds()


def at_hand(index: Index, outing: Outing, span: Span) -> Ids:
    """The rows that begin within *span* and may be near enough, ascending, and some more.

    What is online, and what has no known place, stands apart.
    """
    if outing.latitude is None or outing.longitude is None:
        return rows_anywhere(index, span)
    cells = cells_around(outing.latitude, outing.longitude, outing.radius_km)
    if len(cells) > FEW_CELLS:
        return rows_anywhere(index, span)
    near = () if outing.online is Want.ONLY else cells
    return rows_in(index, np.array([*near, *APART[outing.online]]), span)


APART = {Want.ANY: (NOWHERE, ONLINE), Want.NOT: (NOWHERE,), Want.ONLY: (ONLINE,)}
"""The cells beside those around home that an outing may find something in."""


def _near(index: Index, ids: Ids, outing: Outing) -> Survivors:
    if outing.latitude is None or outing.longitude is None:
        return Survivors(ids, np.full(len(ids), np.nan))
    away = away_km(index, ids, outing.latitude, outing.longitude)
    passes = ~(away > outing.radius_km) | (index["flags"][ids] & int(Flag.ONLINE) != 0)
    return Survivors(ids[passes], away[passes])


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change of the outing that would bring results.

    Attributes:
        name: of the question that it softens.
        words: what to do.
        outing: the outing after it.
        events: how many it would bring.
    """

    name: str
    words: str
    outing: Outing
    events: int


def relaxations(index: Index, outing: Outing, now: datetime) -> list[Relaxation]:
    """Single changes that bring results, the most fruitful first; to start over comes last."""
    found = []
    for name, words, changed in _changes(outing):
        survivors = apply_filters(index, changed, now).ids
        if count := len(np.unique(index["event"][survivors])):
            found.append(Relaxation(name, words, changed, count))
    return sorted(found, key=lambda one: (one.name == START_OVER, -one.events, one.words))


def _changes(outing: Outing) -> Iterable[tuple[str, str, Outing]]:
    if outing.latitude is not None:
        yield "distance", "look twice as far", replace(outing, radius_km=outing.radius_km * 2)
    if outing.to_date:
        later = outing.to_date + timedelta(days=14)
        yield "date", "look two weeks further ahead", replace(outing, to_date=later)
    for name, (words, changes) in DROPPED.items():
        if any(getattr(outing, field) != value for field, value in changes.items()):
            yield name, words, replace(outing, **changes)
    if any(partner.rather_not for partner in outing.partners):
        open_minded = tuple(replace(partner, rather_not=()) for partner in outing.partners)
        yield "dislikes", "leave out nothing", replace(outing, partners=open_minded)
    if outing.online is not Want.ANY:
        yield "online", "online or in person", replace(outing, online=Want.ANY)
    yield (
        START_OVER,
        "ask for nothing but the place",
        Outing(
            home=outing.home,
            latitude=outing.latitude,
            longitude=outing.longitude,
            miles=outing.miles,
            from_date=outing.from_date,
            radius_km=max(outing.radius_km, START_OVER_KM),
            online=Want.ANY,
        ),
    )


DROPPED: dict[str, tuple[str, dict[str, Any]]] = {
    "price": ("drop the limit on the price", {"budget": None}),
    "setting": ("any setting, religious or not", {"faith": Want.ANY, "traditions": ()}),
    "kind": ("any kind of event", {"kinds": ()}),
    "interests": ("any interest", {"interests": ()}),
    "language": ("any language", {"languages": ()}),
    "nights": ("with or without a night away", {"overnight": Want.ANY}),
    "needs": ("also what does not say so", dict.fromkeys((*NEEDS, "no_sharing"), False)),
    "time": ("any day and time", {"weekdays": (), "parts_of_day": ()}),
}
"""What may be dropped, in words, and the outing's fields without it."""
