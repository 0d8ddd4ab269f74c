"""When it is hard: who can help two people who are stuck."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import cards, queries
from model.outing import Aim, Outing, Want

AWAY = "https://www.weather.gov"
SHOWN = 6


def main() -> None:
    """The page from top to bottom; nothing that is done here is kept or put in its address."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.title("When it is hard", anchor=False)
    right.html(
        f'<a href="{AWAY}" target="_top" rel="noreferrer" style="color: inherit; '
        'font-weight: 700">Leave this page now</a>'
    )
    st.warning(
        "**If you are afraid of your partner**, couples' counselling is not the first step: what "
        "is said there can make things worse at home. Talk first, alone, to people who know this. "
        "[Find A Helpline](https://findahelpline.com) and "
        "[NO MORE](https://www.nomoredirectory.org) list helplines by country. In danger, call "
        "your country's emergency number.",
        icon=":material/shield:",
    )
    st.markdown(
        """
When the same quarrel comes back again and again, a **neutral third party** helps where good will
no longer does. Which one depends on what you need:

- **A couples' counsellor or therapist** works with both of you over weeks. Ask how many couples
  they see, what they were trained in, and what a first meeting costs.
- **A mediator** helps to settle one question fairly, such as money, care or a separation. They take
  no side and treat nothing else.
- **A mentor couple**, often from a parish or a course, has been through it and listens. They are no
  professionals, and say so.
- **A programme for marriages in trouble** is a weekend and what follows it, with others in the same
  place. Ask who leads it and what comes after.
- **Someone for each of you alone** is often the better beginning, above all with illness, loss or
  drink.
"""
    )
    found = queries.snapshot()
    if found is None:
        return
    outing = _outing(found)
    ranking = queries.search(found, outing, datetime.now(UTC), SHOWN)
    where = f" near {outing.home}" if outing.home else ""
    if not ranking.cards:
        st.caption(f"The calendars that we read announce no such programme{where} now.")
        return
    st.subheader(f"Announced{where} and online", anchor=False)
    cards.grid(ranking.cards, outing, datetime.now(UTC), feedback=False)


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
