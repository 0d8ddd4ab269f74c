"""What every page for couples begins with."""

from __future__ import annotations

import streamlit as st

from dashboard import queries


def opened() -> queries.Snapshot | None:
    """The catalogue; None, with a word to the visitor, as long as there is nothing in it."""
    found = queries.snapshot()
    if found is None or not len(found.index):
        st.info("There are no events yet: run `twogether crawl`, or `twogether up` for a sample.")
        return None
    return found
