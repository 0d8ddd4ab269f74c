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
    today = now.date()
    soon = replace(outing, from_date=today, to_date=today + SOON, kinds=())
    ahead = replace(
        outing,
        from_date=today,
        to_date=today + AHEAD,
        kinds=LOOKED_FORWARD_TO,
        radius_km=outing.radius_km * 3,
    )
    near = _best(index, soon, now, reader, refused)
    taken = refused | ({near.candidate.event} if near else set())
    return Week(_simple(today, refused), near, _best(index, ahead, now, reader, taken))


def _best(
    index: Index, outing: Outing, now: datetime, reader: Reader | None, refused: AbstractSet[str]
) -> Card | None:
    cards = rank(index, outing, now, len(refused) + 1, reader, refused).cards
    open_ = (card for card in cards if not _is_late(card, now.date()))
    return next(open_, None)


def _is_late(card: Card, today: date) -> bool:
    deadline = card.candidate.deadline
    return deadline is not None and deadline < today


def _simple(today: date, refused: AbstractSet[str]) -> Idea | None:
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
