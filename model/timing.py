"""When couples are free: how well the day and hour of each row fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.columns import Flag, Ids
from model.index import Index
from model.outing import PARTS_OF_DAY, Outing

SATURDAY = 5
ALL_DAY = len(PARTS_OF_DAY)
"""The part of day, as a number, of what lasts all day or does not say when it begins."""
PART_OF_HOUR = np.array(
    [
        next((n for n, (a, b) in enumerate(PARTS_OF_DAY.values()) if a <= hour < b), ALL_DAY)
        for hour in range(24)
    ]
)
"""Nothing is known to begin before five; midnight often stands for an hour that nobody stated."""
WORKDAY, FRIDAY = (0.3, 0.2, 0.8, 0.3), (0.3, 0.3, 1.0, 0.4)
SATURDAY_FREE, SUNDAY_FREE = (0.9, 1.0, 1.0, 0.9), (0.8, 1.0, 0.7, 0.9)
USUAL = np.array([*[WORKDAY] * 4, FRIDAY, SATURDAY_FREE, SUNDAY_FREE])
"""How free couples usually are on Monday to Sunday, in the morning, afternoon, evening, all day."""
WEEKEND = 1.0
BAD_TIME = 0.3
"""What is left of the fit of a time like one that was wrong."""


def time_fit(
    index: Index, ids: Ids, outing: Outing, wrong: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How well each row's day and part of day fit what was asked, 0 to 1.

    What was asked for fits wholly: a chosen weekday counts by its part of day alone, a chosen
    part of day by its weekday alone.  What lasts over a Saturday fits as well as anything.

    Args:
        wrong: `slot` of times that did not suit the couple.
    """
    days, parts = weekday(index, ids), part_of_day(index, ids)
    fit = USUAL[days, parts]
    if outing.weekdays and outing.parts_of_day:
        fit = np.where(parts == ALL_DAY, fit, 1.0)
    elif outing.weekdays:
        fit = fit / USUAL.max(axis=1)[days]
    elif outing.parts_of_day:
        fit = np.where(parts == ALL_DAY, fit, fit / USUAL.max(axis=0)[parts])
    fit = np.where(over_saturday(index, ids), WEEKEND, fit)
    if len(wrong):
        fit = np.where(np.isin(slot(index, ids), wrong), BAD_TIME * fit, fit)
    return np.asarray(fit)


def slot(index: Index, ids: Ids) -> NDArray[np.int64]:
    """A number for each row's day and part of day; one of a working day stands for Mon to Thu."""
    days = np.maximum(weekday(index, ids), 3)
    return np.asarray(days * (ALL_DAY + 1) + part_of_day(index, ids))


def weekday(index: Index, ids: Ids) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday, of each row's first day."""
    return np.asarray((index["first_day"][ids].astype(np.int64) - 1) % 7)


def part_of_day(index: Index, ids: Ids) -> NDArray[np.int64]:
    """The number of each row's part of day in `PARTS_OF_DAY`, or `ALL_DAY`."""
    parts = PART_OF_HOUR[index["hour"][ids]]
    return np.where(index["flags"][ids] & int(Flag.ALL_DAY), ALL_DAY, parts)


def over_saturday(index: Index, ids: Ids) -> NDArray[np.bool_]:
    """Whether each row begins on one day and goes on through a Saturday into its Sunday."""
    lasts = index["last_day"][ids] - index["first_day"][ids]
    to_sunday = (SATURDAY - weekday(index, ids)) % 7 + 1
    return np.asarray(lasts >= to_sunday)
