"""Crawled text made harmless, and the few words around it."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from model.candidate import Candidate
from model.labels import Audience, Kind, Setting

SAFE = "%/:?#@!$&'()*+,;=~-._"
"""What may stand in an address as it is (RFC 3986)."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:])")


def plain(text: str) -> str:
    r"""*text* so that Markdown shows it as it stands.

    >>> plain("![x](http://a.example)")
    '\\\\!\\\\[x\\\\]\\\\(http\\\\://a\\\\.example\\\\)'
    """
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def named(label: str, one: Candidate) -> str:
    """The label of a button, with the event's name for those who hear the page."""
    return f"{label} :small[{plain(one.name)}]"


def link(name: str, url: str) -> str:
    r"""*name* as a link to *url*, or alone where that is no web address.

    >>> link("A [b]", "https://a.example/x y?q=<z>")
    '[A \\\\[b\\\\]](<https://a.example/x%20y?q=%3Cz%3E>)'
    >>> link("A", "javascript:alert(1)")
    'A'
    """
    if not url.lower().startswith(("https://", "http://")):
        return plain(name)
    return f"[{plain(name)}](<{quote(url, safe=SAFE)}>)"


def badges(one: Candidate) -> list[str]:
    """At most four words on what it is, the most telling first."""
    facts = {
        "called off": one.is_off,
        "sold out": one.is_sold_out,
        "made for couples": one.audience is Audience.COUPLES,
        one.kind.value.replace("_", " "): one.kind is not Kind.OTHER,
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
