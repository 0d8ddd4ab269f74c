"""Find something to do together."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import cards, filters, queries, ring_map, verdicts
from dashboard.opening import opened
from dashboard.words import plain
from model.errors import OutingError
from model.outing import Aim, Outing, Sort
from model.outing_reading import outing_from
from model.ranking import Ranking

PER_PAGE = 12
PAGES = 10


def main() -> None:
    """The page from top to bottom."""
    st.title("Something to do, together", anchor=False)
    found = opened()
    if found is None:
        return
    if found.is_sample:
        _banner()
    now = datetime.now(UTC)
    values = filters.form(found.home[0] if found.home else "", now.astimezone().date())
    try:
        outing = outing_from({**values, "feedback": verdicts.said()}, queries.find_place)
    except OutingError as error:
        st.warning(plain(str(error)))
        return
    if outing.aim is Aim.WORK_THROUGH:
        st.info("For that we have [a quiet page of its own](hard).", icon=":material/spa:")
        return
    verdicts.review()
    ranking = queries.search(found, outing, now, PER_PAGE * PAGES)
    if ranking.cards:
        _results(ranking, outing, now)
    else:
        _nothing(found, outing, ranking, now)


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
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"{count}, {FIRST[outing.sort]} first")
    if right.toggle("Map", key="map", bind="query-params"):
        _map(ranking, outing)
    pages = -(-len(ranking.cards) // PER_PAGE)
    page = int(st.session_state.get("page") or 1)
    first = PER_PAGE * (min(page, pages) - 1)
    with st.grid(columns="auto", min_column_width=330, gap="medium"):
        for card in ranking.cards[first : first + PER_PAGE]:
            cards.show(card, outing, now)
    if pages > 1:
        st.pagination(pages, key="page")


def _map(ranking: Ranking, outing: Outing) -> None:
    if chart := ring_map.spec(ranking.cards, outing):
        st.vega_lite_chart(
            chart, alt="Where the events are, around your home; the list has them all"
        )
    else:
        st.caption("Nothing to pin: name a place first.")


def _nothing(found: queries.Snapshot, outing: Outing, ranking: Ranking, now: datetime) -> None:
    st.subheader("Nothing fits just that", anchor=False)
    ours = {name: n for name, n in ranking.removed.items() if name not in HIDDEN}
    if ours:
        removed = ", ".join(f"{n} by {name}" for name, n in ours.items())
        st.markdown(f"Your questions removed {removed}.")
    for one in queries.ways_out(found, outing, now)[:3]:
        st.markdown(f"- {one.words.capitalize()}: **{one.events}** would fit")


FIRST = {
    Sort.FIT: "best for the two of you",
    Sort.DATE: "soonest",
    Sort.DISTANCE: "nearest",
    Sort.COST: "cheapest",
}
HIDDEN = ("not for couples", "cancelled", "over", "runs for weeks")

main()
