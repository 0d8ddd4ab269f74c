"""Whose page an address is: a host's, or that of one customer of a shared platform."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawlers.platforms import SHARED

OWNERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[?&](?:calname|org|cid|src)=([^&#]+)",
        r"^/api/feeds/ics/([^/?#]+)",
        r"^/calendar/ical/([^/?#]+)",
        r"^/owa/calendar/([^/?#]+)",
        r"^/published/2/([^/?#]+)",
        r"^/(?:o|organiser|feed|events)/([^/?#]+)",
        r"^/([^/?#]+)",
    )
)
"""Where the addresses of platforms that all customers share name the customer."""
COMMON = re.compile(r"^(?:www|api|ics|p\d+-cal\w*)\.")
"""What comes before a platform's domain and names no customer."""
UNUSUAL = re.compile(r"[^\w.@-]+")


def site_of(url: str) -> str:
    """The site that *url* belongs to: its host, and on a shared platform whose calendar it is.

    >>> site_of("https://www.hall.example/events"), site_of("https://north.libcal.com/ajax?c=1")
    ('hall.example', 'north.libcal.com')
    >>> site_of("https://www.meetup.com/fern-hill-walkers/events/ical/")
    'meetup.com:fern-hill-walkers'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if COMMON.sub("", host) not in SHARED:
        return host
    asked = parts._replace(scheme="", netloc="").geturl()
    found = (pattern.search(asked) for pattern in OWNERS)
    owner = next((unquote(match[1]) for match in found if match), "")
    return f"{host}:{UNUSUAL.sub('-', owner)}" if owner else host
