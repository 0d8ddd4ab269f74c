"""What an outing asks of each row: one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from model.columns import INTERESTS, KINDS, TRADITIONS, Flag, Ids
from model.index import Index
from model.labels import Interest, Kind
from model.language import language_code
from model.outing import PARTS_OF_DAY, WEEKDAYS, Aim, Outing, Want
from model.tradition import Tradition

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
