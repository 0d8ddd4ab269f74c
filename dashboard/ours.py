"""The list that a visitor's session has open; its link is kept in the session and its own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard import queries
from dashboard.limits import CHANGES, LISTS, Limit, visitor
from dashboard.words import plain
from model.candidate import Candidate
from model.errors import CouplesError, NoSuchList
from model.shared_list import SharedList, ahead, saved
from pipeline.config import Config, default_home
from pipeline.couples import Couples

LINK, YOU, ON_IT = "our-link", "our-partner", "on-our-list"
TOO_MUCH = "That was a lot at once. Wait a little, then go on."
Change = Callable[[Couples, datetime], object]


def link() -> str:
    """What opens the list; "" without a list."""
    return str(st.session_state.get(LINK, ""))


def you() -> int:
    """Which of the two is here, 1 or 2."""
    return int(st.session_state.get(YOU, 1))


def take_up(token: str, partner: int) -> None:
    """Go on with the list that *token* opens, as its first or second *partner*."""
    st.session_state[LINK], st.session_state[YOU] = token, partner


def forget() -> None:
    """Go on without a list."""
    for key in (LINK, YOU, ON_IT):
        st.session_state.pop(key, None)


def start() -> bool:
    """Make a list, and go on with it."""
    return change(lambda couples, now: take_up(couples.start_list(now), 1), LISTS)


def look() -> SharedList | None:
    """The list as it stands; None without one, with a word where it cannot be opened."""
    if not link():
        return None
    try:
        with _couples() as couples:
            found = couples.open_list(link(), datetime.now(UTC))
    except CouplesError as error:
        if isinstance(error, NoSuchList):
            forget()
        st.warning(plain(str(error)))
        return None
    st.session_state[ON_IT] = frozenset(one.event for one in found.on_it)
    return found


def has_changed(seen: int) -> bool:
    """Whether the list is otherwise than when it had been changed *seen* times, or gone."""
    try:
        with _couples() as couples:
            return couples.changes(link()) != seen
    except CouplesError:
        return True


def on_it() -> frozenset[str]:
    """The ids of the events on the list, as of the last look."""
    found: frozenset[str] = st.session_state.get(ON_IT, frozenset())
    return found


def change(what: Change, limit: Limit | None = None) -> bool:
    """Do *what* to the list; False where it was not done, with a word why.

    Args:
        limit: how often; as often as all `CHANGES`, where none is given.
    """
    if not (limit or CHANGES).one_more(visitor()):
        st.toast(TOO_MUCH)
        return False
    try:
        with _couples() as couples:
            what(couples, datetime.now(UTC))
    except CouplesError as error:
        st.toast(plain(str(error)))
        return False
    return True


def save(one: Candidate) -> bool:
    """Put an event on the list."""
    token, partner = link(), you()
    dates = announced(one.event)
    return change(lambda couples, now: couples.put_on(token, saved(one, dates, partner, now)))


def renew(one: Candidate) -> None:
    """Say no longer what has changed of an event, whose next date is *one*."""
    token, partner = link(), you()
    dates = announced(one.event)
    change(lambda couples, now: couples.renew(token, saved(one, dates, partner, now)))


def save_all(events: list[str]) -> bool:
    """Put those of *events* on the list that are still announced."""
    token, partner = link(), you()

    def put(couples: Couples, now: datetime) -> None:
        for dates in filter(None, map(announced, events)):
            one = (ahead(dates, now) or dates)[0]
            couples.put_on(token, saved(one, dates, partner, now))

    return change(put)


def take_off(event: str) -> None:
    """Take an event off the list."""
    token = link()
    change(lambda couples, now: couples.take_off(token, event, now))


def announced(event: str) -> list[Candidate]:
    """All dates of the event that are announced now."""
    found = queries.snapshot()
    return queries.dates(found, event) if found else []


def _couples() -> Couples:
    return Couples(Config(default_home()).couples)
