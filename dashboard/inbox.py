"""What visitors have reported, and what a host may do about it with one click."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import event_link, reporting
from dashboard.hosting import Change, change
from dashboard.words import plain
from model.errors import TwogetherError
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.couples import Couples
from pipeline.fixing import fix

AT_ONCE = 50
FIXES = {
    "wrong": ("Hide it", {"hidden": "1"}, "Hidden."),
    "gone": ("Hide it: it is gone", {"hidden": "1"}, "Hidden."),
    "not_for_couples": ("Not for couples", {"audience": "other"}, "Shown to couples no more."),
}
"""For each report, what puts an end to it: a button, the correction, and what is said then."""


def show(folder: Path) -> None:
    """Everything that is reported and not settled, the most reported first."""
    try:
        with Couples(Config(folder).couples) as couples:
            reports = couples.reports(AT_ONCE)
    except TwogetherError as error:
        st.error(plain(str(error)))
        return
    if not reports:
        st.caption("Visitors have reported nothing.")
        return
    st.header(f"Reported by visitors ({len(reports)})", anchor=False)
    with Catalogue(Config(folder).catalogue, read_only=True) as catalogue:
        names = {row["event"]: _name(catalogue, row["event"]) for row in reports}
    for row in reports:
        _show(folder, row, names[row["event"]])


def _name(catalogue: Catalogue, event: str) -> str | None:
    row = catalogue.event(event)
    return str(row["name"]) if row else None


def _show(folder: Path, row: Mapping[str, Any], name: str | None) -> None:
    event, what = row["event"], row["what"]
    times = f", {row['reports']} times" if row["reports"] > 1 else ""
    called = name or f"An event that is no longer in the catalogue ({event})"
    with st.container(border=True, gap="xsmall", key=f"report-{what}-{event}"):
        st.markdown(f"**{plain(called)}**: {reporting.WHAT[what].lower()}{times}")
        if row["words"]:
            st.markdown("\n".join(f"- “{plain(words)}”" for words in row["words"]))
        st.caption(f"Last on {row['last_day']}")
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            if name:
                _fix(folder, event, what, name)
                event_link.link(event, f"All about {plain(name)}")
            st.button(
                f"Dismiss :small[{plain(called)}]",
                key=f"dismiss-{what}-{event}",
                type="tertiary",
                on_click=_settle,
                args=(folder, event, what),
            )


def _fix(folder: Path, event: str, what: str, name: str) -> None:
    label, values, done = FIXES[what]
    if st.button(f"{label} :small[{plain(name)}]", key=f"settle-{what}-{event}", type="primary"):
        change(folder, _settling(folder, event, what, values), done)
    st.button(
        f"Correct it :small[{plain(name)}]",
        key=f"open-{what}-{event}",
        on_click=_open,
        args=(event,),
    )


def _settling(folder: Path, event: str, what: str, values: Mapping[str, str]) -> Change:
    """The correction, and then the end of the report."""

    def work(catalogue: Catalogue, by: str, at: str) -> None:
        fix(catalogue, event, values, by, at)
        _settle(folder, event, what)

    return work


def _settle(folder: Path, event: str, what: str) -> None:
    with Couples(Config(folder).couples) as couples:
        couples.settle(event, what, datetime.now(UTC))


def _open(event: str) -> None:
    """Let the form below be of *event*."""
    st.session_state["wanted"] = event
    st.session_state.pop("event", None)
