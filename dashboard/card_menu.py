"""What one does with an event: keep it, pass it on, put it down, say what became of it."""

from __future__ import annotations

import streamlit as st

from dashboard import calendar_links, event_link, refusing, reporting, share, verdicts
from dashboard.words import named
from model.candidate import Candidate
from model.outing import Verdict

SAVE, SHARE = "Save", "Share"
LIKE, REFUSE, CALENDAR, REPORT = (
    "More like this",
    "Not for us …",
    "Add to calendar …",
    "Report a problem …",
)
BEEN = {"We went, and liked it": Verdict.LIKED, "We went; not again": Verdict.NOT_LIKED}
MORE = (CALENDAR, LIKE, REFUSE, *BEEN, REPORT)
DIALOGS = {
    SHARE: share.offer,
    REFUSE: refusing.ask,
    CALENDAR: calendar_links.offer,
    REPORT: reporting.ask,
}


def show(one: Candidate) -> None:
    """A row of buttons."""
    key = f"more-{one.event}"
    with st.container(horizontal=True, gap="xsmall"):
        verdicts.ask(one)
        is_shared = st.button(named(SHARE, one), key=f"share-{one.event}", type="tertiary")
        chosen = st.menu_button(
            named("More", one),
            MORE,
            key=key,
            type="tertiary",
            on_click=lambda: before(one, st.session_state[key]),
        )
    after(one, SHARE if is_shared else chosen)


def before(one: Candidate, chosen: str) -> None:
    """Do what counts before the page is made again."""
    if chosen == SAVE:
        verdicts.save_or_not(one)
    if chosen in BEEN:
        verdicts.say(one, BEEN[chosen])


def after(one: Candidate, chosen: str | None) -> None:
    """Lead elsewhere, or ask further, once the page is made."""
    if chosen == LIKE:
        event_link.open_likes(one)
    if chosen in DIALOGS:
        DIALOGS[chosen](one)
