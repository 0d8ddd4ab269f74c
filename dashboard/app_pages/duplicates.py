"""Pairs that may be one event, and events that several listings announce."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.hosting import change, home, say_done
from dashboard.words import link, plain
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.deduplicate import SAME_SERIES
from pipeline.merges import MergedEvent, doubtful_pairs, join, keep_apart, merged_events, part

AT_ONCE = 20


def main() -> None:
    """Show the page."""
    st.title("Duplicates", anchor=False)
    say_done()
    folder = home()
    if folder is None:
        return
    with Catalogue(Config(folder).catalogue, read_only=True) as catalogue:
        doubts = doubtful_pairs(catalogue, AT_ONCE)
        merged = list(islice(merged_events(catalogue), AT_ONCE))
    st.header("One event, or two?", anchor=False)
    if not doubts:
        st.markdown("No pair is in doubt.")
    for pair in doubts:
        ask(folder, pair)
    st.header("Merged", anchor=False)
    if not merged:
        st.markdown("No event is announced by several sources.")
    for event in merged:
        show(folder, event)


def ask(folder: Path, pair: dict[str, Any]) -> None:
    """A pair, what speaks for it, and two buttons."""
    a, b = _key(pair["a"]), _key(pair["b"])
    with st.container(border=True):
        for side in ("a", "b"):
            st.markdown(_line(pair[side]))
        reasons = "; ".join(json.loads(pair["reasons"]))
        st.caption(f"{pair['p_same']:.0%} likely the same: {plain(reasons)}")
        with st.container(horizontal=True):
            if st.button("One event", key=f"one {a} {b}"):
                change(folder, lambda *args: join(args[0], a, b, *args[1:]), "They are one event.")
            if st.button("Two events", key=f"two {a} {b}"):
                change(
                    folder,
                    lambda *args: keep_apart(args[0], a, b, *args[1:]),
                    "They stay two events.",
                )


def show(folder: Path, event: MergedEvent) -> None:
    """An event, each of its listings with why it is part of it, and a way out for each."""
    with st.expander(f"{plain(event.name)} · {len(event.parts) + 1} listings"):
        st.markdown(_line(event.shown))
        for one in event.parts:
            if one["reason"] == SAME_SERIES:
                continue
            st.markdown(_line(one))
            st.caption(f"{one['p_same']:.0%}: {plain(one['reason'])}")
            key = _key(one)
            if st.button("Not the same event", key=f"part {event.event} {key}"):
                change(folder, lambda *args, key=key: part(args[0], key, *args[1:]), "Taken apart.")


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["source"], row["uid"]


def _line(row: dict[str, Any]) -> str:
    start = (row["start"] or "no date")[:16].replace("T", " ")
    name = link(row["name"], row["url"] or "")
    return f"**{name}** · {start} · {plain(row['source_name'] or row['source'])}"


main()
