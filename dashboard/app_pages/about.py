"""What this is, and what it keeps."""

from __future__ import annotations

import streamlit as st

st.title("About Twogether", anchor=False)
st.markdown(
    """
Twogether reads the calendars of community centres, civic groups, churches, libraries and venues,
works out which announcements are made for couples or suit two people having an evening out,
and puts first what both of you would like.

## Why a card is where it is

Each card says why in words that come from its score: whether it is made for couples, what each of
you likes, how far it is, and what it costs the two of you. A price that nobody states is shown as
*not stated*, and never as free.

## What is kept about you

- **No account, no tracking.** No request leaves this server: there are no fonts, maps, pictures or
  scripts from elsewhere. Pictures of events are not shown, since they would be fetched from their
  organisers. The one cookie guards forms against other sites and ends with the session; your
  browser keeps the choice of a light or dark theme.
- **What you ask** stands in the page's address, so that a link is a search. It is not stored.
- **Where you are**, if you let the browser tell it, is rounded to about a kilometre before it
  leaves your device.
- **What you like or set aside** is remembered until you close the page, for you alone.
- **A list that the two of you share** is stored here: its events, your votes and dates, and the
  names that you give yourselves, if any. Whoever has the link sees it; the link itself is kept as
  a fingerprint alone. You can delete the list; one that nobody opens for 400 days deletes itself.
- **A report** that an event is wrong is stored with your words and the day, not with who you are.
- **The page for hard times** keeps nothing at all, and nothing done there goes into its address.
- **Addresses of visitors** are counted in memory for an hour, so that nobody can flood the server,
  and never written down.

## When something is wrong

Follow the link to the announcement: the organiser's own page is right.
"""
)
