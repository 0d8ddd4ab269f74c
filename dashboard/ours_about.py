"""Around a shared list: its links, its calendar, names, files, and its end."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st

from dashboard import ours, share
from dashboard.ours_items import PLACES, name_of
from model.shared_list import SharedList
from pipeline.links import feed_of
from pipeline.list_changes import LONGEST_NAME
from pipeline.list_files import to_calendar, to_json
from pipeline.list_tables import TAKEN_OFF, UNUSED

LOCAL = ("127.0.0.1", "localhost")
OUT_OF_REACH = (
    "You look at this on the machine that serves it, so that this link works on it alone. Open the "
    "page by the address that others have for it before you hand the link over."
)
KEPT = f"""
**What is kept of your list, and nothing else:** what each event was called, when, where and at
what price when you saved it; which of you saved it and when; your votes; the date you set aside;
the days on which the list was made and last opened; and the names that you give, if any.

No e-mail address and no network address; no cookie but the one that guards the page until you
close the browser. Of the links only a fingerprint is kept, so that nobody can read them out of our
files. What you take off is gone after {TAKEN_OFF.days} days, and a list that nobody opens for
{UNUSED.days} days is deleted. The host of this site can read what is on the lists, and may keep
backups of it for a while.
"""


def _page() -> str:
    """The address of this page, without what follows it."""
    return str(st.context.url or "").partition("?")[0]


def _link(partner: int) -> str:
    return f"{_page()}?{urlencode({'list': ours.link(), 'you': partner})}"


def hand_over(shared: SharedList) -> None:
    """The link for the other of the two, to copy or to scan."""
    partner = 3 - ours.you()
    is_alone = not any(one.added_by == partner or partner in one.votes for one in shared.events)
    to = name_of(shared, partner, "your partner")
    with st.expander(f"Hand it to {to}, and keep your own link", expanded=is_alone):
        left, right = st.columns([3, 1])
        with left:
            label = f"The link for {shared.names[partner - 1] or 'your partner'}"
            share.to_copy(label, _link(partner), key="partner", title="Our list")
            st.text_input("Your own link, to come back by", _link(ours.you()))
            st.markdown(
                "**Keep this link: whoever has it can see and change the list.** There is no "
                "account, and nobody can find the list for you when the link is lost."
            )
            if urlsplit(_page()).hostname in LOCAL:
                st.caption(OUT_OF_REACH)
        right.image(
            segno.make(_link(partner), micro=False).png_data_uri(scale=6),
            alt="QR code with the link beside it, for a phone to scan",
            width=220,
        )


def around(shared: SharedList) -> None:
    """All else that one may do with a list."""
    with st.expander("In your own calendar"):
        _calendar()
    with st.expander("Names, a copy to keep, and deleting"):
        _names(shared)
        _files(shared)
        _end()
    with st.expander("What is kept"):
        st.markdown(KEPT)


def _calendar() -> None:
    page = urlsplit(_page())
    folder = page.path.removesuffix("/").rpartition("/")[0]
    feed = f"{page.netloc}{folder}/lists/{feed_of(ours.link())}/events.ics"
    st.markdown(
        "A calendar that subscribes shows the dates you have set aside, and the next dates of the "
        "rest in pencil. It strikes out what is called off. Most calendars look for news a few "
        "times a day."
    )
    st.link_button("Subscribe on this device", f"webcal://{feed}")
    st.text_input("Address for Google Calendar or Outlook", f"{page.scheme}://{feed}")
    st.caption("Whoever has this address can see your dates, and cannot change the list.")


def _names(shared: SharedList) -> None:
    with st.form("names", border=False):
        st.markdown("What you call yourselves, if you like; it is shown on this list alone.")
        names = [
            st.text_input(PLACES[partner - 1], name, max_chars=LONGEST_NAME)
            for partner, name in enumerate(shared.names, start=1)
        ]
        if st.form_submit_button("Keep the names"):
            token, (first, second) = ours.link(), names
            if ours.change(lambda couples, now: couples.name_partners(token, (first, second), now)):
                st.rerun()


def _files(shared: SharedList) -> None:
    now = datetime.now(UTC)
    with st.container(horizontal=True):
        st.download_button(
            "Download as a calendar",
            lambda: to_calendar(shared, ours.announced, now),
            "our-list.ics",
            "text/calendar",
            on_click="ignore",
        )
        st.download_button(
            "Download all that is kept",
            lambda: to_json(shared),
            "our-list.json",
            "application/json",
            on_click="ignore",
        )


def _end() -> None:
    with st.popover("Delete the list"):
        st.markdown("All of it goes, for both of you, and nobody can bring it back.")
        st.button("Delete it for good", on_click=_delete)


def _delete() -> None:
    token = ours.link()
    if ours.change(lambda couples, now: couples.delete_list(token)):
        ours.forget()
        st.query_params.clear()
        st.session_state["done"] = "The list is deleted. Its links lead nowhere any more."
