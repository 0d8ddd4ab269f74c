"""Which platform a body comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.adapters._html import tree
from crawlers.platforms import PLATFORMS, slot
from model.errors import ParseError

BY_ADAPTER = {
    "campuslabs": "Campus Labs Engage",
    "churchsuite": "ChurchSuite",
    "churchtools": "ChurchTools",
    "eventbrite_api": "Eventbrite",
    "gancio": "Gancio",
    "google_json": "Google Calendar",
    "growthzone": "GrowthZone / ChamberMaster",
    "libcal": "LibCal",
    "livewhale": "LiveWhale",
    "localist": "Localist",
    "meetup_api": "Meetup",
    "membershipworks": "MembershipWorks",
    "mobilizon": "Mobilizon",
    "squarespace": "Squarespace",
    "ticketsolve": "TicketSolve",
    "tickettailor": "Ticket Tailor",
    "tockify": "Tockify",
    "tribe": "The Events Calendar",
    "wix": "Wix Events",
}
BY_FORM = {
    "anyjson": "JSON",
    "htmlpage": "plain page",
    "ical": "iCalendar feed",
    "microformats": "microformats",
    "rss": "RSS feed",
    "schemaorg": "schema.org markup",
    "table": "spreadsheet",
}
PRODUCTS: tuple[tuple[str, re.Pattern[bytes]], ...] = tuple(
    (name, re.compile(rb"(?im)^PRODID[^:\r\n]*:[^\r\n]*(?:" + words + rb")"))
    for name, words in (
        ("Google Calendar", rb"Google Inc"),
        ("iCloud", rb"icloud\.com|Apple Inc|CALDAVJ"),
        ("Meetup", rb"Meetup"),
        ("Outlook 365", rb"Microsoft"),
        ("TeamUp", rb"Teamup"),
        ("Tockify", rb"Tockify"),
        ("LibCal", rb"LibCal|Springshare"),
        ("LiveWhale", rb"LiveWhale"),
        ("Localist", rb"Localist"),
        ("The Events Calendar", rb"ECPv\d|The Events Calendar"),
        ("Modern Events Calendar", rb"Webnus|Modern Events"),
        ("Events Manager", rb"Events Manager|wp-events-plugin"),
        ("All-in-One Event Calendar", rb"ai1ec|Timely"),
        ("Mobilizon", rb"Mobilizon"),
        ("MembershipWorks", rb"MembershipWorks|SourceFound"),
    )
)
PATHS = (
    ("CivicPlus", re.compile(r"/common/modules/iCalendar|/(?:RSSFeed|iCalendar)\.aspx")),
    ("Campus Labs Engage", re.compile(r"/engage/")),
    ("MembershipWorks", re.compile(r"/v2/events\?_op=ics")),
    ("LibCal", re.compile(r"/ical_subscribe\.php")),
    ("LiveWhale", re.compile(r"/live/(?:ical|json|rss)/")),
    ("Tockify", re.compile(r"/api/feeds/ics/")),
    ("Google Calendar", re.compile(r"/calendar/ical/[^/]+/public/")),
)
PAGES = ("schemaorg", "htmlpage", "microformats")
OWN = {"EventON", "Simple Calendar", "Modern Events Calendar", "All-in-One Event Calendar"} | {
    "Events Manager",
    "The Events Calendar",
    "Squarespace",
    "Wix Events",
}
"""Platforms whose signs stand only in pages that they have made themselves."""


def platform_of(body: bytes, url: str, adapter: str) -> str:
    r"""The name of the platform that *body* comes from, or else of its form.

    >>> platform_of(b"BEGIN:VCALENDAR\nPRODID:-//Meetup//EN", "https://a.example/", "ical")
    'Meetup'
    >>> platform_of(b"<html></html>", "https://a.example/", "htmlpage")
    'plain page'
    """
    if adapter in BY_ADAPTER:
        return BY_ADAPTER[adapter]
    stated = [
        *(name for name, pattern in PRODUCTS if pattern.search(body[:4096])),
        *(name for name, path in PATHS if path.search(url)),
        *_by_address(body, url, adapter),
        *_by_sign(body, adapter),
        BY_FORM.get(adapter, adapter),
    ]
    return stated[0]


def _by_address(body: bytes, url: str, adapter: str) -> Iterator[str]:
    addresses = [url, *(_own_addresses(body, url) if adapter in PAGES else ())]
    for platform in PLATFORMS:
        if any(slot(address) in platform.domains for address in addresses):
            yield platform.name


def _by_sign(body: bytes, adapter: str) -> Iterator[str]:
    text = body.decode("utf-8", "replace") if adapter in PAGES else ""
    for platform in PLATFORMS:
        if platform.name in OWN and any(rule.sign.search(text) for rule in platform.rules):
            yield platform.name


def _own_addresses(body: bytes, url: str) -> list[str]:
    """The addresses that a page gives for itself."""
    try:
        root = tree(body, url)
    except ParseError:
        return []
    return [
        *root.xpath("//link[@rel='canonical']/@href"),
        *root.xpath("//meta[@property='og:url']/@content"),
    ]
