"""Every date that fits a search, in the order of the calendar."""

from __future__ import annotations

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
    ids = apply_filters(index, outing, now, with_cancelled=with_cancelled).ids
    ids = ids[~np.isin(index["event"][ids], numbers_of(index, hidden(outing)))]
    order = np.lexsort((index["event"][ids], index["start"][ids]))
    return [index.card(int(row)) for row in ids[order][:limit]]


def dates_of_event(index: Index, event: str) -> list[Candidate]:
    """Every date of the event with this id, soonest first; none when there is no such event."""
    rows = (int(row) for number in numbers_of(index, {event}) for row in index.rows_of(number))
    return sorted(map(index.card, rows), key=lambda one: one.start_date)
