"""The runs of a soak, one after another."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from soaking.world import FIRST_DAY

AHEAD, BACK = timedelta(days=400), timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Step:
    """One run.

    Attributes:
        now: what its clock says.
        kill: when it is killed, as a share of the time that the run before took.
    """

    day: int
    now: datetime
    kill: float | None = None


def steps(seed: int, days: int, kills: int) -> Iterator[Step]:
    """The runs of a month: one a day, some killed and run again, two with a wrong clock."""
    dice = random.Random(seed)
    killed = sorted(dice.choices(range(1, days), k=kills))
    for day in range(days):
        now = datetime.combine(FIRST_DAY, time(6), UTC) + timedelta(days=day)
        if day == days // 3:
            yield Step(day, now + AHEAD)
        if day == 2 * days // 3:
            yield Step(day, now - BACK)
        for number in range(killed.count(day)):
            yield Step(day, now + number * timedelta(minutes=5), dice.uniform(0.1, 1.0))
        yield Step(day, now + timedelta(minutes=30))
