"""Which adapters may read a body, judged by its address and by what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """How a platform's answers are told from others.

    Attributes:
        adapter: that reads them.
        body: found in the first part of the body.
        url: found in the address; either of the two is enough.
    """

    adapter: str
    body: re.Pattern[bytes]
    url: re.Pattern[str] | None = None


def _sign(adapter: str, body: str, url: str = "") -> Sign:
    found = re.compile(url) if url else None
    return Sign(adapter, re.compile(body.encode(), re.IGNORECASE | re.DOTALL), found)


FEEDS = (
    _sign("ical", r"^\W*BEGIN:V(?:CALENDAR|EVENT)"),
    _sign("growthzone", r"<ArrayOfEventDisplay\b"),
    _sign("ticketsolve", r"<venues>\s*<venue\b"),
    _sign("rss", r"<(?:rss|rdf:RDF|feed)[\s>]"),
)
JSON = (
    _sign("google_json", r'"kind"\s*:\s*"calendar#events"'),
    _sign("squarespace", r'"websiteSettings"|"collection"\s*:.*"recordType|"fullUrl"'),
    _sign("libcal", r'"total_results".*"results"'),
    _sign(
        "tribe", r'"rest_url"|"utc_start_date"|^\s*\{\s*"events"\s*:\s*\[\s*\]', r"/tribe/events/"
    ),
    _sign("localist", r'"event_instances"|"localist_url"'),
    _sign("eventbrite_api", r'"has_more_items"|"page_count".*"events"|"organizer_id"'),
    _sign("tockify", r'"tid"\s*:.*"summary"|"ngevent"', r"tockify\.com/api"),
    _sign("campuslabs", r'"@odata|"organizationName".*"startsOn"'),
    _sign("membershipworks", r'"evt"\s*:\s*\['),
    _sign("churchsuite", r'"datetime_start"'),
    _sign("churchtools", r'"calculated"\s*:.*"startDate"|"appointment"\s*:'),
    _sign("mobilizon", r'"orderedItems"'),
    _sign("gancio", r'"start_datetime"'),
    _sign("livewhale", r'"date_utc"|"date_ts"|"date_iso"|"livewhale'),
    _sign("tickettailor", r'"object"\s*:\s*"event"'),
    _sign("meetup_api", r'"urlname"|"yes_rsvp_count"'),
)
PAGES = (_sign("wix", r'"scheduling"\s*:\s*\{'),)
ANY_PAGE = ("schemaorg", "microformats", "htmlpage")
HEAD = 4096


def recognise(body: bytes, url: str = "") -> tuple[str, ...]:
    """The adapters that may read *body*, likeliest first.

    A page that is no feed is read for its markup and at last for what it shows.

    >>> recognise(b"BEGIN:VCALENDAR")
    ('ical',)
    >>> recognise(b"<!doctype html><p>Hello</p>")
    ('schemaorg', 'microformats', 'htmlpage')
    """
    head = body[:HEAD]
    found = tuple(sign.adapter for sign in FEEDS if sign.body.search(head))
    if found:
        return found
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return (*(sign.adapter for sign in JSON if _fits(sign, body, url)), "anyjson", "table")
    if b"<" not in head and re.search(r"\.(?:csv|tsv)\b", url):
        return ("table",)
    return (*(sign.adapter for sign in PAGES if _fits(sign, body, url)), *ANY_PAGE)


def _fits(sign: Sign, body: bytes, url: str) -> bool:
    return bool(sign.url and sign.url.search(url)) or bool(sign.body.search(body))
