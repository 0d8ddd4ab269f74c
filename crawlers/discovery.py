"""Where a page leads to that may hold its organisation's events."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from crawlers.adapters._html import tree, words
from crawlers.adapters._urls import absolute
from crawlers.platforms import OUT_OF_REACH, PLATFORMS, OutOfReach, slot
from model.errors import ParseError

FEED, LINKED, PAGE, NEWS, MAP = 1, 2, 3, 4, 5
MAX_PER_PLATFORM = 4
EVENTS = re.compile(
    r"\b(?:events?|calendars?|what'?s[ -]?on|happenings?|programs?|programmes?|classes|workshops?|"
    r"retreats?|schedule|agenda|eventos|calendario|veranstaltungen|termine)\b",
    re.IGNORECASE,
)
NOT_EVENTS = re.compile(
    r"past|archive|submit|/(?:feed|tag|author|wp-content|wp-login|cart)/|\.(?:pdf|jpe?g|png|docx?)$|"
    r"privacy|policy|add[-_]?to|login|register\b|\?(?:.*&)?(?:share|replytocom)=",
    re.IGNORECASE,
)
CALENDAR_FILE = re.compile(
    r"^webcals?:|\.ics(?:$|\?)|[?&](?:ical|outlook-ical)=1|/ical/?$", re.IGNORECASE
)
GOOGLE_DOMAINS = {
    "g": "group.calendar.google.com",
    "m": "gmail.com",
    "v": "group.v.calendar.google.com",
}


@dataclass(frozen=True, slots=True, order=True)
class Lead:
    """An address that is worth a look.

    Attributes:
        weight: the lower, the likelier and the better it is.
        adapter: that reads it; "" to tell by what comes.
        platform: "" when the page does not show it.
        reason: what in the page points there.
    """

    weight: int
    url: str
    adapter: str = ""
    platform: str = ""
    reason: str = ""


def discover(body: bytes, url: str) -> Iterator[Lead]:
    """The leads of a page, in no order; none twice."""
    text = body.decode("utf-8", "replace")
    taken = {url}
    for lead in (*_platforms(text, url), *_links(body, url)):
        if lead.url not in taken:
            taken.add(lead.url)
            yield lead


def out_of_reach(body: bytes) -> list[OutOfReach]:
    """The platforms that a page uses and that no program may read."""
    text = body.decode("utf-8", "replace")
    return [platform for platform in OUT_OF_REACH if platform.sign.search(text)]


def _platforms(text: str, url: str) -> Iterator[Lead]:
    parts = urlsplit(url)
    own = {"origin": f"{parts.scheme}://{parts.netloc}", "page": url.partition("?")[0]}
    haystack = f"{url}\n{text}"
    for platform in PLATFORMS:
        found: dict[str, Lead] = {}
        for rule in platform.rules:
            for match in rule.sign.finditer(haystack):
                groups = {**own, **_groups(match)}
                for rank, feed in enumerate(rule.feeds):
                    try:
                        address = feed.format_map(groups)
                    except KeyError:
                        continue
                    reason = f"{match[0][:80]!r} in the page"
                    lead = Lead(FEED + (rank > 0), address, rule.adapter, platform.name, reason)
                    found.setdefault(address, lead)
                if len(found) >= MAX_PER_PLATFORM:
                    break
        yield from list(found.values())[:MAX_PER_PLATFORM]


def _groups(match: re.Match[str]) -> dict[str, str]:
    """The groups of a match; `name2` stands in for `name`, and Google's ids are spelt out."""
    groups = {
        name.rstrip("2"): html.unescape(value) for name, value in match.groupdict().items() if value
    }
    if "google" in groups:
        if "@" not in (id_ := unquote(groups["google"])) and (decoded := _decoded(id_)):
            id_ = decoded
        groups["google"] = quote(id_, safe="")
    if "eid" in groups:
        owner = _decoded(groups["eid"]).partition(" ")[2]
        name, _, domain = owner.partition("@")
        if not domain:
            del groups["eid"]
        else:
            groups["eid"] = quote(f"{name}@{GOOGLE_DOMAINS.get(domain, domain)}", safe="")
    return groups


def _decoded(words: str) -> str:
    try:
        return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def _links(body: bytes, url: str) -> Iterator[Lead]:
    try:
        root = tree(body, url)
    except ParseError:
        return
    for link in root.xpath("//link[@rel='alternate'][@href]"):
        kind, address = link.get("type") or "", absolute(url, link.get("href"))
        if "calendar" in kind:
            yield Lead(LINKED, address, "ical", reason="a <link> to a calendar")
        elif "rss" in kind or "atom" in kind:
            weight = NEWS if not EVENTS.search(address + (link.get("title") or "")) else PAGE
            if "comment" not in address:
                yield Lead(weight, address, "rss", reason="a <link> to a feed")
    for link in root.xpath("//a[@href] | //iframe[@src]"):
        yield from _link(link, url)


def _link(link: Any, page: str) -> Iterator[Lead]:
    address = absolute(page, link.get("href") or link.get("src"))
    called = words(link)[:80]
    if CALENDAR_FILE.search(address):
        address = re.sub(r"^webcals?:", "https:", address)
        yield Lead(LINKED, address, "ical", reason=f"a link to a calendar file, {called!r}")
        return
    here, there = urlsplit(page), urlsplit(address)
    if there.scheme not in ("http", "https") or there.path in ("", here.path):
        return
    is_near = slot(page).removeprefix("www.") == slot(address).removeprefix("www.")
    is_named = EVENTS.search(called) or EVENTS.search(re.sub(r"[-_/]", " ", there.path))
    if is_near and is_named and not NOT_EVENTS.search(address):
        depth = PAGE if EVENTS.search(called) and there.path.count("/") <= 3 else NEWS
        yield Lead(depth, address.partition("#")[0], reason=f"a link called {called!r}")
