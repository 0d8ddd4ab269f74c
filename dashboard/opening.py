"""What every page for couples begins with: the catalogue, and what was asked of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import asked, queries, verdicts
from dashboard.words import plain
from model.errors import OutingError
from model.outing import Outing

SAMPLE = (
    "**Alder Falls is a town that we made up**, so that there is something to see. "
    "`twogether crawl --sources yourtown.toml` shows your own."
)


def opened(page: str) -> queries.Snapshot | None:
    """The catalogue; None, with a word to the visitor, as long as there is nothing in it.

    Args:
        page: whose address says what is asked.
    """
    problems = asked.take_up(page)
    if problems:
        st.warning("\n\n".join(plain(f"Passed over: {one}.") for one in problems))
    found = queries.snapshot()
    if found is None or not len(found.index):
        st.info("There are no events yet: run `twogether crawl`, or `twogether up` for a sample.")
        return None
    return found


def say_sample(found: queries.Snapshot) -> None:
    """That the town is made up, where there is no other."""
    if found.is_sample:
        st.caption(SAMPLE)


def outing(found: queries.Snapshot, now: datetime, **fields: Any) -> Outing | None:
    """What was asked, now written into the address; None, with a word, where it cannot be meant.

    Args:
        fields: of the outing, instead of what was asked.
    """
    asked.write_down()
    fields = {"feedback": verdicts.said(), **fields}
    try:
        return queries.outing(found, asked.answers(), now, **fields)
    except OutingError as error:
        st.warning(plain(str(error)))
        return None
