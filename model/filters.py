"""What an outing rules out, one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.columns import INTERESTS, KINDS, LONG, NOWHERE, ONLINE, TRADITIONS, Flag, Ids
from model.geo import KM_PER_MILE
from model.index import Index
from model.labels import Interest, Kind
from model.language import language_code
from model.nearby import Span, away_km, cells_around, rows_anywhere, rows_in
from model.outing import PARTS_OF_DAY, WEEKDAYS, Aim, Outing, Want
from model.tradition import Tradition

START_OVER = "everything"
START_OVER_KM = 25 * KM_PER_MILE
EPOCH = date(1970, 1, 1)
ANY_ZONE = timedelta(days=2)
"""More than the clocks of any two zones differ, and the end of a day from its begin."""
FEW_CELLS = 5_000
"""Of more than these it costs less to read everything."""
Mask = NDArray[np.bool_]
Filter = Callable[[Index, Ids, Outing, datetime], Mask]


def _audience(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return ~_is(Flag.NOT_FOR_COUPLES, index, ids)


def _status(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return ~_is(Flag.OFF, index, ids)


def _past(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return np.asarray(index["until"][ids] > now.timestamp())


def _date(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    passes = np.ones(len(ids), bool)
    if outing.to_date:
        passes &= index["first_day"][ids] <= outing.to_date.toordinal()
    if outing.from_date:
        passes &= index["last_day"][ids] >= outing.from_date.toordinal()
    return passes


def _long(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return ~_is(Flag.LONG, index, ids)


def _kind(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    """Counselling, and what is for a crisis, has its own place and is no date night."""
    kinds = index["kind"][ids]
    is_quiet = (kinds == KINDS.index(Kind.COUNSELLING)) | _is(Flag.CRISIS, index, ids)
    if outing.aim is Aim.WORK_THROUGH:
        helps = index["interests"][ids] & bits((Interest.RELATIONSHIP_SKILLS,)) != 0
        return np.asarray(helps | is_quiet)
    if Kind.COUNSELLING in outing.kinds:
        is_quiet = np.zeros(len(ids), bool)
    is_wanted = np.isin(kinds, [KINDS.index(one) for one in outing.kinds or KINDS])
    return np.asarray(is_wanted & ~is_quiet)


def _online(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return _allowed(outing.online, _is(Flag.ONLINE, index, ids))


def _budget(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    if outing.budget is None:
        return np.ones(len(ids), bool)
    price = index["price"][ids]
    return np.asarray((price <= outing.budget) | (np.isnan(price) & outing.unknown_price))


def _faith(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return _allowed(outing.faith, _is(Flag.FAITH, index, ids))


def _interests(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    if not outing.interests:
        return np.ones(len(ids), bool)
    return np.asarray(index["interests"][ids] & bits(outing.interests) != 0)


def _tradition(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    if not outing.traditions:
        return np.ones(len(ids), bool)
    return np.asarray(index["traditions"][ids] & tradition_bits(outing.traditions) != 0)


def _language(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    """What states no language may be in the wanted one: it stays."""
    if not outing.languages:
        return np.ones(len(ids), bool)
    return np.isin(index["language"][ids], [0, *map(language_code, outing.languages)])


def _needs(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    """Silence is no yes: only what says that it offers what is needed stays."""
    flags = index["flags"][ids]
    wanted = sum(int(flag) for name, flag in NEEDS.items() if getattr(outing, name))
    passes = flags & wanted == wanted
    if outing.no_sharing:
        passes &= flags & int(Flag.SHARING) == 0
    return np.asarray(passes)


NEEDS = {"childcare": Flag.CHILDCARE, "step_free": Flag.STEP_FREE, "sign_language": Flag.SIGNED}


def _overnight(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    return _allowed(outing.overnight, _is(Flag.OVERNIGHT, index, ids))


def _weekday(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    if not outing.weekdays:
        return np.ones(len(ids), bool)
    wanted = [WEEKDAYS.index(day) for day in outing.weekdays]
    return np.isin((index["first_day"][ids] - 1) % 7, wanted)


def _part_of_day(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    if not outing.parts_of_day:
        return np.ones(len(ids), bool)
    spans = [PARTS_OF_DAY[part] for part in outing.parts_of_day]
    hours = [hour % 24 for first, last in spans for hour in range(first, last)]
    return np.isin(index["hour"][ids], hours) | _is(Flag.ALL_DAY, index, ids)


def _disliked(index: Index, ids: Ids, outing: Outing, now: datetime) -> Mask:
    """What either would rather not do is never shown."""
    vetoed = {interest for partner in outing.partners for interest in partner.rather_not}
    return np.asarray(index["interests"][ids] & bits(vetoed) == 0)


def _is(flag: Flag, index: Index, ids: Ids) -> Mask:
    return np.asarray(index["flags"][ids] & int(flag) != 0)


def _allowed(want: Want, is_so: Mask) -> Mask:
    if want is Want.ANY:
        return np.ones(len(is_so), bool)
    return is_so if want is Want.ONLY else ~is_so


def bits(interests: Iterable[Interest]) -> int:
    """*interests* as the index's column has them."""
    return sum(1 << INTERESTS.index(one) for one in set(interests))


def tradition_bits(traditions: Iterable[Tradition]) -> int:
    """*traditions* as the index's column has them."""
    return sum(1 << TRADITIONS.index(one) for one in set(traditions))


FILTERS: dict[str, Filter] = {
    "not for couples": _audience,
    "cancelled": _status,
    "over": _past,
    "date": _date,
    "runs for weeks": _long,
    "kind": _kind,
    "online": _online,
    "price": _budget,
    "setting": _faith,
    "nights": _overnight,
    "interests": _interests,
    "tradition": _tradition,
    "language": _language,
    "needs": _needs,
    "weekday": _weekday,
    "time of day": _part_of_day,
    "disliked": _disliked,
}
"""What is asked of all that is near enough."""


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
    passes = ~(away > outing.radius_km) | _is(Flag.ONLINE, index, ids)
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
