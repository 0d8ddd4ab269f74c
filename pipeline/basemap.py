"""What a map shows beside the events: outlines and towns, from files that ship."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.nearby import KM_PER_DEGREE

FOLDER = Path(str(files("data"))) / "basemap"
EDITION = "1"
"""Part of each outline's address, which browsers keep for good; grows when the files change."""
WIDE = 2.4
"""How many times as wide as high a map may be."""
MOST_STATES = 8
MOST_LABELS = 18
ROOM_EAST, ROOM_NORTH = 0.42, 0.11
"""What a label takes up, as parts of half a map's height."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place with a name to write on a map."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a place.

    Attributes:
        outlines: names of the files to draw, those at the bottom first.
        towns: those to name, the largest first, each with room for its name.
    """

    outlines: tuple[str, ...]
    towns: tuple[Town, ...]


@dataclass(frozen=True, slots=True)
class _Towns:
    """Every town that ships, the largest first."""

    areas: NDArray[np.str_]
    names: tuple[str, ...]
    points: NDArray[np.float64]


@cache
def _towns() -> _Towns:
    with (FOLDER / "towns.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    return _Towns(
        np.array([row[0] for row in rows]),
        tuple(row[3] for row in rows),
        np.array([[float(row[1]), float(row[2])] for row in rows]),
    )


def outline(name: str) -> Path | None:
    """The TopoJSON file with the outline called *name*; None when there is none."""
    path = FOLDER / f"{name}.json"
    return path if name.replace("-", "").isalpha() and path.is_file() else None


def around(latitude: float, longitude: float, reach_km: float) -> Surroundings:
    """What to draw as far as *reach_km* to the north and south, and farther to the sides.

    >>> around(41.88, -87.63, 40).outlines
    ('US-IL', 'US-IN', 'US-MI')
    """
    towns = _towns()
    east, north = _offsets(towns.points, latitude, longitude)
    here = (abs(north) < reach_km) & (abs(east) < reach_km * WIDE)
    nearest = np.argmin(east**2 + north**2)
    areas = sorted({str(one) for one in (*towns.areas[here], towns.areas[nearest])})
    states = [one for one in areas if one.startswith("US-")]
    world = ["countries"] if len(states) < len(areas) else []
    return Surroundings(
        (*world, *(["states"] if len(states) > MOST_STATES else states)),
        tuple(
            Town(towns.names[row], *map(float, towns.points[row]))
            for row in _with_room(np.flatnonzero(here), east / reach_km, north / reach_km)
        ),
    )


def _offsets(
    points: NDArray[np.float64], latitude: float, longitude: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many km east and north of a place each of *points* is."""
    turned = (points[:, 1] - longitude + 180) % 360 - 180
    east = turned * KM_PER_DEGREE * np.cos(np.radians(latitude))
    return east, (points[:, 0] - latitude) * KM_PER_DEGREE


def _with_room(
    rows: NDArray[np.intp], east: NDArray[np.float64], north: NDArray[np.float64]
) -> list[int]:
    """Those of *rows* whose labels cover neither home's nor that of one before them."""
    kept: list[int] = []
    taken = [(0.0, 0.0)]
    for row in map(int, rows):
        x, y = float(east[row]), float(north[row])
        if all(abs(x - a) > ROOM_EAST or abs(y - b) > ROOM_NORTH for a, b in taken):
            kept.append(row)
            taken.append((x, y))
        if len(kept) == MOST_LABELS:
            break
    return kept
