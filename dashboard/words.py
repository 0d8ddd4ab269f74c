"""Crawled text made harmless, and the few words around it."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from model.candidate import Candidate
from model.labels import Audience, Setting

SAFE = "%/:?#@!$&'()*+,;=~-._"
"""What may stand in an address as it is (RFC 3986)."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:])")


def plain(text: str) -> str:
    r"""*text* so that Markdown shows it as it stands.

    >>> plain("![x](http://a.example)")
    '\\\\!\\\\[x\\\\]\\\\(http\\\\://a\\\\.example\\\\)'
    """
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


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
