"""One recommendation on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from dashboard import facts, verdicts
from dashboard.words import badges, checked, plain
from model.in_words import excerpt, when, where
from model.labels import Audience
from model.outing import Outing
from model.ranking import Card
from model.reasons import distance_words, price_words
from pipeline.calendar_file import web_calendars

LANES = {"a": "more to your taste", "b": "more to your partner's taste"}
CALLED = {
    Audience.COUPLES: "Called made for couples",
    Audience.COUPLE_FRIENDLY: "Called good for two",
}
COLOURS = {
    "made for couples": "red",
    "faith": "violet",
    "overnight": "blue",
    "online": "gray",
    "sold out": "gray",
}


def grid(cards: Sequence[Card], outing: Outing, now: datetime, *, feedback: bool = True) -> None:
    """Cards side by side, as many as there is room for."""
    with st.grid(columns="auto", min_column_width=330, gap="medium"):
        for card in cards:
            show(card, outing, now, feedback=feedback)


def show(card: Card, outing: Outing, now: datetime, *, feedback: bool = True) -> None:
    """Name, when, where, cost for two and why; nothing that the card's fields do not say.

    Args:
        feedback: ask what the two think of it.
    """
    one = card.candidate
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(
            " ".join(f":{COLOURS.get(word, 'orange')}-badge[{word}]" for word in badges(one))
        )
        st.markdown(f"### {plain(one.name)}")
        st.markdown(f"**{plain(when(one))}**")
        st.markdown(plain(f"{where(one)}{_away(card, outing)}"))
        st.markdown(f"**{plain(price_words(one).capitalize())}**{_evidence(card)}")
        if one.attendance_rule:
            st.markdown(f":red[Who may attend:] “{plain(one.attendance_rule)}”")
        if one.description:
            st.caption(plain(excerpt(one.description)))
        if card.reasons:
            lane = f" · {LANES[card.lane]}" if card.lane in LANES else ""
            st.markdown(f":primary[**Why:** {plain(' · '.join(card.reasons))}{lane}]")
        if one.label_reasons:
            words = " · ".join(f"“{plain(word)}”" for word in one.label_reasons)
            st.caption(f"{CALLED[one.audience]}, by its words {words}")
        if one.deadline:
            st.markdown(f"**Register by {one.deadline:%A, %B} {one.deadline.day}**")
        facts.show(one)
        _footer(card, now)
        if feedback:
            verdicts.ask(one)


def _away(card: Card, outing: Outing) -> str:
    if card.candidate.is_online:
        return ""
    if card.candidate.latitude is None:
        return " · place not pinned"
    if card.distance_km is None:
        return ""
    return f" · {distance_words(card.candidate, outing, card.distance_km)}"


def _evidence(card: Card) -> str:
    """The organiser's own words for the price, where there are any."""
    words = card.candidate.price_evidence
    return f" — “{plain(excerpt(words))}”" if words and not card.candidate.is_free else ""


def _footer(card: Card, now: datetime) -> None:
    one = card.candidate
    later = len(card.other_dates)
    notes = [
        one.schedule,
        f"{later} more date{'s' if later > 1 else ''}" if later else "",
        one.source,
        checked(one, now),
    ]
    st.caption(plain(" · ".join(filter(None, notes))))
    if one.also:
        links = ", ".join(f"[{plain(name)}](<{url}>)" for name, url in one.also)
        st.caption(f"Also announced by {links}")
    web = " · ".join(f"[{name}](<{url}>)" for name, url in web_calendars(one).items())
    st.caption(f"Add to calendar: [file](/calendar/{one.event}.ics) · {web}")
    if one.url:
        st.link_button("See the announcement", one.url, help=f"Announcement of {plain(one.name)}")
