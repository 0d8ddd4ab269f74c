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
        if st.button(named("Do not show it again", one), type="primary", key=f"refuse-{one.event}"):
            verdicts.say(one, Verdict.NOT_FOR_US)
            st.rerun()

    why()
