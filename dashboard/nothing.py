"""An empty result: what took everything away, and what would bring something back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    *,
    removed: Mapping[str, int],
    fixed: Collection[str] = (),
    reach: str = "within",
) -> None:
    """Say *title*, what each question removed, and offer the changes that bring results.

    Args:
        removed: how many each question took away.
        fixed: names of relaxations that the page cannot make.
        reach: the parameter that says how many miles to go.
    """
    theirs = {name: count for name, count in removed.items() if name not in OURS}
    ways = [one for one in queries.ways_out(found, outing, now) if one.name not in fixed]
    with st.container(border=True):
        st.header(title, anchor=False)
        if theirs:
            counts = ", ".join(f"{count} by {name}" for name, count in theirs.items())
            st.markdown(f"Your questions removed {counts}.")
        if ways:
            st.markdown("What would bring something back:")
        with st.container(horizontal=True, gap="small"):
            for one in ways[:OFFERED]:
                st.button(
                    f"{one.words.capitalize()}: {one.events} would fit",
                    key=f"relax-{one.name}",
                    on_click=_relax,
                    args=(one.name, now, reach),
                )


def _relax(name: str, now: datetime, reach: str) -> None:
    today = now.astimezone().date()
    asked.replace_all(search.relaxed(asked.answers(), name, today, reach))
