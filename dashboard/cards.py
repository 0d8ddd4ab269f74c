"""Recommendations on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import card_menu, event_link, ours, verdicts
from dashboard.spans import Line, Span, pairs, strong
from dashboard.words import badges, checked, visible
from model.candidate import Candidate
from model.in_words import excerpt, when, where
from model.included import included
from model.outing import Outing
from model.ranking import Card
from model.reasons import distance_words, price_words
from pipeline.texts import web_address

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
HTML = '<div class="cards"></div>'
JS = Path(__file__).with_name("cards.js").read_text("utf-8")


def grid(cards: Sequence[Card], outing: Outing, now: datetime, key: str = "cards") -> None:
    """Cards side by side, as many as there is room for.

    One script makes them all, of texts and addresses: as elements of their own they would take
    the browser twice as long as all else on the page.

    Args:
        key: what tells these cards from others on the page.
    """
    shown = {card.candidate.event: card.candidate for card in cards}

    def known(event: str) -> Candidate | None:
        """Also one whose card is about to go: it can be pressed as long as it is seen."""
        return shown.get(event) or next(iter(ours.announced(event)), None)

    def before() -> None:
        asked = st.session_state[key].asked
        if one := known(asked["event"]):
            card_menu.before(one, asked["what"])

    data = {
        "cards": [card_data(card, outing, now) for card in cards],
        "actions": {name: getattr(card_menu, name) for name in ("SAVE", "SHARE", "MORE")},
    }
    asked = _component()(key=key, data=data, on_asked_change=before, height="content").asked
    if asked and (one := known(asked["event"])):
        card_menu.after(one, asked["what"])


def _component() -> Callable[..., Any]:
    return st.components.v2.component("cards", html=HTML, js=JS, isolate_styles=False)


def card_data(card: Card, outing: Outing, now: datetime) -> dict[str, Any]:
    """Name, when, where, cost for two and why; nothing that the card's fields do not say."""
    one = card.candidate
    lane = [LANES[card.lane]] if card.lane in LANES else []
    return {
        "event": one.event,
        "name": visible(one.name),
        "address": event_link.path(one.event),
        "badges": badges_of(one),
        "lines": [
            pairs(line) for line in lines(one, outing, card.distance_km, len(card.other_dates))
        ],
        "excerpt": visible(excerpt(one.description, TWO_LINES)) if one.description else "",
        "why": visible(" · ".join((*card.reasons, *lane))) if card.reasons else "",
        "by": visible(one.organizer) if one.organizer != one.source else "",
        "sources": [(visible(name), web_address(url)) for name, url in source_pages(one)],
        "checked": checked(one, now),
        "saved": verdicts.is_saved(one.event),
    }


def badges_of(one: Candidate) -> list[tuple[str, str]]:
    """Its badges, each with its colour."""
    return [(word, COLOURS.get(word, "orange")) for word in badges(one)]


def lines(
    one: Candidate, outing: Outing, distance_km: float | None, later: int = 0
) -> Iterator[Line]:
    """When, where, for how much and for whom.

    Args:
        later: how many more dates there are.
    """
    yield strong(when(one))
    if one.schedule or later:
        yield (Span(one.schedule or f"{later} more date{'s' if later > 1 else ''}"),)
    yield (Span(f"{where(one)}{away(one, outing, distance_km)}"),)
    covered = included(f"{one.price_evidence}\n{one.description}") if one.price_for_two else {}
    with_it = (Span(f" · includes {', '.join(covered)}"),) if covered else ()
    yield (*strong(price_words(one).capitalize()), *with_it)
    if one.attendance_rule:
        yield Span("Who may attend:", "alarm"), Span(f" “{visible(one.attendance_rule)}”")
    if one.deadline:
        yield strong(f"Register by {one.deadline:%A, %B} {one.deadline.day}")


def away(one: Candidate, outing: Outing, distance_km: float | None) -> str:
    """How far it is, as exact as its place is known; "" where there is nothing to say."""
    if one.is_online:
        return ""
    if one.latitude is None:
        return " · place not pinned"
    if distance_km is None:
        return ""
    return f" · {distance_words(one, outing, distance_km)}"


def source_pages(one: Candidate) -> list[tuple[str, str]]:
    """Who announces it, each with its page."""
    return [(one.source, one.url), *one.also]
