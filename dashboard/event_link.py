"""The page of one event: links to it within the dashboard, and its address for other people."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import asked
from dashboard.words import plain
from model import search
from model.candidate import Candidate

PATH = "event"
FILE = Path(__file__).parent / "app_pages" / "event.py"


def page() -> st.Page:
    """The page itself, which no menu shows."""
    return st.Page(FILE, title="Event", url_path=PATH, visibility="hidden")


def link(event: str, label: str) -> None:
    """A link to all that is known of *event*."""
    st.page_link(page(), label=label, query_params=_query(event))


def heading(one: Candidate) -> None:
    """The name of *one* as a heading, which leads to all that is known of it."""
    with st.container(key=f"name-{one.event}"):
        st.markdown(f"### {plain(one.name)}")
        link(one.event, f"All about {plain(one.name)}")


def open_likes(one: Candidate) -> None:
    """Leave for what is like *one*."""
    st.switch_page(page(), query_params=[*_query(one.event), ("like", "1")])


def link_likes(one: Candidate, label: str) -> None:
    """A link to what is like *one*."""
    st.page_link(page(), label=label, query_params=[*_query(one.event), ("like", "1")])


def path(event: str) -> str:
    """The page of *event* for the same visitor, in a tab of its own: with the search."""
    return f"/{PATH}?{urlencode(_query(event))}"


def address(event: str) -> str:
    """The page of *event* for whoever is sent it: without the search of who sends it."""
    here = urlsplit(st.context.url or "")
    host = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{host}/{PATH}?{urlencode({'id': event})}"


def _query(event: str) -> list[tuple[str, str]]:
    """With the search, so that a page in a new tab knows it too."""
    return [("id", event), *(search.write(asked.answers()) if asked.is_taken_up() else ())]
