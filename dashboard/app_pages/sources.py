"""Where the events come from, and how each source is."""

from __future__ import annotations

import streamlit as st

from dashboard import queries
from dashboard.words import plain

st.title("Sources", anchor=False)
found = queries.snapshot()
if found is None:
    st.info("Nothing has been crawled yet: run `twogether crawl`.")
else:
    if found.as_of:
        st.markdown(f"Last crawl: **{found.as_of:%B} {found.as_of.day}, {found.as_of:%Y}**")
    for source in found.sources:
        with st.container(border=True):
            st.markdown(f"**{plain(source['name'])}** · {plain(source['kind'].replace('_', ' '))}")
            good = source["last_good"][:10] or "never"
            st.caption(
                f"{source['listings']} announcements, {source['occurrences']} dates · "
                f"last read well on {good}"
            )
            if source["held_back"]:
                st.warning(f"The last visit was held back: {plain(source['held_back'])}")
