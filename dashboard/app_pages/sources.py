"""Where the events come from, how each source is, and a form for one more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import queries
from dashboard.hosting import is_host
from dashboard.limits import PROBES
from dashboard.probing import Answer, probe
from dashboard.words import link, plain
from pipeline.config import contact
from pipeline.outcomes import words


def main() -> None:
    """Show the page."""
    st.title("Sources", anchor=False)
    st.markdown(
        "Where the events come from. A calendar is read as its site allows (robots.txt), and what "
        "could not be read stays as it was, with its age."
    )
    if is_host():
        add_form()
    found = queries.snapshot()
    if found is None:
        st.info("Nothing has been crawled yet: run `twogether crawl`.")
        return
    if found.as_of:
        good = sum(not source["held_back"] for source in found.sources)
        st.markdown(
            f"Last crawl: **{_day(found.as_of.isoformat())}** · "
            f"{good} of {len(found.sources)} calendars read well"
        )
    with st.grid(columns="auto", min_column_width=330, gap="small"):
        for source in sorted(found.sources, key=_trouble_first):
            show(source)
    if address := contact():
        st.caption(f"To have a calendar left out, write to {plain(address)}.")


def _trouble_first(source: dict[str, Any]) -> tuple[bool, str]:
    return not source["held_back"], source["name"].casefold()


def show(source: dict[str, Any]) -> None:
    """One source, and what to try where its last visit failed."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{link(source['name'], source['url'])}**")
        about = (source["kind"].replace("_", " "), source["locality"])
        st.markdown(plain(" · ".join(filter(None, about))))
        good = source["last_good"]
        read = f"last read well on {_day(good)}" if good else "not read well yet"
        st.caption(f"{source['listings']} announcements, {source['occurrences']} dates · {read}")
        if source["held_back"]:
            st.warning(f"{words(source['last_outcome'])}\n\n{plain(source['held_back'])}")


def _day(moment: str) -> str:
    day = datetime.fromisoformat(moment)
    return f"{day:%B} {day.day}, {day.year}"


def add_form() -> None:
    """A form that looks over a site for its calendar, and keeps what it finds as a source."""
    with st.expander("Add a calendar", icon=":material/add:"):
        with st.form("probe", border=False):
            url = st.text_input(
                "Web address of an organisation or its calendar",
                placeholder="https://www.example.org/events",
            )
            is_asked = st.form_submit_button("Look for its events")
        if is_asked and not PROBES.one_more():
            st.error("Too many sites were looked over within the hour; try again later.")
        elif is_asked and url.strip():
            with st.spinner("Looking over the site, at most a dozen pages …"):
                st.session_state["probed"] = (url.strip(), probe(url.strip()))
        if "probed" in st.session_state:
            address, answer = st.session_state["probed"]
            show_answer(address, answer)


def show_answer(url: str, answer: Answer) -> None:
    """What was found, and a button to keep it."""
    if answer.error or answer.document is None:
        st.error(plain(answer.error))
        return
    document = answer.document
    st.success(f"Found: {plain(document['platform'])}")
    st.markdown("**The next events**")
    lines = [
        f"- {datetime.fromisoformat(row['start_date']):%a %d %b %Y, %H:%M} · {plain(row['name'])}"
        for row in document["next"]
    ]
    st.markdown("\n".join(lines))
    for one in document["out_of_reach"]:
        st.info(plain(f"{one['platform']} is out of reach. {one['why']} {one['ask']}"))
    st.markdown("**The source** (guesses are marked)")
    st.code(document["source"], language="toml")
    if st.button("Add this source", type="primary"):
        with st.spinner("Adding it …"):
            added = probe(url, add=True)
        if added.error:
            st.error(plain(added.error))
        else:
            del st.session_state["probed"]
            st.success("Added. The next `twogether crawl` reads it.")


main()
