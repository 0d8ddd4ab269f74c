"""Ways to make one list for two people, to compare them on a test collection.

The ranking takes the mean; docs/ranking.md says why.  Each function here takes both partners' own
interest in some events and the rest of their scores, all of shape (events,), and gives the
events' order, best first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from model.circumstances import WEIGHTS

Fits = NDArray[np.float64]
Order = NDArray[np.int64]
GFAR_LIST = 20
"""How many places GFAR balances; the rest follow by their mean."""


def average(a: Fits, b: Fits, rest: Fits) -> Order:
    """By the mean of the two."""
    return _best_first((a + b) / 2, rest)


def least_misery(a: Fits, b: Fits, rest: Fits) -> Order:
    """By the one who likes it less (O'Connor et al. 2001)."""
    return _best_first(np.minimum(a, b), rest)


def nash(a: Fits, b: Fits, rest: Fits) -> Order:
    """By the product of the two, here their geometric mean."""
    return _best_first(np.sqrt(a * b), rest)


def turns(a: Fits, b: Fits, rest: Fits) -> Order:
    """Each partner in turn takes the best that is left."""
    first, second = _best_first(a, rest), _best_first(b, rest)
    mixed = np.stack([first, second], axis=1).ravel()
    _, places = np.unique(mixed, return_index=True)
    return np.asarray(mixed[np.sort(places)])


def gfar(a: Fits, b: Fits, rest: Fits) -> Order:
    """Each place to what most raises the chance that either has found something (Kaya 2020)."""
    by_mean = average(a, b, rest)
    pool = list(by_mean[: 5 * GFAR_LIST])
    lacks = np.ones(2)
    chosen: list[np.int64] = []
    while pool and len(chosen) < GFAR_LIST:
        gains = [lacks[0] * a[i] + lacks[1] * b[i] + rest[i] / WEIGHTS["interest"] for i in pool]
        best = pool.pop(int(np.argmax(gains)))
        chosen.append(best)
        lacks *= 1 - np.array([a[best], b[best]])
    return np.array([*chosen, *pool, *by_mean[5 * GFAR_LIST :]], np.int64)


RULES: Mapping[str, Callable[[Fits, Fits, Fits], Order]] = {
    "average": average,
    "least_misery": least_misery,
    "nash": nash,
    "turns": turns,
    "gfar": gfar,
}


def _best_first(interest: Fits, rest: Fits) -> Order:
    return np.argsort(-(WEIGHTS["interest"] * interest + rest), kind="stable")
