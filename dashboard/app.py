"""Navigation; `twogether serve` opens it."""

from pathlib import Path

import streamlit as st

from dashboard import asked, event_link, folding
from dashboard.hosting import is_host, is_locked
from dashboard.words import plain
from model.errors import TwogetherError

PAGES = Path(__file__).parent / "app_pages"

RINGS = Path(__file__).with_name("rings.svg")

st.set_page_config(page_title="Twogether", page_icon=RINGS, layout="wide")
st.logo(RINGS, size="large")
st.html(Path(__file__).with_name("style.css"))
st.html(Path(__file__).with_name("cards.css"))
everybody = [
    st.Page(PAGES / "this_week.py", title="This week", default=True),
    st.Page(PAGES / "find.py", title="Find", url_path="find"),
    st.Page(PAGES / "retreats.py", title="Retreats"),
    st.Page(PAGES / "groups.py", title="Groups"),
    st.Page(PAGES / "our_list.py", title="Our list", url_path="ours"),
    st.Page(PAGES / "hard.py", title="When it is hard", url_path="hard"),
    event_link.page(),
    st.Page(PAGES / "sources.py", title="Sources"),
    st.Page(PAGES / "about.py", title="About"),
]
host = [
    st.Page(PAGES / "correct.py", title="Corrections"),
    st.Page(PAGES / "label.py", title="Label"),
    st.Page(PAGES / "duplicates.py", title="Duplicates"),
    st.Page(PAGES / "runs.py", title="Runs"),
]
sign_in = [st.Page(PAGES / "sign_in.py", title="For the host", url_path="host")]
pages = everybody + (host if is_host() else []) + (sign_in if is_locked() else [])
page = st.navigation(pages, position="top")
asked.enter(page.title)
folding.close_for(page.title)
try:
    page.run()
except TwogetherError as error:
    st.error(plain(f"This page cannot be shown: {error}."))
