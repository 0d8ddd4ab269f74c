"""What the visitor has asked: one search for all pages, kept in their addresses."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import streamlit as st

from model import search
from model.parameters import PARAMETERS, Answer

SEARCH, PAGE, HERE, WRITTEN = "search", "search-page", "search-here", "search-written"
"""The search; the page whose address says it; the one that asks now; what is in its address."""
NONE, ANSWERED = "", "search-answered"
"""As the page whose address says it; whether the browser asked for this run with an answer."""
ASK = "ask-"
"""How the keys of the questions' widgets begin."""
FIRST_PAGE = {"page": "1"}
DOZENS, SHOWN = ("Find", "Retreats", "Groups"), "search-shown"
"""The pages that show cards by the dozen; the last of them that was on the screen."""
OWN = {"Event": ("id", "like")}
"""What the address of a page says beside the search."""


def answers() -> dict[str, Answer]:
    """The search as it stands; what is put into it holds for every page."""
    return cast(dict[str, Answer], st.session_state[SEARCH])


def is_taken_up() -> bool:
    """Whether the visitor has been on a page with a search."""
    return SEARCH in st.session_state


def take_up(page: str) -> list[str]:
    """Begin with what the address says, or with what was asked on the page before.

    Returns:
        A sentence for each part of the address that cannot be meant.
    """
    state, problems = st.session_state, list[str]()
    has_moved = state.get(PAGE) == NONE
    state[HERE] = page
    here, is_newer = _address(), state.pop(ANSWERED, False) or has_moved
    if has_moved:
        _forget_widgets()
    if SEARCH not in state or (here != state[WRITTEN] and not is_newer):
        state[SEARCH], problems = search.read(here)
    if page in DOZENS and state.setdefault(SHOWN, page) != page:
        state[SHOWN] = page
        answers().update(FIRST_PAGE)
    return problems


def _forget_widgets() -> None:
    """Have the page's questions show the search: Streamlit may still hold how they were left."""
    for key in [key for key in st.session_state if str(key).startswith(ASK)]:
        del st.session_state[key]


def enter(page: str) -> None:
    """Note, before anything of it is shown, that another page begins, with an address of its own.

    Until `write_down` has put the search there the address says nothing of it: neither that of a
    page without a search nor that of one that was broken off.
    """
    if st.session_state.get(PAGE, page) != page:
        st.session_state[PAGE] = NONE


def scene() -> tuple[str, tuple[tuple[str, str], ...]]:
    """The page and its search, whichever dozen of it is shown."""
    state = st.session_state
    asked = (one for one in state.get(WRITTEN, ()) if one[0] not in FIRST_PAGE)
    return str(state.get(PAGE, "")), tuple(asked)


def write_down() -> None:
    """Put the search into the address, so that it is a link.

    What the page's own address says besides is written anew each time: a link from one event to
    another leaves the browser's address as it was.
    """
    query = search.write(answers())
    own = {name: st.query_params.get_all(name) for name in _own() if name in st.query_params}
    if own or query != _address():
        asked = {name: [value for other, value in query if other == name] for name, _ in query}
        st.query_params.from_dict(own | asked)
    st.session_state[WRITTEN] = query
    st.session_state[PAGE] = st.session_state[HERE]


def _own() -> tuple[str, ...]:
    return OWN.get(st.session_state[HERE], ())


def _address() -> list[tuple[str, str]]:
    """Names and values, in the order in which a search is written."""
    order = list(PARAMETERS)
    asked = (name for name in st.query_params if name not in _own())
    names = sorted(asked, key=lambda name: order.index(name) if name in order else -1)
    return [(name, value) for name in names for value in st.query_params.get_all(name)]


def value(name: str) -> Any:
    """The answer called *name* as a widget has it.

    Each widget begins with it.  That the state holds it too is said to the browser once, which may
    never hear it: a page that is made again at once takes the place of what was sent before.
    """
    answer = answers()[name]
    if PARAMETERS[name].form == "date":
        return date.fromisoformat(str(answer)) if answer else None
    return list(answer) if isinstance(answer, tuple) else answer


def widget(name: str) -> dict[str, Any]:
    """What ties a widget to the answer called *name*, as arguments for it."""
    key = f"{ASK}{name}"
    if key not in st.session_state or st.session_state[key] != value(name):
        st.session_state[key] = value(name)
    return {"key": key, "on_change": _keep, "args": (name,)}


def _keep(name: str) -> None:
    chosen = st.session_state[f"{ASK}{name}"]
    put(name, tuple(chosen) if isinstance(chosen, (list, tuple)) else str(chosen or ""))


def put(name: str, answer: Answer) -> None:
    """Answer a question; the first dozen is shown again."""
    replace_all({**answers(), **FIRST_PAGE, name: answer or PARAMETERS[name].default})


def replace_all(new: dict[str, Answer]) -> None:
    """Search for something else.

    It holds against an address that says otherwise: of two answers given at once the second comes
    from a browser that has not yet heard what the first made of it.
    """
    st.session_state.update({SEARCH: new, ANSWERED: True})
