"""Everything that an outing leaves, with what the couple would like of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.circumstances import Circumstances, circumstances
from model.columns import Ids
from model.feedback import Learned, learn, rows_of
from model.filters import Survivors, apply_filters
from model.index import Index
from model.outing import Outing
from model.scoring import Parts, likings, parts_of, score
from model.taste import Reader, Taste


@dataclass(frozen=True, slots=True)
class Scored:
    """Some of what passed the filters, with its parts and scores, row by row."""

    found: Survivors
    parts: Parts
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Considered:
    """Everything that passed the filters, scored as far as it is asked for.

    Attributes:
        own: how much each partner would like each row, 0 to 1.
    """

    index: Index
    outing: Outing
    now: datetime
    found: Survivors
    tastes: tuple[Taste, ...]
    learned: tuple[Learned, ...]
    told: Circumstances
    own: tuple[NDArray[np.float64], NDArray[np.float64]]

    @property
    def ids(self) -> Ids:
        """The rows, ascending."""
        return self.found.ids

    def scored(self, places: NDArray[np.integer[Any]]) -> Scored:
        """Those at *places* among the rows."""
        found = self.found.at(places)
        a, b = (own[places] for own in self.own)
        parts = parts_of(self.index, found, self.outing, (a, b), self.told, self.now)
        return Scored(found, parts, score(parts, self.told.weights))

    def hopes(self) -> NDArray[np.float64]:
        """The score that each row has at most: as if all but interest were at its best."""
        weight = self.told.weights["interest"]
        return weight * ((self.own[0] + self.own[1]) / 2) + (1 - weight)


def consider(
    index: Index, outing: Outing, now: datetime, reader: Reader | None = None
) -> Considered:
    """What passes the filters of *outing*.

    Args:
        now: aware.
        reader: of what the partners wrote; without one only their words and concepts count.
    """
    found = apply_filters(index, outing, now)
    tastes = (reader or Reader(index.wording)).tastes(outing, index["text"][found.ids])
    known = rows_of(index, {one.event for one in outing.feedback})
    learned = tuple(learn(index, outing, n, known) for n in range(len(outing.partners)))
    told = circumstances(index, outing, known)
    own = likings(index, found, tastes, learned)
    return Considered(index, outing, now, found, tastes, learned, told, own)
