"""Find something to do together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from dashboard import agenda, asked, cards, dozens, filters, queries, ring_map, verdicts
from dashboard.nothing import ways_out
from dashboard.opening import opened, outing, say_sample
from dashboard.words import plain
from model import search
from model.in_words import named
from model.outing import Aim, Outing, Sort, Want
from model.parameters import PARAMETERS
from model.ranking import Ranking

ONLINE = 3


def main() -> None:
    """The page from top to bottom."""
    st.title("Something to do, together", anchor=False)
    found = opened("Find")
    if found is None:
        return
    say_sample(found)
    filters.form(found.here)
    filters.chips()
    if asked.answers()["aim"] == Aim.WORK_THROUGH:
        _go_where_it_is_quiet()
    now = datetime.now(UTC)
    wanted = outing(found, now)
    if wanted is None:
        return
    verdicts.review()
    apart = wanted.online is Want.ANY
    inside = replace(wanted, online=Want.NOT) if apart else wanted
    ranking = queries.search(found, inside, now, dozens.MOST)
    if ranking.cards:
        _results(ranking, wanted, now)
    else:
        ways_out(
            "Nothing fits just that",
            found,
            inside,
            now,
            removed=ranking.removed,
            fixed=("online",) if apart else (),
        )
    if apart:
        _online(found, replace(wanted, online=Want.ONLY), now)
    _feeds()


def _go_where_it_is_quiet() -> None:
    """What is to be worked through is no date: it has a page that leaves no trace."""
    asked.put("aim", "")
    asked.write_down()
    st.switch_page("app_pages/hard.py")


def _results(ranking: Ranking, outing: Outing, now: datetime) -> None:
    near = f" near {plain(outing.home)}" if outing.home else ""
    st.header(f"{ranking.total} thing{'s' if ranking.total != 1 else ''} to do{near}", anchor=False)
    if ranking.total > len(ranking.cards):
        st.caption(f"Shown are the {len(ranking.cards)} {MOST[outing.sort]}.")
    with st.container(horizontal=True, gap="xsmall"):
        filters.one_of("sort", "Sort by", width=filters.WIDTH)
        st.segmented_control(
            "Show as",
            PARAMETERS["view"].choices,
            default=asked.value("view"),
            format_func=named,
            required=True,
            **asked.widget("view"),
        )
    if asked.answers()["view"] == "map":
        _map(ranking, outing)
    if asked.answers()["view"] == "calendar":
        agenda.show(ranking.cards)
        return
    dozens.show(ranking.cards, outing, now)


def _map(ranking: Ranking, outing: Outing) -> None:
    if chart := ring_map.spec(ranking.cards, outing):
        st.vega_lite_chart(
            chart, alt="Where the events are, around your home; the list has them all"
        )
    else:
        st.caption("Nothing to pin: name a place first.")


def _online(found: queries.Snapshot, outing: Outing, now: datetime) -> None:
    """What one takes part in from home, apart from what is near."""
    ranking = queries.search(found, outing, now, ONLINE)
    if not ranking.cards:
        return
    st.header("Online", anchor=False)
    if ranking.total > ONLINE:
        st.button(
            f"All {ranking.total} that are online",
            type="tertiary",
            on_click=asked.put,
            args=("attendance", "online"),
        )
    cards.grid(ranking.cards, outing, now, key="online")


def _feeds() -> None:
    query = [(name, value) for name, value in search.write(asked.answers()) if name not in HOW]
    address = f"?{urlencode(query)}" if query else ""
    links = " · ".join(f"[{name}](<{path}{address}>)" for name, path in FEEDS.items())
    st.caption(f"This search as a feed: {links} · [OpenAPI](</api/openapi.json>)")


HOW = ("sort", "view", "page")
FEEDS = {
    "calendar": "/feeds/events.ics",
    "RSS": "/feeds/events.rss",
    "JSON": "/api/events.json",
    "GeoJSON": "/api/events.geojson",
}
MOST = {
    Sort.FIT: "best for the two of you",
    Sort.DATE: "soonest",
    Sort.DISTANCE: "nearest",
    Sort.COST: "cheapest",
}

main()
