"""How the catalogue, its crawls and its sources are, on the page of runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pandas as pd
import streamlit as st

from dashboard.words import plain
from pipeline.durations import spoken
from pipeline.health import Health
from pipeline.health_problems import Problem, Verdict
from pipeline.health_records import Crawl
from pipeline.health_sources import SourceHealth, State
from pipeline.health_words import ago, trend

ICONS = {
    State.GOOD: ":green[:material/check_circle:]",
    State.FAILING: ":orange[:material/schedule:]",
    State.BROKEN: ":red[:material/error:]",
    State.SILENT: ":orange[:material/volume_off:]",
    State.LEFT_OUT: ":gray[:material/remove_circle:]",
    State.FILE: ":gray[:material/description:]",
}
SPACE = "\N{NO-BREAK SPACE}"
WELL = (State.GOOD, State.FILE)


def show(health: Health) -> None:
    """The verdict, the figures, what to try, every source, and the crawls before."""
    verdict(health)
    figures(health)
    ill = [one for one in health.sources if one.state not in WELL]
    shown = {one.key for one in ill}
    problems(one for one in health.problems if one.key not in shown)
    troubled(ill)
    if health.sources:
        sources(health)
    if health.crawls:
        history(health.crawls)


def verdict(health: Health) -> None:
    """All in one line."""
    count = len(health.problems)
    if health.verdict is Verdict.FINE:
        st.success("All is well.", icon=":material/check_circle:")
    elif health.verdict is Verdict.LOOK:
        things = "One thing wants" if count == 1 else f"{count} things want"
        st.warning(f"{things} a look.", icon=":material/visibility:")
    else:
        st.error("Something must be done.", icon=":material/error:")


def figures(health: Health) -> None:
    """How fresh the catalogue is."""
    last, good = next(iter(health.crawls), None), health.last_good
    visited = [one for one in health.sources if one.state not in (State.FILE, State.LEFT_OUT)]
    with st.container(horizontal=True):
        st.metric("Last crawl", ago(last.at if last else None, health.now))
        st.metric("Last good crawl", ago(good.at if good else None, health.now))
        st.metric("Events to come", health.events)
        st.metric("Sources read well", f"{health.count(State.GOOD)} of {len(visited)}")


def problems(found: Iterable[Problem]) -> None:
    """What is wrong as a whole, and what to try."""
    for one in found:
        say = st.error if one.verdict is Verdict.ACT else st.warning
        say(f"**{plain(one.what)}**\n\n{plain(one.next)}")


def troubled(found: list[SourceHealth]) -> None:
    """Each source that is not as it should be, and what to try."""
    for one in found:
        with st.container(border=True):
            st.markdown(f"{ICONS[one.state]} **{plain(one.facts.name)}** is {one.state}")
            st.markdown(f"{plain(one.what)}\n\n{plain(one.next)}")
            if one.facts.failures and one.facts.held_back:
                st.caption(plain(one.facts.held_back))


def sources(health: Health) -> None:
    """All sources, the worst first."""
    st.header("Sources", anchor=False)
    rows = [
        {
            "Source": plain(one.facts.name),
            "State": _state(one),
            "Read well": ago(one.facts.last_good, health.now).replace(" ", SPACE, 1),
            "Found": trend(one.facts.visits) or str(one.facts.listings),
        }
        for one in health.sources
    ]
    st.table(pd.DataFrame(rows).set_index("Source"), border="horizontal")


def _state(one: SourceHealth) -> str:
    failure = f" · {plain(one.facts.outcome.replace('_', ' '))}" if one.facts.failures else ""
    return f"{ICONS[one.state]}{SPACE}{one.state}{failure}"


def history(crawls: tuple[Crawl, ...]) -> None:
    """Events in the catalogue after each crawl, and what each did."""
    st.header("Crawls", anchor=False)
    frame = pd.DataFrame(
        {"Crawl": [one.at for one in crawls], "Events": [one.events for one in crawls]}
    )
    if len(crawls) > 1:
        st.caption("Events in the catalogue after each crawl")
        st.line_chart(frame, x="Crawl", y="Events", x_label="", y_label="", height=180)
    rows = [
        {
            "Crawl": f"{one.at:%Y-%m-%d %H:%M}",
            "Took": "" if one.seconds is None else spoken(timedelta(seconds=round(one.seconds))),
            "Sources": str(one.totals.get("sources", 0)),
            "Held back": str(one.totals.get("held_back", 0)),
            "New": str(one.totals.get("new", 0)),
            "Changed": str(one.totals.get("changed", 0)),
            "Gone": str(one.totals.get("gone", 0)),
            "Events": str(one.events),
        }
        for one in crawls
    ]
    with st.expander("Each crawl in figures"):
        st.table(pd.DataFrame(rows).set_index("Crawl"), border="horizontal")
