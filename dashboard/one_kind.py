"""A page for some kinds of event: where, when and what the two like, then the cards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard import cards, filters, queries, verdicts
from dashboard.opening import opened
from dashboard.words import plain
from model.errors import OutingError
from model.geo import KM_PER_MILE
from model.labels import Kind
from model.outing_reading import outing_from

SHOWN = 12


def show(
    title: str, about: str, kinds: tuple[Kind, ...], miles: int, days: int, *, repeats: bool = False
) -> None:
    """The page from top to bottom.

    Args:
        about: what one finds here, in a sentence or two.
        miles, days: how far and how long ahead it looks, at first.
        repeats: show only what meets more than once.
    """
    st.title(title, anchor=False)
    st.markdown(about)
    found = opened()
    if found is None:
        return
    values = filters.short_form(found.home[0] if found.home else "")
    left, right = st.columns(2)
    reach = left.select_slider(
        "Within", filters.MILES_FAR, miles, format_func="{} miles".format, key="far"
    )
    setting = right.selectbox("Setting", list(filters.SETTINGS), key="setting", bind="query-params")
    now = datetime.now(UTC)
    today = now.astimezone().date()
    values |= {
        "kinds": [kind.value for kind in kinds],
        "radius_km": reach * KM_PER_MILE,
        "faith": filters.SETTINGS[setting],
        "from_date": today,
        "to_date": today + timedelta(days=days),
        "feedback": verdicts.said(),
    }
    try:
        outing = outing_from(values, queries.find_place)
    except OutingError as error:
        st.warning(plain(str(error)))
        return
    ranking = queries.search(found, outing, now, SHOWN * 4)
    shown = [
        card for card in ranking.cards if not repeats or card.other_dates or card.candidate.schedule
    ][:SHOWN]
    if not shown:
        st.subheader("Nothing of this kind is announced here", anchor=False)
        for one in queries.ways_out(found, outing, now)[:2]:
            st.markdown(f"- {one.words.capitalize()}: **{one.events}** would fit")
        return
    verdicts.review()
    with st.grid(columns="auto", min_column_width=330, gap="medium"):
        for card in shown:
            cards.show(card, outing, now)
