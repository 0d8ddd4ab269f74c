"""Which adapter reads a body, judged by how it begins."""

from __future__ import annotations

import re

SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("ical", re.compile(rb"^\W*BEGIN:VCALENDAR", re.IGNORECASE)),
    ("tribe", re.compile(rb"^\s*\{.*\"(?:events|rest_url)\"", re.DOTALL)),
    ("rss", re.compile(rb"<(?:rss|rdf:RDF|feed)[\s>]", re.IGNORECASE)),
)


def recognise(body: bytes) -> str:
    """The adapter for *body*; a page that is no feed is read for its schema.org markup.

    >>> recognise(b"BEGIN:VCALENDAR")
    'ical'
    >>> recognise(b"<!doctype html>")
    'schemaorg'
    """
    start = body[:4096]
    return next((name for name, sign in SIGNS if sign.search(start)), "schemaorg")
