"""One event: everything that is known of it, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from dashboard import calendar_links, card_menu, cards, event_link, evidence, facts, queries
from dashboard.opening import opened, outing
from dashboard.spans import markdown
from dashboard.words import named, plain
from model.candidate import Candidate
from model.geo import haversine_km
from model.in_words import when
from model.outing import Outing
from pipeline.known import Fate, Known

COLUMNS = (3, 2)
DATES, ALIKE, ALL_ALIKE = 8, 3, 12
FATES = {
    Fate.SHOWN: "There is no date of it to show.",
    Fate.OVER: "It is over: there is no date of it to come any more.",
    Fate.GONE: "Its source announces it no longer. It may be over, or called off: ask there.",
    Fate.HIDDEN: "The host of this page has taken it down.",
    Fate.NOT_FOR_COUPLES: "It is not announced for couples, so it is not shown here.",
    Fate.UNKNOWN: "We know no such event. Ninety days after its last day an event is forgotten.",
}


def main() -> None:
    """The page from top to bottom."""
    found = opened("Event")
    if found is None:
        return
    now = datetime.now(UTC)
    wanted = outing(found, now) or Outing()
    event = st.query_params.get("id", "")
    dates = queries.dates(found, event)
    known = queries.known_of(event)
    if not dates:
        _nothing(known)
        return
    if "like" in st.query_params:
        _all_alike(found, dates[0], wanted, now)
        return
    ahead = [one for one in dates if (one.end_date or one.start_date) > now]
    one = next((one for one in ahead if not one.is_off), (ahead or dates)[-1])
    st.set_page_config(page_title=f"{one.name} · Twogether")
    _head(one, known, bool(ahead))
    left, right = st.columns(COLUMNS, gap="medium")
    with left:
        _main(one, known, wanted)
    with right:
        _when(ahead)
        _lines("Cost", evidence.costs(one, known))
    left, right = st.columns(COLUMNS, gap="medium")
    with left:
        _lines("What it says, and does not say", facts.lines(one))
    with right:
        _lines("Announced by", [*evidence.sources(known, now), *evidence.corrected(known)])
        _lines("What we take it for", evidence.reading(one))
    _alike(found, one, wanted, now)


def _nothing(known: Known) -> None:
    """What became of an event that is shown no more; what is taken down is not even named."""
    shown = known.announcements[:1] if known.fate not in (Fate.HIDDEN, Fate.SHOWN) else ()
    st.title(plain(shown[0].name) if shown else "This event is not here", anchor=False)
    st.info(FATES[known.fate])
    if shown and shown[0].url:
        st.link_button(f"Its page at {plain(shown[0].source)}", shown[0].url)


def _head(one: Candidate, known: Known, is_ahead: bool) -> None:
    st.title(plain(one.name), anchor=False)
    coloured = cards.badges_of(one)
    st.markdown(" ".join(f":{colour}-badge[{word}]" for word, colour in coloured))
    if not is_ahead:
        st.warning(FATES[Fate.OVER])
    elif one.is_off:
        st.warning(f"The organiser says: **{plain(one.status.value)}**.")
    if known.announcements and all(source.is_gone for source in known.announcements):
        st.warning(FATES[Fate.GONE])


def _main(one: Candidate, known: Known, wanted: Outing) -> None:
    """What one needs to decide, then the announcement in full."""
    st.markdown(markdown(cards.lines(one, wanted, _away_km(one, wanted))))
    st.caption(evidence.spot(one, known))
    card_menu.show(one)
    if one.organizer:
        st.markdown(f"By **{plain(one.organizer)}**")
    for paragraph in re.split(r"\n\s*\n?", one.description):
        st.markdown(plain(paragraph))
    with st.container(horizontal=True, gap="xsmall"):
        if one.url:
            st.link_button(f"Announcement at {plain(one.source)}", one.url)
        if register := one.says("registration_url"):
            st.link_button(named("Register", one), str(register))


def _when(ahead: Sequence[Candidate]) -> None:
    """Every date to come, what is called off among them."""
    dates = [f"~~{plain(when(d))}~~ called off" if d.is_off else plain(when(d)) for d in ahead]
    more = [f"and {len(dates) - DATES} more"] if len(dates) > DATES else []
    _lines("When", [*dates[:DATES], *more])
    if ahead:
        calendar_links.show(ahead[0])


def _lines(title: str, lines: Sequence[str]) -> None:
    if lines:
        st.header(title, anchor=False)
        st.markdown("\n".join(f"- {line}" for line in lines))


def _alike(found: queries.Snapshot, one: Candidate, wanted: Outing, now: datetime) -> None:
    alike = queries.alike(found, one.event, wanted, now, ALIKE)
    if alike:
        st.header("More like this", anchor=False)
        cards.grid(alike, wanted, now)
        event_link.link_likes(one, f"More like {plain(one.name)}")


def _all_alike(found: queries.Snapshot, one: Candidate, wanted: Outing, now: datetime) -> None:
    st.set_page_config(page_title=f"Like {one.name} · Twogether")
    st.title(f"More like “{plain(one.name)}”", anchor=False)
    event_link.link(one.event, f"Back to {plain(one.name)}")
    alike = queries.alike(found, one.event, wanted, now, ALL_ALIKE)
    if not alike:
        st.info("Nothing that fits your search is like it. Ask for less under Find.")
    cards.grid(alike, wanted, now)


def _away_km(one: Candidate, wanted: Outing) -> float | None:
    if one.latitude is None or one.longitude is None:
        return None
    if wanted.latitude is None or wanted.longitude is None:
        return None
    return haversine_km(wanted.latitude, wanted.longitude, one.latitude, one.longitude)


main()
