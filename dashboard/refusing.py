"""What is not for the two, and why if they like to say so."""

from __future__ import annotations

import streamlit as st

from dashboard import verdicts
from dashboard.words import named, plain
from model.candidate import Candidate
from model.outing import Verdict


def ask(one: Candidate) -> None:
    """Put *one* down, in a dialog."""

    @st.dialog(f"Not for us: {plain(one.name)}")
    def why() -> None:
        reason = st.pills(
            "Why? If you like to say", list(verdicts.WHY), format_func=verdicts.WHY.__getitem__
        )
        if st.button(named("Do not show it again", one)):
            verdicts.say(one, Verdict.NOT_FOR_US, reason)
            st.rerun()

    why()
