"""What a site answers on a day: its calendar in the form of its platform, or a fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from soaking import apis, feeds
from soaking.answers import Answer
from soaking.world import Date, Site

Form = Callable[[Site, list[Date], set[str], str, int], bytes]
FORMS: dict[str, tuple[str, Form]] = {
    "ical": ("text/calendar", feeds.ical),
    "tribe": ("application/json", apis.tribe),
    "localist": ("application/json", apis.localist),
    "schemaorg": ("text/html", feeds.schemaorg),
    "rss": ("application/rss+xml", feeds.rss),
    "libcal": ("application/json", apis.libcal),
    "squarespace": ("application/json", apis.squarespace),
    "livewhale": ("application/json", apis.livewhale),
}
CHALLENGE = b"<!doctype html><title>Just a moment...</title><p>Checking your browser"
NOTICE = b"<!doctype html><html><head><title>Notice</title></head><body><p>We are moving.</p>"
WRONG_ROOT = b'{"events": 7, "results": "none"}'
INSTEAD = {
    "stalled": Answer(stalls=True),
    "slammed": Answer(slams=True),
    "web_page": Answer(NOTICE, kind="text/html"),
    "wrong_root": Answer(WRONG_ROOT, kind="application/json"),
    "not_found": Answer(b"no", 404),
    "forbidden": Answer(b"no", 403),
    "challenge": Answer(CHALLENGE, 403, "text/html"),
}
"""What comes in place of the calendar, whatever it holds."""


def answer(site: Site, day: int, base: str, page: int, *, is_first: bool) -> Answer:
    """What *site* answers on *day* when its calendar's *page* is asked for.

    Args:
        base: address of its server.
        is_first: it was not asked for it before on that day.
    """
    fault = site.faults.get(day, "")
    if fault in INSTEAD:
        return INSTEAD[fault]
    if fault == "server_error":
        return Answer(b"oops", (500, 502, 503)[day % 3])
    if fault == "rate_limited":
        return Answer(b"later", 429, headers={"Retry-After": str(rest_s(site, day))})
    if fault == "busy" and is_first:
        return Answer(b"in a moment", 429, headers={"Retry-After": "1"})
    whole = calendar(site, day, base, page)
    if fault not in ("cut_off", "half"):
        return whole
    part = replace(whole, body=whole.body[: len(whole.body) * 6 // 10])
    return replace(part, length=10**6) if fault == "cut_off" else part


def rest_s(site: Site, day: int) -> int:
    """For how long a site that is rate limited asks to be left alone, in seconds."""
    return 3600 * (2, 36)[(site.number + day) % 2]


def calendar(site: Site, day: int, base: str, page: int) -> Answer:
    """The calendar as it is when all is well."""
    dates = [one for one in site.announced(day) if one in site.shown(day)]
    wrong = site.wrong(day)
    dates += [one for one in site.announced(day) if one.token in wrong]
    kind, render = FORMS[site.platform]
    return Answer(render(site, dates, wrong, base, page), kind=kind)
