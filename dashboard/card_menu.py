"""What one does with a card: keep it, pass it on, put it down, say what became of it."""

from __future__ import annotations

import streamlit as st

from dashboard import calendar_links, event_link, refusing, reporting, share, verdicts
from dashboard.words import named
from model.candidate import Candidate
from model.outing import Verdict

LIKE, REFUSE, CALENDAR, REPORT = (
    "More like this",
    "Not for us …",
    "Add to calendar …",
    "Report a problem …",
)
BEEN = {"We went, and liked it": Verdict.LIKED, "We went; not again": Verdict.NOT_LIKED}
DIALOGS = {REFUSE: refusing.ask, CALENDAR: calendar_links.offer, REPORT: reporting.ask}


def show(one: Candidate) -> None:
    """A row of buttons below a card."""
    with st.container(horizontal=True, gap="xsmall"):
        verdicts.ask(one)
        is_shared = st.button(named("Share", one), key=f"share-{one.event}", type="tertiary")
        key = f"more-{one.event}"
        chosen = st.menu_button(
            named("More", one),
            [CALENDAR, LIKE, REFUSE, *BEEN, REPORT],
            key=key,
            type="tertiary",
            on_click=_been,
            args=(one, key),
        )
    if is_shared:
        share.offer(one)
    if chosen == LIKE:
        event_link.open_likes(one)
    if chosen in DIALOGS:
        DIALOGS[chosen](one)


def _been(one: Candidate, key: str) -> None:
    """What is said without a further question counts before the page is made again."""
    if verdict := BEEN.get(st.session_state[key]):
        verdicts.say(one, verdict)
