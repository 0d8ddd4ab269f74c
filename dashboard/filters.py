"""The questions on the pages; `dashboard.asked` keeps the answers."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import asked, here, wording
from dashboard.words import plain
from model.parameters import LONGEST, PARAMETERS
from model.search import defaults, values

MILES = ("5", "10", "25", "50", "100", "200", "400")
BUDGETS = ("", "0", "25", "50", "100", "200", "500")
OFFERED = {"lang": tuple(wording.LABELS["lang"]), "within": MILES, "far": MILES, "budget": BUDGETS}


def form(home: str) -> None:
    """Everything one may ask.

    Args:
        home: where one is taken to be who names no place.
    """
    place, distance, span, price = st.columns([3, 2, 2, 2])
    with place:
        near(home)
    with distance:
        one_of("within", "Within")
    with span:
        one_of("when", "When")
        if asked.answers()["when"] == "dates":
            st.date_input("From", **asked.widget("from"))
            st.date_input("To", **asked.widget("to"))
    with price:
        one_of("budget", "At most, for two")
    partners()
    with st.expander("More: days, kind, setting, access, language, what to leave out"):
        left, right = st.columns(2)
        with left:
            some_of("kind", "Kind")
            some_of("interest", "About")
            some_of("days", "Days")
            some_of("lang", "Language")
            some_of("needs", "It must say")
            some_of("not", "Rather not")
        with right:
            one_of("setting", "Setting")
            some_of("tradition", "Tradition")
            some_of("time", "Time of day")
            one_of("overnight", "Overnight")
            one_of("attendance", "Attendance")
            one_of("aim", "What for")


def near(home: str) -> None:
    """Where home is, typed or asked of the browser."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.text_input(
            "Near",
            placeholder=home or "ZIP, or Town, ST",
            max_chars=LONGEST,
            **asked.widget("near"),
        )
        here.ask(partial(asked.put, "near"))


def partners() -> None:
    """What each of the two likes, side by side."""
    for column, name, label in zip(
        st.columns(2), ("you", "partner"), ("You like", "Your partner likes"), strict=True
    ):
        with column:
            some_of(name, label, "Anything")
            st.text_input(
                f"{label}, in words",
                max_chars=LONGEST,
                placeholder="pottery, live jazz, a quiet walk",
                label_visibility="collapsed",
                **asked.widget(f"{name}_say"),
            )


def one_of(name: str, label: str, **more: Any) -> None:
    """Ask for one answer."""
    st.selectbox(
        label,
        _options(name),
        format_func=partial(wording.worded, name),
        **asked.widget(name),
        **more,
    )


def some_of(name: str, label: str, nothing: str = "Any") -> None:
    """Ask for any number of answers.

    Args:
        nothing: what no answer means.
    """
    st.multiselect(
        label,
        _options(name),
        format_func=partial(wording.worded, name),
        placeholder=nothing,
        **asked.widget(name),
    )


def _options(name: str) -> list[str]:
    """What the page offers, and what an address has asked for beside it."""
    offered = PARAMETERS[name].choices or OFFERED[name]
    return list(dict.fromkeys((*offered, *values(asked.answers()[name]))))


def chips() -> None:
    """What narrows the search, each with a button that drops it."""
    active = wording.active(asked.answers(), defaults())
    if not active:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for name, value, words in active:
            st.button(
                f"{plain(words)} ✕",
                key=f"drop-{name}-{value}",
                type="secondary",
                help=f"Ask no longer: {plain(words)}",
                on_click=_drop,
                args=(name, value),
            )
        if len(active) > 1:
            st.button("Start again", key="drop-all", type="tertiary", on_click=_drop_all)


def _drop(name: str, value: str) -> None:
    left = tuple(one for one in values(asked.answers()[name]) if one != value)
    asked.put(name, left if PARAMETERS[name].is_many else "")


def _drop_all() -> None:
    asked.replace_all(defaults())
