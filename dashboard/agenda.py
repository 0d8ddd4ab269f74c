"""Cards as a calendar: weeks of seven days side by side, and on a phone a list of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import streamlit as st

from dashboard import event_link
from dashboard.words import plain
from model.in_words import clock, where
from model.ranking import Card
from model.reasons import price_words

WEEKS = 6
Entries = Mapping[date, Sequence[tuple[datetime, Card]]]


def show(cards: Sequence[Card]) -> None:
    """Every date of every card in the first weeks that have any."""
    days = _by_day(cards)
    weeks = sorted({day - timedelta(days=day.weekday()) for day in days})
    with st.container(key="agenda"):
        for monday in weeks[:WEEKS]:
            _week(monday, days)
    later = sum(len(days[day]) for day in days if len(weeks) > WEEKS and day >= weeks[WEEKS])
    if later:
        st.caption(f"{later} later dates are not shown; ask for fewer days, or take the list.")


def _by_day(cards: Sequence[Card]) -> Entries:
    """Starts and cards of each day, by the time of day, then by name."""
    days: dict[date, list[tuple[datetime, Card]]] = defaultdict(list)
    for card in cards:
        for start in (card.candidate.start_date, *card.other_dates):
            days[start.date()].append((start, card))
    for of_day in days.values():
        of_day.sort(key=lambda row: (row[0].timetuple(), row[1].candidate.name))
    return days


def _week(monday: date, days: Entries) -> None:
    st.markdown(f"## Week of {monday:%B} {monday.day}")
    for number, column in enumerate(st.columns(7, gap="xsmall")):
        day = monday + timedelta(days=number)
        with column:
            _day(day, days.get(day, ()))


def _day(day: date, entries: Sequence[tuple[datetime, Card]]) -> None:
    """A heading and what is on; the keys let the style hide empty days where there is no room."""
    is_free = "free" if not entries else "busy"
    with st.container(key=f"{is_free}-{day}", gap="xsmall"):
        st.markdown(f"### {day:%a} {day.day}" if entries else f"{day:%a} {day.day}")
        for start, card in entries:
            st.markdown(_line(start, card))


def _line(start: datetime, card: Card) -> str:
    one = card.candidate
    time = "All day" if one.all_day else clock(start)
    said = plain(" · ".join((where(one), price_words(one))))
    return f"**{time}** [{plain(one.name)}](<{event_link.path(one.event)}>)  \n:small[{said}]"
