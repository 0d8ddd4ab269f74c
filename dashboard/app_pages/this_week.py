"""This week: three picks, and three others."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import asked, cards, filters, queries, verdicts
from dashboard.opening import opened, outing, say_sample
from dashboard.words import plain
from model.week import Idea, Week


def main() -> None:
    """The page from top to bottom."""
    st.title("This week, for the two of you", anchor=False)
    found = opened("This week")
    if found is None:
        return
    say_sample(found)
    refused: set[str] = st.session_state.setdefault("refused", set())
    here = str(asked.answers()["near"]) or found.here
    near = (
        f"Near {plain(here)}: another place, and what you two like" if here else "Where, and what"
    )
    with st.expander(near, expanded=not here):
        filters.near(found.here)
        filters.partners()
    filters.chips(but=filters.OF_FIND)
    now = datetime.now(UTC)
    wanted = outing(found, now)
    if wanted is None:
        return
    week = queries.week(found, wanted, now, refused)
    first, second, third = st.columns(3)
    with first:
        st.header("Free and simple", anchor=False)
        _idea(week.simple)
    for column, title, card in (
        (second, "Near you", week.near),
        (third, "To look forward to", week.ahead),
    ):
        with column:
            st.header(title, anchor=False)
            if card:
                cards.grid([card], wanted, now, key=f"card-{title}")
            else:
                st.info("Nothing else fits. Ask for less, or look further under Find.")
    verdicts.review()
    left, right = st.columns([1, 4])
    if left.button("Show me three others", type="primary"):
        refused |= _names(week)
        st.rerun()
    if refused and right.button("Start over"):
        refused.clear()
        st.rerun()


def _idea(idea: Idea | None) -> None:
    if idea is None:
        st.info("Those were all our ideas; now it is your turn.")
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {plain(idea.name)}")
        st.markdown(plain(idea.how))
        st.markdown("**To talk over, phones away:**")
        for question in idea.questions:
            st.markdown(f"- {plain(question)}")


def _names(week: Week) -> set[str]:
    events = {card.candidate.event for card in (week.near, week.ahead) if card}
    return events | ({week.simple.name} if week.simple else set())


main()
