"""Every date that fits a search, in the order of the calendar."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime

import numpy as np

from model.candidate import Candidate
from model.feedback import hidden, numbers_of
from model.filters import apply_filters
from model.index import Index
from model.outing import Outing


def dates_of(
    index: Index, outing: Outing, now: datetime, limit: int, *, with_cancelled: bool = False
) -> list[Candidate]:
    """The dates that pass *outing*'s filters, soonest first, at most *limit*.

    Args:
        now: aware.
        with_cancelled: what is called off too, so that a calendar which has it can strike it out.
    """
    ids = apply_filters(index, outing, now, ("cancelled",) if with_cancelled else ()).ids
    ids = ids[~np.isin(index["event"][ids], numbers_of(index, hidden(outing)))]
    order = np.lexsort((index["event"][ids], index["start"][ids]))
    return [index.card(int(row)) for row in ids[order][:limit]]


def dates_of_event(index: Index, event: str) -> list[Candidate]:
    """Every date of the event with this id, soonest first; none when there is no such event."""
    place = bisect_left(index.events, event)
    if place == len(index.events) or index.events[place] != event:
        return []
    rows = np.flatnonzero(index["event"] == place)
    return sorted((index.card(int(row)) for row in rows), key=lambda one: one.start_date)
