"""What this is, and what it keeps."""

from __future__ import annotations

import streamlit as st

st.title("About Twogether", anchor=False)
st.markdown(
    """
Twogether reads the calendars of community centres, civic groups, churches, libraries and venues,
works out which announcements are made for couples or suit two people having an evening out,
and puts first what both of you would like.

**Why a card is where it is.** Each card says why in words that come from its score: whether it is
made for couples, what each of you likes, how far it is, and what it costs the two of you. A price
that nobody states is shown as *not stated*, and never as free.

**What is kept about you.** Nothing, unless you make a list. What you choose is in the page's
address, so that a link is a search; it is not stored here, and no request leaves this server. What
you save or like is remembered until you close the page, for you alone. The page for hard times
keeps nothing at all.

**What is kept of a list.** *Our list* is kept here until you delete it, or until nobody has opened
it for 400 days: the events on it, your votes, the dates you set aside, and names if you give any.
It belongs to whoever has its link; the page itself tells all that is kept, and has a button that
deletes it for good.

**When something is wrong.** Follow the link to the announcement: the organiser's own page is right.
"""
)
