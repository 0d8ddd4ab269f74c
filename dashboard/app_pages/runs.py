"""How the crawls and the sources are, and what each run changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from dashboard import health_view
from dashboard.hosting import home
from dashboard.words import plain
from model.errors import TwogetherError
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.drift import Drift
from pipeline.health import health
from pipeline.outcomes import NOT_REACHED

SHOWN = {"new": "New", "changed": "Changed", "gone": "Gone", "merged": "Merged"}
AT_ONCE = 50


def main() -> None:
    """Show the page."""
    st.title("Runs", anchor=False)
    folder = home()
    if folder is None:
        return
    try:
        found = health(folder, datetime.now(UTC))
        health_view.show(found)
        if not found.is_known:
            return
        with Catalogue(Config(folder).catalogue, read_only=True) as catalogue:
            runs = catalogue.runs_with_sources(30)
    except TwogetherError as error:
        st.error(plain(str(error)))
        return
    if not runs:
        st.info("No crawl has ended yet: run `twogether crawl`.")
        return
    st.header("What a run changed", anchor=False)
    chosen = st.selectbox(
        "Run", runs, format_func=lambda run: f"{run['id']} · {run['now'][:16].replace('T', ' ')}"
    )
    show(json.loads(chosen["report"]))


def show(report: dict[str, Any]) -> None:
    """Totals, then each source with what happened to its announcements."""
    totals = report["totals"]
    with st.container(horizontal=True):
        for name in (*SHOWN, "set_aside"):
            st.metric(name.replace("_", " ").capitalize(), totals.get(name, 0))
    if why := report.get("stopped"):
        st.info(f"The run stopped early, since {plain(why)}; the next one begins with the rest.")
    if dead := report.get("took_over"):
        st.warning(f"The run before, {plain(dead)}, died without a word.")
    for one in report.get("mended", ()):
        st.warning(f"{plain(one['source'])}: {plain(one['reading'])}; {plain(one['reason'])}")
    for one in report.get("drifts", ()):
        st.warning(plain(str(Drift(**one))))
    lively = [source for source in report["sources"] if not _is_quiet(source)]
    for source in sorted(lively, key=lambda one: (one["promoted"], one["source"])):
        show_source(source)
    if quiet := sorted(one["name"] for one in report["sources"] if _is_quiet(one)):
        st.caption(f"No change at {plain(', '.join(quiet))}.")


def _is_quiet(source: dict[str, Any]) -> bool:
    """Whether there is nothing to tell of a source."""
    return source["promoted"] and not source.get("changes") and not source["set_aside"]


def show_source(source: dict[str, Any]) -> None:
    """One source's changes by kind, and what was set aside with the reason."""
    counts = [f"{source.get(name, 0)} {name}" for name in SHOWN if source.get(name)] + [
        f"{len(source['set_aside'])} set aside"
    ] * bool(source["set_aside"])
    state = ", ".join(counts) or "no change"
    held = "" if source["promoted"] else " · held back"
    if source["outcome"] == NOT_REACHED:
        held = " · comes first in the next run"
    with st.expander(f"{plain(source['name'])} · {state}{held}"):
        for reason in source["held_back"]:
            st.warning(plain(reason))
        changes = source.get("changes", [])
        for change in changes[:AT_ONCE]:
            st.markdown(_line(change))
        if len(changes) > AT_ONCE:
            st.caption(f"and {len(changes) - AT_ONCE} more; `twogether crawl --json` prints all")
        for aside in source["set_aside"][:AT_ONCE]:
            st.markdown(
                f"- Set aside: {plain(aside['name'] or aside['uid'])} · {plain(aside['reason'])}"
            )


def _line(change: dict[str, Any]) -> str:
    fields = ", ".join(change["fields"]).replace("_", " ")
    why = plain(fields or change["why"])
    return f"- {SHOWN[change['what']]}: {plain(change['name'])}" + (f" · {why}" if why else "")


main()
