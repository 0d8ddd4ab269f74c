"""A date for the calendar of one's own."""

from __future__ import annotations

import streamlit as st

from dashboard.words import named, plain
from model.candidate import Candidate
from model.in_words import when
from pipeline.calendar_file import web_calendars


def offer(one: Candidate) -> None:
    """Ask for which calendar, in a dialog."""

    @st.dialog(f"Add to calendar: {plain(one.name)}")
    def choose() -> None:
        st.markdown(plain(when(one)))
        show(one)

    choose()


def show(one: Candidate) -> None:
    """A file with all of its dates for any calendar, and links to forms for this one."""
    with st.container(horizontal=True, gap="xsmall"):
        file = f"/calendar/{one.event}.ics"
        st.link_button(named("Calendar file", one), file, help="All dates to come")
        for name, url in web_calendars(one).items():
            st.link_button(named(name, one), url, help="This date")
