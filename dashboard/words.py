"""Crawled text made harmless, and the few words around it."""

from __future__ import annotations

import re
from datetime import datetime

from model.candidate import Candidate
from model.labels import Audience, Setting
from pipeline.texts import web_address

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:&])")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what follows."""


LATE = re.compile(r"(?<=:)(?=[\w+-][\w/+-]*:)|(?<=[-<>~])(?=[-=>])")
"""Where icons and arrows begin that Streamlit puts in when the Markdown has been read already."""
JOINER = "\u2060"


def plain(text: str) -> str:
    r"""*text* so that Markdown shows it as it stands.

    >>> plain("![x](http://a.example)")
    '\\!\\[x\\]\\(http\\://a\\.example\\)'
    """
    visible = " ".join(UNSEEN.sub("", text).split())
    return SPECIAL.sub(r"\\\1", LATE.sub(JOINER, visible))


def link(name: str, url: str) -> str:
    r"""*name* as a link to *url*, or alone where that is no web address.

    >>> link("A [b]", "https://a.example/x y")
    '[A \\\\[b\\\\]](<https://a.example/x%20y>)'
    >>> link("A", "javascript:alert(1)")
    'A'
    """
    address = web_address(url)
    return f"[{plain(name)}](<{address}>)" if address else plain(name)


def badges(one: Candidate) -> list[str]:
    """At most four words on what it is."""
    found = ["made for couples"] if one.audience is Audience.COUPLES else []
    found.append(one.kind.value.replace("_", " "))
    if one.setting is Setting.FAITH:
        found.append("faith")
    if one.nights:
        found.append("overnight")
    if one.is_online:
        found.append("online")
    if one.is_sold_out:
        found.insert(0, "sold out")
    return found[:4]


def checked(one: Candidate, now: datetime) -> str:
    """How long ago its source last showed it."""
    if one.checked is None:
        return ""
    days = (now - one.checked).days
    return "checked today" if days < 1 else f"checked {days} day{'s' if days > 1 else ''} ago"
