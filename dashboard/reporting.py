"""Something to tell the host about an event; who tells it is not asked and not kept."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard.limits import REPORTS, visitor
from dashboard.words import named, plain
from model.candidate import Candidate
from model.errors import TwogetherError
from pipeline.config import Config, default_home
from pipeline.couples import Couples

WHAT = {
    "wrong": "Something in it is wrong",
    "gone": "It is called off, or gone",
    "not_for_couples": "It is not for couples",
}
LONGEST = 300


def ask(one: Candidate) -> None:
    """Ask what is wrong with *one*, in a dialog."""

    @st.dialog(f"Report: {plain(one.name)}")
    def form() -> None:
        with st.form(f"report-{one.event}", border=False):
            what = st.radio("What is the matter?", list(WHAT), format_func=WHAT.__getitem__)
            words = st.text_area(
                "In your words, if you like",
                max_chars=LONGEST,
                help="The host reads this. Leave out names and how to reach you.",
            )
            is_sent = st.form_submit_button(named("Tell the host", one))
        if is_sent:
            send(one.event, what, words)

    form()


def send(event: str, what: str, words: str) -> None:
    """Keep the report for the host, and say so; or why it cannot be kept."""
    if not REPORTS.one_more(visitor()):
        st.warning("That was a lot of reports for one hour; please come back later.")
        return
    try:
        with Couples(Config(default_home()).couples) as couples:
            couples.report(event, what, words[:LONGEST], datetime.now(UTC))
    except TwogetherError as error:
        st.error(plain(str(error)))
        return
    st.success("Thank you. The host will look at it.")
