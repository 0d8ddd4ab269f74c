"""Navigation; `twogether serve` opens it."""

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).parent / "app_pages"

st.set_page_config(page_title="Twogether", page_icon="💞", layout="wide")
page = st.navigation(
    [
        st.Page(PAGES / "find.py", title="Find", default=True),
        st.Page(PAGES / "sources.py", title="Sources"),
        st.Page(PAGES / "about.py", title="About"),
    ],
    position="top",
)
page.run()
