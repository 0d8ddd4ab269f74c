"""Which rows of an index lie within a distance of home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.columns import CELLS_AROUND, CELLS_PER_DEGREE, Ids, key_of, ranges
from model.geo import EARTH_RADIUS_KM
from model.index import Index

KM_PER_DEGREE = np.pi * EARTH_RADIUS_KM / 180


def away_km(index: Index, ids: Ids, latitude: float, longitude: float) -> NDArray[np.float64]:
    """How far each row's place is, as the crow flies; NaN for an unknown one."""
    at, to = np.radians(latitude), np.radians(index["latitude"][ids])
    across = np.radians(index["longitude"][ids] - longitude)
    half = np.sin((to - at) / 2) ** 2 + np.cos(at) * np.cos(to) * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half))))


class Span(NamedTuple):
    """The starts that are asked for, POSIX seconds, both included."""

    since: float = -np.inf
    until: float = np.inf


def rows_anywhere(index: Index, span: Span) -> Ids:
    """The rows that begin within *span*, ascending."""
    if span == Span():
        return np.arange(len(index))
    start = index["start"]
    return np.flatnonzero((start >= span.since) & (start <= span.until))


def rows_in(index: Index, cells: Sequence[int] | NDArray[np.int64], span: Span) -> Ids:
    """The rows of *cells*, which ascend, that begin within *span*, ascending."""
    firsts = np.searchsorted(index["key"], key_of(cells, span.since), "left")
    lasts = np.searchsorted(index["key"], key_of(cells, span.until), "right")
    return ranges(firsts, np.maximum(lasts - firsts, 0))


def cells_around(latitude: float, longitude: float, radius_km: float) -> NDArray[np.int64]:
    """The cells that a circle touches, and those between them, ascending."""
    reach = radius_km / KM_PER_DEGREE
    rows = _numbers(max(0.0, latitude + 90 - reach), min(180.0, latitude + 90 + reach))
    columns = np.arange(CELLS_AROUND)
    if abs(latitude) + reach < 90:
        wide = np.degrees(np.arcsin(np.sin(np.radians(reach)) / np.cos(np.radians(latitude))))
        around = _numbers(longitude + 180 - wide, longitude + 180 + wide)
        columns = np.unique(around % CELLS_AROUND)
    return np.asarray(rows[:, None] * CELLS_AROUND + columns).ravel()


def _numbers(first: float, last: float) -> NDArray[np.int64]:
    """Those of the rows or columns of cells from one degree to another, counted from an edge."""
    ends = np.floor(np.array([first, last]) * CELLS_PER_DEGREE).astype(np.int64)
    return np.arange(ends[0], ends[1] + 1)
