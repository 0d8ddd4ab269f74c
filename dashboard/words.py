"""Crawled text made harmless, and the few words around it."""

from __future__ import annotations

import re
from datetime import datetime

from model import in_words
from model.candidate import Candidate
from model.labels import Audience, Kind, Setting
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
    return SPECIAL.sub(r"\\\1", LATE.sub(JOINER, visible(text)))


def visible(text: str) -> str:
    """*text* in one line, without characters that are not seen."""
    return " ".join(UNSEEN.sub("", text).split())


def named(label: str, one: Candidate) -> str:
    """The label of a button, with the event's name for those who hear the page."""
    return f"{label} :small[{plain(one.name)}]"


def link(name: str, url: str) -> str:
    r"""*name* as a link to *url*, or alone where that is no web address.

    >>> link("A [b]", "https://a.example/x y")
    '[A \\[b\\]](<https://a.example/x%20y>)'
    >>> link("A", "javascript:alert(1)")
    'A'
    """
    address = web_address(url)
    return f"[{plain(name)}](<{address}>)" if address else plain(name)


def badges(one: Candidate) -> list[str]:
    """At most four words on what it is, the most telling first."""
    facts = {
        "called off": one.is_off,
        "sold out": one.is_sold_out,
        "made for couples": one.audience is Audience.COUPLES,
        in_words.named(one.kind.value): one.kind is not Kind.OTHER,
        "faith": one.setting is Setting.FAITH,
        "overnight": bool(one.nights),
        "online": one.is_online,
        "childcare offered": one.says("childcare") is True,
        "join any time": one.says("join_late") is True,
        "no joining late": one.says("join_late") is False,
        "step-free": one.says("wheelchair_accessible") is True,
    }
    return [words for words, is_so in facts.items() if is_so][:4]


def checked(one: Candidate, now: datetime) -> str:
    """How long ago its source last showed it."""
    return f"checked {days_ago(one.checked, now)}" if one.checked else ""


def days_ago(moment: datetime, now: datetime) -> str:
    """How long ago, in days."""
    days = (now - moment).days
    return "today" if days < 1 else f"{days} day{'s' if days > 1 else ''} ago"
