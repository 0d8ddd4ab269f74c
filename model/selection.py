"""The first of all that was found, as if all of it were scored and sorted, at less cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.columns import Flag, Ids
from model.considered import Considered, Scored
from model.filters import Survivors
from model.index import Index
from model.outing import Sort

MANY = 1_000
"""Of fewer rows all are scored."""
AT_FIRST = 4
"""How many rows are looked at first for each that is wanted."""
ROUNDING = 1e-9
BUCKETS = 2**16
Places = NDArray[np.integer[Any]]


def first(seen: Considered, gone: Sequence[int], k: int) -> tuple[Scored, Places]:
    """The best rows of *k* events or more, in the order that the outing asks for.

    Args:
        gone: numbers of events that are not to be shown.

    Returns:
        Rows with their scores, and the places of the first among them; all that there are, where
        they are fewer than *k*.
    """
    if len(seen.ids) > max(MANY, 2 * AT_FIRST * k):
        fit = seen.outing.sort is Sort.FIT
        found = _best(seen, gone, k) if fit else _least(seen, gone, k)
        if len(found[1]) >= k:
            return found
    return _ordered(seen, np.arange(len(seen.ids)), gone)


def total(seen: Considered, gone: Sequence[int]) -> int:
    """How many events there are, equal names from one source being one, without those *gone*.

    An event is looked at by itself where it is of two series, or of one with an event that is
    gone; each other series is one event.
    """
    series = seen.index["series"][seen.ids]
    torn = seen.index["flags"][seen.ids] & int(Flag.MINGLED) != 0
    if len(gone):
        rows = np.concatenate([seen.index.rows_of(number) for number in gone])
        torn |= np.isin(series, seen.index["series"][rows])
    whole = np.sort(series[~torn])
    apart = np.flatnonzero(torn)
    left = len(_ordered(seen, apart, gone)[1]) if len(apart) else 0
    return left + int(np.count_nonzero(np.diff(whole))) + bool(len(whole))


def one_per_event(index: Index, ids: Ids, scores: NDArray[np.float64]) -> Places:
    """The places of the best row of each event, best first.

    Equal names from one source count as one event.  Of equal scores the sooner comes first, then
    the event whose id comes first.
    """
    order = np.lexsort((index["event"][ids], index["start"][ids], -scores))
    for key in ("event", "series"):
        _, firsts = np.unique(index[key][ids[order]], return_index=True)
        order = order[np.sort(firsts)]
    return order


def _ordered(
    seen: Considered, some: Places, gone: Sequence[int], least: float = -np.inf
) -> tuple[Scored, Places]:
    """The rows at *some* places with their scores, and the best of each event in order.

    Args:
        least: what scores less is left out of the order.
    """
    scored = seen.scored(some)
    enough = np.flatnonzero(scored.scores >= least)
    ids, scores = scored.found.ids[enough], scored.scores[enough]
    best = enough[one_per_event(seen.index, ids, scores)]
    if len(gone):
        best = best[~np.isin(seen.index["event"][scored.found.ids[best]], gone)]
    if seen.outing.sort is not Sort.FIT:
        keys = _keys(seen.index, scored.found, seen.outing.sort)
        best = best[np.argsort(keys[best], kind="stable")]
    return scored, best


def _best(seen: Considered, gone: Sequence[int], k: int) -> tuple[Scored, Places]:
    """Those of the best score: no row is scored that could not be among them at its best."""
    hopes = seen.hopes()
    likeliest = np.argpartition(-hopes, AT_FIRST * k)[: AT_FIRST * k]
    scored, order = _ordered(seen, np.sort(likeliest), gone)
    if len(order) < k:
        return scored, order
    least = scored.scores[order[k - 1]]
    return _ordered(seen, np.flatnonzero(hopes >= least - ROUNDING), gone, least)


def _least(seen: Considered, gone: Sequence[int], k: int) -> tuple[Scored, Places]:
    """Those of the least key, each with all rows of its series, one of which may be better."""
    keys = _keys(seen.index, seen.found, seen.outing.sort)
    bound = np.partition(keys, AT_FIRST * k)[AT_FIRST * k]
    some = np.flatnonzero(_akin(seen, keys <= bound))
    scored, order = _ordered(seen, some, gone)
    return scored, order[keys[some[order]] <= bound]


def _akin(seen: Considered, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows are of a series of those *chosen*, and some more."""
    buckets = seen.index["series"][seen.ids] % BUCKETS
    met = np.zeros(BUCKETS, bool)
    met[buckets[chosen]] = True
    return np.asarray(met[buckets] | (seen.index["flags"][seen.ids] & int(Flag.MINGLED) != 0))


def _keys(index: Index, found: Survivors, sort: Sort) -> NDArray[np.float64]:
    """What to sort by, smallest first; what is unknown comes last."""
    if sort is Sort.DISTANCE:
        keys = found.away_km
    else:
        keys = index["start" if sort is Sort.DATE else "price"][found.ids]
    return np.where(np.isnan(keys), np.inf, keys)
