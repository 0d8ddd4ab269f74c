"""An empty result: what took everything away, and what would bring something back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from dashboard import asked, queries
from model import search
from model.outing import Outing

OURS = ("not for couples", "cancelled", "over", "runs for weeks")
"""What every search leaves out, whatever is asked."""
OFFERED = 4


def ways_out(
    title: str,
    found: queries.Snapshot,
    outing: Outing,
    now: datetime,
    removed: Mapping[str, int] | None = None,
) -> None:
    """Say *title*, what each question removed, and offer the changes that bring results."""
    with st.container(border=True):
        st.header(title, anchor=False)
        theirs = {name: count for name, count in (removed or {}).items() if name not in OURS}
        if theirs:
            counts = ", ".join(f"{count} by {name}" for name, count in theirs.items())
            st.markdown(f"Your questions removed {counts}.")
        ways = queries.ways_out(found, outing, now)[:OFFERED]
        if ways:
            st.markdown("What would bring something back:")
        with st.container(horizontal=True, gap="small"):
            for one in ways:
                st.button(
                    f"{one.words.capitalize()}: {one.events} would fit",
                    key=f"relax-{one.name}",
                    on_click=_relax,
                    args=(one.name, now),
                )


def _relax(name: str, now: datetime) -> None:
    asked.replace_all(search.relaxed(asked.answers(), name, now.astimezone().date()))
