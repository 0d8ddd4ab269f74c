"""Cards as a calendar: a heading for each day, a line for each event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import streamlit as st

from dashboard.words import plain
from model.in_words import clock, where
from model.ranking import Card
from model.reasons import price_words


def show(cards: Sequence[Card]) -> None:
    """Every date of every card, day by day."""
    rows = sorted(
        (
            (start, card)
            for card in cards
            for start in (card.candidate.start_date, *card.other_dates)
        ),
        key=lambda row: (row[0].date(), row[0].timetuple(), row[1].candidate.name),
    )
    for day, of_day in groupby(rows, key=lambda row: row[0].date()):
        st.markdown(f"#### {day:%A, %B} {day.day}")
        st.markdown("\n".join(f"- {_line(start, card)}" for start, card in of_day))


def _line(start: datetime, card: Card) -> str:
    one = card.candidate
    time = "All day" if one.all_day else clock(start)
    said = " · ".join((where(one), price_words(one)))
    return f"{time}: [{plain(one.name)}](/event?id={one.event}) · {plain(said)}"
