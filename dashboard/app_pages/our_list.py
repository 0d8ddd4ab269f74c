"""The list that the two of you share."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from dashboard import ours, ours_about, ours_items, verdicts
from dashboard.hosting import say_done
from dashboard.words import plain
from model.shared_list import SharedList

EVERY = "15s"


def main() -> None:
    """The page from top to bottom."""
    st.title("Our list", anchor=False)
    say_done()
    _take_up()
    shared = ours.look()
    _write_down()
    if shared is None:
        _begin()
        return
    _watch(shared.changes)
    _who(shared)
    _from_session()
    ours_about.hand_over(shared)
    _items(shared)
    ours_items.taken_off(shared)
    ours_about.around(shared)


def _take_up() -> None:
    """Open the list that the address leads to, unless it is open."""
    token = st.query_params.get("list", "")
    if token and token != ours.link():
        ours.take_up(token, 2 if st.query_params.get("you") == "2" else 1)


def _write_down() -> None:
    """Put the list into the address of this page alone, so that it opens again after a reload."""
    wanted = {"list": ours.link(), "you": str(ours.you())} if ours.link() else {}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _begin() -> None:
    st.markdown(
        "One list for the two of you: both fill it, both say yes, maybe or no, and what you set "
        "aside for a date goes into your calendars. You need no account: a link opens it, which "
        "you hand to your partner."
    )
    names = verdicts.saved()
    if names:
        st.markdown(
            "These come with it:\n" + "\n".join(f"- {plain(one)}" for one in names.values())
        )
    if st.button("Make a list the two of you share", type="primary") and ours.start():
        verdicts.put_on_list()
        st.rerun()
    with st.form("open", border=False):
        said = st.text_input("Or open one by its link", placeholder="Paste the whole link")
        if st.form_submit_button("Open it") and said.strip():
            query = parse_qs(urlsplit(said.strip()).query)
            ours.take_up(query.get("list", [said.strip()])[0], int(query.get("you") == ["2"]) + 1)
            st.rerun()


@st.fragment(run_every=EVERY)
def _watch(seen: int) -> None:
    """Show the page again when the other of the two has changed something."""
    if ours.has_changed(seen):
        st.rerun()


def _who(shared: SharedList) -> None:
    st.session_state["you-are"] = ours.you()
    st.radio(
        "You are",
        (1, 2),
        format_func=lambda partner: ours_items.name_of(shared, partner),
        key="you-are",
        horizontal=True,
        on_change=lambda: ours.take_up(ours.link(), st.session_state["you-are"]),
    )


def _from_session() -> None:
    if names := verdicts.saved():
        st.markdown("Saved before: " + plain(", ".join(names.values())))
        st.button("Put it on the list", on_click=verdicts.put_on_list)


def _items(shared: SharedList) -> None:
    now = datetime.now(UTC)
    found = ours_items.items(shared, now)
    if not found:
        st.info("There is nothing on it yet. Save what you like on any page, and it is here.")
        return
    st.header(f"On it ({len(found)})", anchor=False)
    with st.grid(columns="auto", min_column_width=330, gap="medium"):
        for item in found:
            ours_items.show(item, shared, now)


main()
