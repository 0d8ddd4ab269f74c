"""Navigation; `twogether serve` opens it."""

from pathlib import Path

import streamlit as st

from dashboard.hosting import is_host
from pipeline.config import host_password

PAGES = Path(__file__).parent / "app_pages"

st.set_page_config(page_title="Twogether", page_icon="💞", layout="wide")
everybody = [
    st.Page(PAGES / "find.py", title="Find", default=True),
    st.Page(PAGES / "this_week.py", title="This week", url_path="week"),
    st.Page(PAGES / "retreats.py", title="Retreats"),
    st.Page(PAGES / "groups.py", title="Groups"),
    st.Page(PAGES / "hard.py", title="When it is hard", url_path="hard"),
    st.Page(PAGES / "sources.py", title="Sources"),
    st.Page(PAGES / "about.py", title="About"),
]
host = [
    st.Page(PAGES / "correct.py", title="Correct"),
    st.Page(PAGES / "label.py", title="Label"),
    st.Page(PAGES / "duplicates.py", title="Duplicates"),
    st.Page(PAGES / "runs.py", title="Runs"),
]
if is_host():
    more = host
elif host_password():
    more = [st.Page(PAGES / "sign_in.py", title="For the host", url_path="host")]
else:
    more = []
page = st.navigation([*everybody, *more], position="top")
page.run()
