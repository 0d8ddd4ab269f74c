"""What an outing rules out, one question after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from model.candidate import Candidate
from model.event import EventStatus
from model.geo import haversine_km
from model.labels import Audience, Kind, Setting
from model.outing import PARTS_OF_DAY, WEEKDAYS, Aim, Outing, Want

OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)
LONG_DAYS = 14
START_OVER = "ask for nothing but the place"
Filter = Callable[[Candidate, Outing, datetime], bool]


def distance_km(candidate: Candidate, outing: Outing) -> float | None:
    """How far the event is from home; None when either place is unknown."""
    if outing.latitude is None or outing.longitude is None:
        return None
    if candidate.latitude is None or candidate.longitude is None:
        return None
    return haversine_km(outing.latitude, outing.longitude, candidate.latitude, candidate.longitude)


def _audience(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    return candidate.audience is not Audience.OTHER


def _kind(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    """Counselling has its own place, and is never among date nights."""
    if outing.aim is Aim.WORK_THROUGH:
        return candidate.kind is Kind.COUNSELLING
    if outing.kinds:
        return candidate.kind in outing.kinds
    return candidate.kind is not Kind.COUNSELLING


def _status(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    return candidate.status not in OFF


def _past(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    """What has begun is too late, unless it runs for days."""
    start, end = candidate.start_date, candidate.end_date
    if candidate.all_day or (end is not None and end - start > timedelta(days=1)):
        return (end or start + timedelta(days=1)) > now
    return start >= now


def _date(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    first = candidate.start_date.date()
    last = (candidate.end_date or candidate.start_date).date()
    if outing.to_date and first > outing.to_date:
        return False
    return not (outing.from_date and last < outing.from_date)


def _long(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    """What runs for weeks is a notice or an exhibition, not an outing on a day."""
    end = candidate.end_date
    return end is None or end - candidate.start_date <= timedelta(days=LONG_DAYS)


def _weekday(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    if not outing.weekdays:
        return True
    return WEEKDAYS[candidate.start_date.weekday()] in outing.weekdays


def _part_of_day(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    if not outing.parts_of_day or candidate.all_day:
        return True
    hour = candidate.start_date.hour
    spans = (PARTS_OF_DAY[part] for part in outing.parts_of_day)
    return any(first <= hour < last or first <= hour + 24 < last for first, last in spans)


def _online(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    return _allowed(outing.online, is_so=candidate.is_online)


def _radius(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    """An event whose place is unknown may be near: it stays, and is shown as not pinned."""
    if candidate.is_online:
        return True
    away = distance_km(candidate, outing)
    return away is None or away <= outing.radius_km


def _budget(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    if outing.budget is None:
        return True
    if candidate.price_for_two is None:
        return outing.unknown_price
    return candidate.price_for_two <= outing.budget


def _faith(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    return _allowed(outing.faith, is_so=candidate.setting is Setting.FAITH)


def _overnight(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    return _allowed(outing.overnight, is_so=candidate.nights > 0)


def _disliked(candidate: Candidate, outing: Outing, now: datetime) -> bool:
    """What either would rather not do is never shown."""
    vetoed = {interest for partner in outing.partners for interest in partner.rather_not}
    return not vetoed.intersection(candidate.interests)


def _allowed(want: Want, *, is_so: bool) -> bool:
    return want is Want.ANY or is_so is (want is Want.ONLY)


FILTERS: dict[str, Filter] = {
    "not for couples": _audience,
    "cancelled": _status,
    "over": _past,
    "date": _date,
    "runs for weeks": _long,
    "kind": _kind,
    "online": _online,
    "distance": _radius,
    "price": _budget,
    "setting": _faith,
    "nights": _overnight,
    "weekday": _weekday,
    "time of day": _part_of_day,
    "disliked": _disliked,
}


@dataclass(frozen=True, slots=True)
class Survivors:
    """What is left, and how many each filter removed, each counted at the first that does."""

    candidates: list[Candidate]
    removed: dict[str, int]


def apply_filters(candidates: Iterable[Candidate], outing: Outing, now: datetime) -> Survivors:
    """Ask every candidate every question, in the order of `FILTERS`."""
    kept: list[Candidate] = []
    removed: Counter[str] = Counter()
    for candidate in candidates:
        for name, passes in FILTERS.items():
            if not passes(candidate, outing, now):
                removed[name] += 1
                break
        else:
            kept.append(candidate)
    return Survivors(kept, dict(removed))


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change of the outing that would bring results.

    Attributes:
        words: what to do.
        outing: the outing after it.
        events: how many it would bring.
    """

    words: str
    outing: Outing
    events: int


def relaxations(candidates: Iterable[Candidate], outing: Outing, now: datetime) -> list[Relaxation]:
    """Single changes that bring results, the most fruitful first; to start over comes last."""
    everything = list(candidates)
    found = []
    for words, changed in _changes(outing):
        survivors = apply_filters(everything, changed, now).candidates
        if count := len({candidate.event for candidate in survivors}):
            found.append(Relaxation(words, changed, count))
    return sorted(found, key=lambda one: (one.words == START_OVER, -one.events, one.words))


def _changes(outing: Outing) -> Iterable[tuple[str, Outing]]:
    if outing.latitude is not None:
        yield "look twice as far", replace(outing, radius_km=outing.radius_km * 2)
    if outing.to_date:
        later = outing.to_date + timedelta(days=14)
        yield "look two weeks further ahead", replace(outing, to_date=later)
    if outing.budget is not None:
        yield "drop the limit on the price", replace(outing, budget=None)
    if outing.faith is not Want.ANY:
        yield "any setting, religious or not", replace(outing, faith=Want.ANY)
    if outing.kinds:
        yield "any kind of event", replace(outing, kinds=())
    if outing.weekdays or outing.parts_of_day:
        yield "any day and time", replace(outing, weekdays=(), parts_of_day=())
    if any(partner.rather_not for partner in outing.partners):
        open_minded = tuple(replace(partner, rather_not=()) for partner in outing.partners)
        yield "leave out nothing", replace(outing, partners=open_minded)
    if outing.online is Want.NOT:
        yield "include what is online", replace(outing, online=Want.ANY)
    place = {"home": outing.home, "latitude": outing.latitude, "longitude": outing.longitude}
    yield START_OVER, Outing(**place, miles=outing.miles)  # type: ignore[arg-type]
