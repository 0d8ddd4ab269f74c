"""The questions on the pages; `dashboard.asked` keeps the answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import streamlit as st

from dashboard import asked, here, wording
from dashboard.words import plain
from model.parameters import LONGEST, PARAMETERS
from model.search import defaults, values

MILES = ("5", "10", "25", "50", "100", "200", "400")
BUDGETS = ("", "0", "25", "50", "100", "200", "500")
NEAR, WIDTH = 330, 155
"""In pixels: two short questions fit side by side on a phone."""
OF_FIND = ("kind", "when", "from", "to")
"""What is asked on *Find*, and not looked at by pages that have days and kinds of their own."""
OFFERED = {"lang": tuple(wording.LABELS["lang"]), "within": MILES, "far": MILES, "budget": BUDGETS}


def form(home: str) -> None:
    """Everything one may ask.

    Args:
        home: where one is taken to be who names no place.
    """
    with st.container(horizontal=True, gap="small"):
        near(home)
        one_of("within", "Within", width=WIDTH)
        one_of("when", "When", width=WIDTH)
        if asked.answers()["when"] == "dates":
            for name, label in (("from", "From"), ("to", "To")):
                st.date_input(label, asked.value(name), width=WIDTH, **asked.widget(name))
        one_of("budget", "At most, for two", width=WIDTH)
    liking()
    folded("More: days, kind, setting, access, language", "more", _more)


def folded(title: str, key: str, ask: Callable[[], None]) -> None:
    """Questions out of the way until they are asked: folded, they cost the browser nothing."""
    fold = st.expander(title, key=f"fold-{key}", on_change="rerun")
    if fold.open:
        with fold:
            ask()


def _more() -> None:
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
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", width=NEAR):
        st.text_input(
            "Near",
            asked.value("near"),
            placeholder=home or "ZIP, or Town, ST",
            max_chars=LONGEST,
            **asked.widget("near"),
        )
        here.ask(partial(asked.put, "near"))


def liking() -> None:
    """What each of the two likes, out of the way until it is asked."""
    folded("What each of you likes", "liking", partners)


def partners() -> None:
    """What each of the two likes, side by side."""
    for column, name, label in zip(
        st.columns(2), ("you", "partner"), ("You like", "Your partner likes"), strict=True
    ):
        with column:
            some_of(name, label, "Anything")
            st.text_input(
                f"{label}, in words",
                asked.value(f"{name}_say"),
                max_chars=LONGEST,
                placeholder="pottery, live jazz, a quiet walk",
                label_visibility="collapsed",
                **asked.widget(f"{name}_say"),
            )


def one_of(name: str, label: str, **more: Any) -> None:
    """Ask for one answer."""
    options = _options(name)
    st.selectbox(
        label,
        options,
        options.index(asked.value(name)),
        format_func=partial(wording.worded, name),
        **asked.widget(name),
        **more,
    )


def some_of(name: str, label: str, nothing: str = "Any", **more: Any) -> None:
    """Ask for any number of answers.

    Args:
        nothing: what no answer means.
    """
    st.multiselect(
        label,
        _options(name),
        asked.value(name),
        format_func=partial(wording.worded, name),
        placeholder=nothing,
        **asked.widget(name),
        **more,
    )


def _options(name: str) -> list[str]:
    """What the page offers, and what an address has asked for beside it."""
    offered = PARAMETERS[name].choices or OFFERED[name]
    return list(dict.fromkeys((*offered, *values(asked.answers()[name]))))


def chips(but: Collection[str] = ()) -> None:
    """What narrows the search, each with a button that drops it.

    Args:
        but: names of answers that the page does not look at.
    """
    active = [one for one in wording.active(asked.answers(), defaults()) if one[0] not in but]
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
