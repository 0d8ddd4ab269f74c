"""Which rows of an index lie within a distance of home."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.geo import EARTH_RADIUS_KM
from model.index import CELLS_AROUND, CELLS_PER_DEGREE, NOWHERE, Ids, Index

KM_PER_DEGREE = np.pi * EARTH_RADIUS_KM / 180


def away_km(index: Index, ids: Ids, latitude: float, longitude: float) -> NDArray[np.float64]:
    """How far each row's place is, as the crow flies; NaN for an unknown one."""
    at, to = np.radians(latitude), np.radians(index["latitude"][ids])
    across = np.radians(index["longitude"][ids] - longitude)
    half = np.sin((to - at) / 2) ** 2 + np.cos(at) * np.cos(to) * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half))))


def box(index: Index, latitude: float, longitude: float, radius_km: float) -> Ids:
    """The rows in the cells that a circle touches, and those that lie nowhere."""
    reach = radius_km / KM_PER_DEGREE
    widest = np.cos(np.radians(min(89.0, abs(latitude) + reach)))
    if reach / widest >= 180:
        return np.arange(len(index))
    rows = _cells(latitude + 90, reach, 180 * CELLS_PER_DEGREE)
    columns = np.arange(
        np.floor((longitude + 180 - reach / widest) * CELLS_PER_DEGREE),
        np.floor((longitude + 180 + reach / widest) * CELLS_PER_DEGREE) + 1,
        dtype=np.int64,
    )
    runs = np.split(
        columns % CELLS_AROUND, np.flatnonzero(np.diff(columns % CELLS_AROUND) != 1) + 1
    )
    spans = [
        (row * CELLS_AROUND + run[0], row * CELLS_AROUND + run[-1]) for row in rows for run in runs
    ]
    spans.append((NOWHERE, NOWHERE))
    cells = index["cell"]
    firsts = np.searchsorted(cells, np.array([a for a, _ in spans], cells.dtype), "left")
    lasts = np.searchsorted(cells, np.array([b for _, b in spans], cells.dtype), "right")
    return np.concatenate([np.arange(a, b) for a, b in zip(firsts, lasts, strict=True)])


def _cells(middle: float, reach: float, most: int) -> NDArray[np.int64]:
    first = max(0.0, np.floor((middle - reach) * CELLS_PER_DEGREE))
    last = min(most, np.floor((middle + reach) * CELLS_PER_DEGREE))
    return np.arange(first, last + 1, dtype=np.int64)
