"""A page for some kinds of event: where, when and what the two like, then the cards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard import asked, dozens, filters, queries, verdicts
from dashboard.nothing import ways_out
from dashboard.opening import opened, outing
from dashboard.words import plain
from model.geo import KM_PER_MILE
from model.labels import Kind

FIXED = ("kind", "date", "everything")
"""What these pages do not ask, so that it cannot be relaxed here."""


def show(
    title: str, about: str, kinds: tuple[Kind, ...], reach: str, days: int, *, repeats: bool = False
) -> None:
    """The page from top to bottom.

    Args:
        about: what one finds here, in a sentence or two.
        reach: the parameter of a search that says how many miles to go.
        days: how long ahead it looks.
        repeats: show only what meets more than once, and ask on which days.
    """
    st.title(title, anchor=False)
    st.markdown(about)
    found = opened(title)
    if found is None:
        return
    _questions(found.here, reach, asks_days=repeats)
    now = datetime.now(UTC)
    wanted = outing(
        found,
        now,
        kinds=[kind.value for kind in kinds],
        radius_km=float(str(asked.answers()[reach])) * KM_PER_MILE,
        from_date=now.astimezone().date(),
        to_date=now.astimezone().date() + timedelta(days=days),
    )
    if wanted is None:
        return
    ranking = queries.search(found, wanted, now, dozens.MOST)
    shown = [
        card for card in ranking.cards if not repeats or card.other_dates or card.candidate.schedule
    ]
    if not shown:
        ways_out(
            "Nothing of this kind is announced here",
            found,
            wanted,
            now,
            removed=ranking.removed,
            fixed=FIXED,
            reach=reach,
        )
        return
    verdicts.review()
    near = f" near {plain(wanted.home)}" if wanted.home else " in all"
    st.header(f"{len(shown)}{near}", anchor=False)
    dozens.show(shown, wanted, now)


def _questions(here: str, reach: str, *, asks_days: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        filters.near(here)
        filters.one_of(reach, "Within", width=filters.WIDTH)
        filters.one_of("setting", "Setting", width=filters.WIDTH)
        if asks_days:
            filters.some_of("days", "Days", width=filters.NEAR)
    filters.liking()
    filters.chips(but={*filters.OF_FIND, "within"} - {reach})
