"""Whether a page, or what reads it, has changed since the last visit."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

Volatile = tuple[tuple[bytes, re.Pattern[bytes]], ...]
CALENDAR: Volatile = ((b"DTSTAMP", re.compile(rb"(?m)^DTSTAMP[;:].*$")),)
JSON: Volatile = (
    (
        b"generated",
        re.compile(rb"\"generated(?:_at|At|On)?\"\s*:\s*(?:\"[^\"]*\"|\d+)"),
    ),
    (b'"timestamp"', re.compile(rb"\"timestamp\"\s*:\s*(?:\"[^\"]*\"|\d+)")),
)
MARKUP: Volatile = (
    (b"<!--", re.compile(rb"(?s)<!--.*?-->")),
    (b"Date>", re.compile(rb"<(?:lastBuildDate|pubDate)>[^<]*<")),
    (b"<updated>", re.compile(rb"<updated>[^<]*<")),
    (b"nonce", re.compile(rb"nonce[\"']?\s*[=:]\s*[\"'][^\"']*[\"']")),
    (b"csrf", re.compile(rb"csrf[\w-]*[\"']?\s*[=:]\s*[\"'][^\"']*[\"']")),
    (
        b'type="hidden"',
        re.compile(rb"<input[^>]+(?:__VIEWSTATE|__EVENTVALIDATION|[Tt]oken|authenticity)[^>]*>"),
    ),
    (b"?v", re.compile(rb"\?v(?:er)?=[\w.-]+")),
)
"""What differs from one visit to the next though nothing has changed, and what gives it away."""


def content_hash(body: bytes) -> str:
    r"""A hash of *body* without what is volatile in it.

    >>> content_hash(b"BEGIN:VCALENDAR\nDTSTAMP:1") == content_hash(b"BEGIN:VCALENDAR\nDTSTAMP:2")
    True
    """
    for needle, pattern in _volatile(body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")):
        if needle in body:
            body = pattern.sub(b"", body)
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _volatile(start: bytes) -> Volatile:
    if start.startswith(b"BEGIN:"):
        return CALENDAR
    return JSON if start[:1] in (b"{", b"[") else MARKUP


@cache
def reader() -> str:
    """A hash of the adapters' code: after a change every page is read anew."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(files("crawlers.adapters").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
