"""Signs that a page stands in the way of the calendar that was asked for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import Response

CHALLENGE = re.compile(
    rb"cf-chl|challenge-platform|<title>just a moment|attention required! \| cloudflare|"
    rb"_incapsula_resource|pardon our interruption|px-captcha|ddos-guard|sucuri website firewall|"
    rb"g-recaptcha|h-captcha|verify (?:that )?you are (?:a )?human|enable javascript and cookies|"
    rb"checking your browser|access to this page has been denied|awswafintegration",
    re.IGNORECASE,
)
LOGIN = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signon|wp-login|sso|oauth2?|auth|accounts?/login)\b", re.IGNORECASE
)
PAGE = re.compile(
    rb"^\W*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
HOME = re.compile(r"^/?(?:index\.\w+|home/?|default\.aspx)?$", re.IGNORECASE)
HEAD = 200_000


def obstacle(response: Response, asked: str) -> str:
    """The outcome that a page without announcements stands for; "" when it is an ordinary page.

    Args:
        asked: the address that was asked for, before redirects.
    """
    head = response.body[:HEAD]
    if not head.strip():
        return "empty"
    if CHALLENGE.search(head) or response.headers.get("cf-mitigated") == b"challenge":
        return "challenge"
    here, there = urlsplit(response.url), urlsplit(asked)
    if LOGIN.search(head) or LOGIN_PATH.search(here.path):
        return "login_wall"
    if here.path != there.path and HOME.match(here.path) and not HOME.match(there.path):
        return "redirect_home"
    return ""


def is_page(body: bytes) -> bool:
    """Whether *body* is a web page rather than a feed.

    >>> is_page(b"<!DOCTYPE html><p>"), is_page(b"BEGIN:VCALENDAR")
    (True, False)
    """
    return bool(PAGE.match(body[:2000]))
