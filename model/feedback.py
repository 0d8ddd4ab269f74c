"""What a couple has said of events, and what it tells of others: Rocchio's rule.

A partner's taste moves towards the mean of what was liked by 0.5 and away from the mean of what
was not by 0.15 (Rocchio 1971).  Simulated couples gained most with these: twice as much already
costs more than it brings.  A logistic model needs more verdicts than a couple gives.  What was
refused for its distance, price or time says nothing of taste; "not our thing" says it twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.columns import INTERESTS, KINDS, Ids
from model.index import Index
from model.index_order import Labels
from model.outing import Outing, Reason, Verdict

LIKED = (Verdict.SAVED, Verdict.LIKED)
TASTE = (None, Reason.NOT_OUR_THING)
"""The reasons to refuse an event that tell of taste."""
BETA, GAMMA = 0.5, 0.15


@dataclass(frozen=True, slots=True)
class Learned:
    """What feedback tells of one partner's taste.

    Attributes:
        liked: a row of the index for each event that was liked or saved.
        saved: those of them that were saved, and not called liked.
        direction: what it moves each trait of an event by, shape (interests + kinds,).
    """

    liked: Ids
    saved: frozenset[int]
    direction: NDArray[np.float64]

    def shift(self, index: Index, ids: Ids) -> NDArray[np.float64]:
        """How much more, or less, the partner would like each row than they said.

        No event gains by itself: what one has liked or saved one knows.
        """
        if not self.direction.any():
            return np.zeros(len(ids))
        moved: NDArray[np.float64] = (_traits(index.labels) @ self.direction)[index["labels"][ids]]
        itself = np.isin(index["event"][ids], index["event"][self.liked])
        return np.where(itself, np.minimum(moved, 0.0), moved)

    def because(self, index: Index, row: int) -> str:
        """What was done, and to which event, that is most like *row*; "" where none is like it."""
        if not len(self.liked):
            return ""
        alike = traits(index, self.liked) @ traits(index, np.array([row]))[0]
        place = int(np.argmax(alike))
        best = int(self.liked[place])
        if index["event"][best] == index["event"][row] or alike[place] < 0.5:
            return ""
        return f"{'saved' if best in self.saved else 'liked'} {index.card(best).name}"


def learn(index: Index, outing: Outing, partner: int, known: Mapping[str, int]) -> Learned:
    """What the feedback of partner number *partner*, and of both together, tells.

    Args:
        known: `rows_of` the events that there is feedback on.
    """
    ours = [one for one in outing.feedback if one.by in (None, partner) and one.event in known]
    liked = _ids(known[one.event] for one in ours if one.verdict in LIKED)
    no = [one for one in ours if one.verdict not in LIKED and one.reason in TASTE]
    others = _ids(known[one.event] for one in no)
    never = _ids(known[one.event] for one in no if one.reason is Reason.NOT_OUR_THING)
    away = _mean(index, others) + _mean(index, never)
    done = {known[one.event] for one in ours if one.verdict is Verdict.LIKED}
    return Learned(
        liked, frozenset(liked.tolist()) - done, BETA * _mean(index, liked) - GAMMA * away
    )


def hidden(outing: Outing) -> frozenset[str]:
    """The events that are not to be shown again."""
    return frozenset(one.event for one in outing.feedback if one.verdict is Verdict.NOT_FOR_US)


def traits(index: Index, ids: Ids) -> NDArray[np.float64]:
    """Each row's interests and kind, of length 1 together; shape (rows, interests + kinds)."""
    return _traits(index.labels.at(index["labels"][ids]))


def _traits(labels: Labels) -> NDArray[np.float64]:
    interests = labels.interests[:, None] >> np.arange(len(INTERESTS)) & 1
    kinds = labels.kind[:, None] == np.arange(len(KINDS))
    found = np.hstack([interests, kinds]).astype(float)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def _mean(index: Index, ids: Ids) -> NDArray[np.float64]:
    if not len(ids):
        return np.zeros(len(INTERESTS) + len(KINDS))
    return np.asarray(traits(index, ids).mean(axis=0))


def rows_of(index: Index, events: Iterable[str]) -> dict[str, int]:
    """The first row of each of *events* that is still known."""
    numbers = numbers_of(index, set(events))
    return {index.events[number]: int(index.rows_of(number)[0]) for number in numbers}


def _ids(rows: Iterable[int]) -> Ids:
    return np.array(sorted(set(rows)), np.int64)


def numbers_of(index: Index, events: AbstractSet[str]) -> list[int]:
    """The numbers of those of *events* that the index knows."""
    found = ((bisect_left(index.events, event), event) for event in sorted(events))
    return [n for n, event in found if n < len(index.events) and index.events[n] == event]
