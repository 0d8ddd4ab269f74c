"""Three picks for a week: something simple, something near, something to look forward to."""

from __future__ import annotations

import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from model.index import Index
from model.labels import Kind
from model.outing import Outing
from model.ranking import Card, rank
from model.taste import Reader

SOON, AHEAD = timedelta(days=7), timedelta(days=180)
SPARE = 10
"""Cards beyond those wanted, in the place of those that are too late to book."""
LOOKED_FORWARD_TO = (Kind.RETREAT, Kind.WORKSHOP, Kind.CLASS)


@dataclass(frozen=True, slots=True)
class Idea:
    """Something free that needs no event.

    Attributes:
        questions: two, to talk over meanwhile.
    """

    name: str
    how: str
    questions: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Week:
    """Three picks; None where there is none left.

    Attributes:
        near: the best of the coming seven days.
        ahead: a retreat, workshop or class of the coming half year, not too late to book.
    """

    simple: Idea | None
    near: Card | None
    ahead: Card | None


def this_week(
    index: Index,
    outing: Outing,
    now: datetime,
    reader: Reader | None = None,
    refused: AbstractSet[str] = frozenset(),
) -> Week:
    """The picks for the week of *now*.

    Args:
        outing: its days and kinds are not looked at.
        refused: ids of events and names of ideas that are not to come again.
    """
    near = soon(index, outing, now, reader, refused)
    taken = refused | {card.candidate.event for card in near}
    ahead = to_look_forward_to(index, outing, now, reader, taken)
    return Week(simple(now.date(), refused), near[0] if near else None, ahead)


def soon(
    index: Index,
    outing: Outing,
    now: datetime,
    reader: Reader | None,
    refused: AbstractSet[str],
    k: int = 1,
    within: timedelta = SOON,
) -> list[Card]:
    """The best *k* of the days from *now* on, the best first."""
    today = now.date()
    days = replace(outing, from_date=today, to_date=today + within, kinds=())
    return _best(index, days, now, reader, refused, k)


def to_look_forward_to(
    index: Index, outing: Outing, now: datetime, reader: Reader | None, refused: AbstractSet[str]
) -> Card | None:
    """The best retreat, workshop or class of the coming half year, from further away too."""
    today = now.date()
    days = replace(
        outing,
        from_date=today,
        to_date=today + AHEAD,
        kinds=LOOKED_FORWARD_TO,
        radius_km=outing.radius_km * 3,
    )
    return next(iter(_best(index, days, now, reader, refused, 1)), None)


def _best(
    index: Index,
    outing: Outing,
    now: datetime,
    reader: Reader | None,
    refused: AbstractSet[str],
    k: int,
) -> list[Card]:
    cards = rank(index, outing, now, k + SPARE, reader, refused).cards
    return [card for card in cards if not _is_late(card, now.date())][:k]


def _is_late(card: Card, today: date) -> bool:
    deadline = card.candidate.deadline
    return deadline is not None and deadline < today


def simple(today: date, refused: AbstractSet[str]) -> Idea | None:
    """Another idea each week of the year, in turn."""
    left = [idea for idea in ideas() if idea.name not in refused]
    return left[today.toordinal() // 7 % len(left)] if left else None


@cache
def ideas() -> tuple[Idea, ...]:
    """All simple things to do, from `data/simple_dates.toml`."""
    text = files("data").joinpath("simple_dates.toml").read_text("utf-8")
    return tuple(
        Idea(row["name"], row["how"], tuple(row["questions"]))
        for row in tomllib.loads(text)["ideas"]
    )
