"""One recommendation on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import streamlit as st

from dashboard import card_menu, event_link
from dashboard.words import badges, checked, link, plain
from model.candidate import Candidate
from model.in_words import excerpt, when, where
from model.included import included
from model.outing import Outing
from model.ranking import Card
from model.reasons import distance_words, price_words

LANES = {"a": "more to your taste", "b": "more to your partner's taste"}
COLOURS = {
    "made for couples": "red",
    "faith": "violet",
    "overnight": "blue",
    "online": "gray",
    "sold out": "gray",
    "called off": "gray",
    "childcare offered": "green",
    "step-free": "green",
    "join any time": "green",
    "no joining late": "gray",
}
TWO_LINES = 110


def grid(cards: Sequence[Card], outing: Outing, now: datetime) -> None:
    """Cards side by side, as many as there is room for."""
    with st.grid(columns="auto", min_column_width=330, gap="medium"):
        for card in cards:
            show(card, outing, now)


def show(card: Card, outing: Outing, now: datetime) -> None:
    """Name, when, where, cost for two and why; nothing that the card's fields do not say."""
    one = card.candidate
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card-{one.event}"):
        st.markdown(badge_line(one))
        event_link.heading(one)
        st.markdown("  \n".join(lines(one, outing, card.distance_km, len(card.other_dates))))
        if one.description:
            st.caption(plain(excerpt(one.description, TWO_LINES)))
        if card.reasons:
            lane = f" · {LANES[card.lane]}" if card.lane in LANES else ""
            st.markdown(f":primary[**Why:** {plain(' · '.join(card.reasons))}{lane}]")
        st.caption(_footer(card, now))
        card_menu.show(one)


def badge_line(one: Candidate) -> str:
    """Its badges as Markdown."""
    return " ".join(f":{COLOURS.get(word, 'orange')}-badge[{word}]" for word in badges(one))


def lines(
    one: Candidate, outing: Outing, distance_km: float | None, later: int = 0
) -> Iterator[str]:
    """When, where, for how much and for whom, each a line of Markdown.

    Args:
        later: how many more dates there are.
    """
    yield f"**{plain(when(one))}**"
    if one.schedule or later:
        yield plain(one.schedule or f"{later} more date{'s' if later > 1 else ''}")
    yield plain(f"{where(one)}{away(one, outing, distance_km)}")
    covered = included(f"{one.price_evidence}\n{one.description}") if one.price_for_two else {}
    with_it = f" · includes {', '.join(covered)}" if covered else ""
    yield f"**{plain(price_words(one).capitalize())}**{with_it}"
    if one.attendance_rule:
        yield f":red[Who may attend:] “{plain(one.attendance_rule)}”"
    if one.deadline:
        yield f"**Register by {one.deadline:%A, %B} {one.deadline.day}**"


def away(one: Candidate, outing: Outing, distance_km: float | None) -> str:
    """How far it is, as exact as its place is known; "" where there is nothing to say."""
    if one.is_online:
        return ""
    if one.latitude is None:
        return " · place not pinned"
    if distance_km is None:
        return ""
    return f" · {distance_words(one, outing, distance_km)}"


def _footer(card: Card, now: datetime) -> str:
    """Who announces it, each with its page, and when it was last seen there."""
    one = card.candidate
    by = one.organizer if one.organizer != one.source else ""
    pages = [(one.source, one.url), *one.also]
    sources = ", ".join(link(name, url) for name, url in pages)
    return " · ".join(filter(None, (plain(by), sources, checked(one, now))))
