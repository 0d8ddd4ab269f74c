"""What feedback tells of distance, price, time and the new: what matters more to this couple."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.columns import Ids
from model.index import Index
from model.nearby import away_km
from model.outing import Outing, Reason, Verdict
from model.timing import slot

WEIGHTS: Mapping[str, float] = {
    "couple_fit": 0.05,
    "interest": 0.57,
    "distance": 0.11,
    "time_fit": 0.06,
    "price": 0.06,
    "lead_time": 0.05,
    "trust": 0.04,
    "novelty": 0.04,
    "aim": 0.02,
}
"""The share of each part in the score; together 1."""
HALF_DISTANCE_KM, LEAST_HALF_KM = 15.0, 5.0
USUAL_PRICE, LEAST_PRICE = 60.0, 10.0
GROWTH, MOST = 0.5, 3
"""What each refusal adds to the weight of what it names, as a share of it; how many count."""
NAMES = {
    Reason.TOO_FAR: "distance",
    Reason.TOO_DEAR: "price",
    Reason.WRONG_TIME: "time_fit",
    Reason.BEEN_BEFORE: "novelty",
}
"""The part that each reason names."""
DONE = (Verdict.SAVED, Verdict.LIKED, Verdict.NOT_LIKED)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the parts of the score are to be worked out and weighed for one couple.

    Attributes:
        weights: as `WEIGHTS`, those of what was refused grown; together 1.
        half_km: the distance that halves the part of distance.
        usual_price: the price for two that halves the part of price where no budget is set.
        most: the price that is too dear; None when none was called so.
        wrong: `slot` of the times that did not suit.
        done: a row of each event that was saved or been to.
    """

    weights: Mapping[str, float]
    half_km: float
    usual_price: float
    most: float | None
    wrong: NDArray[np.int64]
    done: Ids


def circumstances(index: Index, outing: Outing, known: Mapping[str, int]) -> Circumstances:
    """What the feedback of both partners tells.

    Args:
        known: `rows_of` the events that there is feedback on.
    """

    def rows(reason: Reason) -> Ids:
        events = (one.event for one in outing.feedback if one.reason is reason)
        return _rows(events, known)

    half_km = _half_km(index, outing, rows(Reason.TOO_FAR))
    dear = index["price"][rows(Reason.TOO_DEAR)].astype(float)
    most = float(np.nanmin(dear)) if np.isfinite(dear).any() else None
    usual = USUAL_PRICE if most is None else min(USUAL_PRICE, max(LEAST_PRICE, most / 2))
    done = (
        one.event
        for one in outing.feedback
        if one.verdict in DONE or one.reason is Reason.BEEN_BEFORE
    )
    return Circumstances(
        weights=weights_of(outing),
        half_km=half_km,
        usual_price=usual,
        most=most,
        wrong=np.unique(slot(index, rows(Reason.WRONG_TIME))),
        done=_rows(done, known),
    )


def weights_of(outing: Outing) -> dict[str, float]:
    """`WEIGHTS`, where what an event was refused for weighs more; together 1."""
    said = [one.reason for one in outing.feedback]
    grown = dict(WEIGHTS)
    for reason, part in NAMES.items():
        grown[part] *= 1 + GROWTH * min(MOST, said.count(reason))
    whole = sum(grown.values())
    return {part: weight / whole for part, weight in grown.items()}


def _half_km(index: Index, outing: Outing, far: Ids) -> float:
    """Half of the nearest distance that was too far, if that is less than usual."""
    if outing.latitude is None or outing.longitude is None or not len(far):
        return HALF_DISTANCE_KM
    away = away_km(index, far, outing.latitude, outing.longitude)
    nearest = np.nanmin(away) if np.isfinite(away).any() else np.inf
    return float(min(HALF_DISTANCE_KM, max(LEAST_HALF_KM, nearest / 2)))


def _rows(events: Iterable[str], known: Mapping[str, int]) -> Ids:
    return np.array(sorted({known[one] for one in events if one in known}), np.int64)
