"""Find something to do together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from dashboard import agenda, asked, cards, filters, queries, ring_map, verdicts
from dashboard.nothing import ways_out
from dashboard.opening import opened, outing
from dashboard.words import plain
from model import search
from model.in_words import named
from model.outing import Aim, Outing, Sort, Want
from model.parameters import PARAMETERS
from model.ranking import Ranking

PER_PAGE = 12
PAGES = 10
ONLINE = 3


def main() -> None:
    """The page from top to bottom."""
    st.title("Something to do, together", anchor=False)
    found = opened("Find")
    if found is None:
        return
    if found.is_sample:
        _banner()
    filters.form(found.here)
    filters.chips()
    now = datetime.now(UTC)
    wanted = outing(found, now)
    if wanted is None:
        return
    if wanted.aim is Aim.WORK_THROUGH:
        st.info("For that we have [a quiet page of its own](hard).", icon=":material/spa:")
        return
    verdicts.review()
    apart = wanted.online is Want.ANY
    inside = replace(wanted, online=Want.NOT) if apart else wanted
    ranking = queries.search(found, inside, now, PER_PAGE * PAGES)
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


def _banner() -> None:
    st.info(
        "**This is Alder Falls, a town that we made up** so that there is something to see. "
        "To show your own town, list its calendars in a file and run "
        "`twogether crawl --sources yourtown.toml`; docs/add-a-source.md tells how.",
        icon=":material/holiday_village:",
    )


def _results(ranking: Ranking, outing: Outing, now: datetime) -> None:
    near = f" near {plain(outing.home)}" if outing.home else ""
    count = f"**{ranking.total} thing{'s' if ranking.total != 1 else ''} to do**{near}"
    left, middle, right = st.columns([4, 2, 3], vertical_alignment="bottom")
    left.markdown(f"{count}, {FIRST[outing.sort]} first")
    with middle:
        filters.one_of("sort", "Sort by")
    with right:
        st.segmented_control(
            "Show as",
            PARAMETERS["view"].choices,
            format_func=named,
            required=True,
            **asked.widget("view"),
        )
    if asked.answers()["view"] == "map":
        _map(ranking, outing)
    if asked.answers()["view"] == "calendar":
        agenda.show(ranking.cards)
        return
    pages = -(-len(ranking.cards) // PER_PAGE)
    page = min(int(str(asked.answers()["page"])), pages)
    cards.grid(ranking.cards[PER_PAGE * (page - 1) : PER_PAGE * page], outing, now)
    if pages > 1:
        key = f"page-{page}"
        st.pagination(pages, default=page, key=key, on_change=_turn_to, args=(key,))


def _turn_to(key: str) -> None:
    asked.put("page", str(st.session_state[key]))


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
    st.subheader("Online", anchor=False)
    if ranking.total > ONLINE:
        st.button(
            f"All {ranking.total} that are online",
            type="tertiary",
            on_click=asked.put,
            args=("attendance", "online"),
        )
    cards.grid(ranking.cards, outing, now)


def _feeds() -> None:
    query = [(name, value) for name, value in search.write(asked.answers()) if name not in HOW]
    address = f"?{urlencode(query)}" if query else ""
    links = " · ".join(f"[{name}](<{path}{address}>)" for name, path in FEEDS.items())
    st.caption(f"This search as a feed: {links} · [how to use it](</api/openapi.json>)")


HOW = ("sort", "view", "page")
FEEDS = {
    "calendar": "/feeds/events.ics",
    "RSS": "/feeds/events.rss",
    "JSON": "/api/events.json",
    "GeoJSON": "/api/events.geojson",
}
FIRST = {
    Sort.FIT: "best for the two of you",
    Sort.DATE: "soonest",
    Sort.DISTANCE: "nearest",
    Sort.COST: "cheapest",
}

main()
