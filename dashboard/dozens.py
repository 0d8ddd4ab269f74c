"""Cards, a dozen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from dashboard import asked, cards
from model.outing import Outing
from model.ranking import Card

DOZEN = 12
MOST = 10 * DOZEN
"""How many cards one can turn to."""


def show(found: Sequence[Card], outing: Outing, now: datetime) -> None:
    """The dozen that is asked for, the last where there are not so many, and a way to the rest."""
    pages = -(-len(found) // DOZEN)
    page = min(int(str(asked.answers()["page"])), pages)
    cards.grid(found[DOZEN * (page - 1) : DOZEN * page], outing, now)
    if pages > 1:
        key = f"page-{page}"
        st.pagination(pages, default=page, key=key, on_change=_turn_to, args=(key,))


def _turn_to(key: str) -> None:
    asked.put("page", str(st.session_state[key]))
