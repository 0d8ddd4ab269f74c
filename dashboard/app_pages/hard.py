"""When it is hard: who can help two people who are stuck."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from dashboard import leaving, queries
from dashboard.words import plain
from model.in_words import excerpt, when, where
from model.outing import Aim, Outing, Want
from model.ranking import Card
from model.reasons import price_words
from pipeline.helplines import Directory, Helpline, directories, helplines

SHOWN = 6
KINDS = {
    "counsellors": (
        "A couples' counsellor or therapist",
        (
            "works with both of you over weeks. Ask how many couples they see, what they were "
            "trained in, and what a first meeting costs."
        ),
    ),
    "mediators": (
        "A mediator",
        (
            "helps to settle one question fairly, such as money, care or a separation. They take "
            "no side and treat nothing else."
        ),
    ),
    "mentors": (
        "A mentor couple",
        (
            "has been through it and listens. They are no professionals, and say so. Ask in a "
            "parish, at a marriage course, or whoever leads one of the groups here."
        ),
    ),
    "programmes": (
        "A programme for marriages in trouble",
        (
            "is a weekend and what follows it, with others in the same place. Ask who leads it and "
            "what comes after."
        ),
    ),
    "alone": (
        "Someone for each of you alone",
        (
            "is often the better beginning, above all with illness, loss or drink. A family doctor "
            "knows whom to ask."
        ),
    ),
}


def main() -> None:
    """The page from top to bottom; nothing that is done here is kept or put in its address."""
    st.set_page_config(page_title="Twogether")
    st.title("When it is hard", anchor=False)
    leaving.show()
    st.caption(
        "The link in the corner, or the Escape key three times, takes you to a weather page, and "
        "Back does not return here. Your browser still remembers visits: a private window does not."
    )
    _afraid()
    st.markdown(
        "When the same quarrel comes back again and again, a **neutral third party** helps where "
        "good will no longer does. Which one depends on what you need."
    )
    for kind, (who, what) in KINDS.items():
        st.markdown("\n".join((f"**{who}** {what}", "", *map(_entry, directories(kind)))))
    _programmes()


def _afraid() -> None:
    """Where couples' counselling is not the first step, and whom to call instead."""
    st.warning(
        "**If you are afraid of your partner**, couples' counselling is not the first step: what "
        "is said there can make things worse at home. Talk first, alone, to people who know this. "
        "In danger, call your country's emergency number.",
        icon=":material/shield:",
    )
    with st.expander("Helplines by country", expanded=True):
        st.markdown("\n".join(map(_line, helplines())))
        st.markdown(
            "\n".join(("Elsewhere, and for everybody:", "", *map(_entry, directories("helplines"))))
        )
        st.caption("Numbers change: the helpline's own page is right.")


def _line(one: Helpline) -> str:
    where_read = f"as on [{urlsplit(one.source).netloc}]({one.source}), read {one.checked}"
    whom = f"for {one.for_whom}; " if one.for_whom else ""
    return f"- {one.country}: [{one.name}]({one.url}), **{plain(one.phone)}** ({whom}{where_read})"


def _entry(one: Directory) -> str:
    return f"- [{one.name}]({one.url}): {one.about}"


def _programmes() -> None:
    """What the crawled calendars announce for couples in crisis."""
    found = queries.snapshot()
    if found is None:
        return
    outing, now = _outing(found), datetime.now(UTC)
    cards = queries.search(found, outing, now, SHOWN).cards
    near = f" near {plain(outing.home)}" if outing.home else ""
    if not cards:
        st.caption(f"The calendars that we read announce no such programme{near} now.")
        return
    st.header(f"Announced{near} and online", anchor=False)
    for card in cards:
        _programme(card)


def _programme(card: Card) -> None:
    """What it is and how to reach it; nothing to save, and no page of its own here."""
    one = card.candidate
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {plain(one.name)}")
        facts = (when(one), where(one), price_words(one), one.organizer or one.source)
        st.markdown(plain(" · ".join(filter(None, facts))))
        if one.attendance_rule:
            st.markdown(f"Who may attend: “{plain(one.attendance_rule)}”")
        if one.description:
            st.caption(plain(excerpt(one.description)))
        if one.url:
            st.link_button(
                "See the announcement", one.url, help=f"Announcement of {plain(one.name)}"
            )


def _outing(found: queries.Snapshot) -> Outing:
    label, latitude, longitude = found.home or ("", None, None)
    return Outing(
        home=label,
        latitude=latitude,
        longitude=longitude,
        radius_km=160,
        aim=Aim.WORK_THROUGH,
        online=Want.ANY,
    )


main()
