"""Clean text out of what calendars hold."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]")
MARKUP = re.compile(r"<(?:[a-zA-Z!/][^<>]*)>")
MOJIBAKE = re.compile(r"[ÃÂâ][\x80-\xbf€™œžŸšŽ˜¡-¿]|Ã.|ï»¿")
LINK = re.compile(r"https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]")
BLANKS = re.compile(r"[^\S\n]+")
GAPS = re.compile(r"\n{3,}")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8}\d?);")
UNSAFE = re.compile(r"""[\x00-\x20<>"\\\x7f]""")
"""What no address has as it is, and what would end it on a page."""
TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid|_hs\w+)$", re.IGNORECASE)


def plain(text: str) -> str:
    """*text* without markup, its paragraphs and list items as lines."""
    if MARKUP.search(text) or ENTITY.search(text):
        text = _from_html(text)
    clean = _tidy(text)
    while MOJIBAKE.search(clean) and (again := _tidy(clean)) != clean:
        clean = again
    return LINK.sub(_untracked, clean) if "=" in clean else clean


def _tidy(text: str) -> str:
    lines = (BLANKS.sub(" ", line).strip() for line in _visible(text).split("\n"))
    return GAPS.sub("\n\n", "\n".join(lines)).strip()


def _untracked(match: re.Match[str]) -> str:
    return web_address(match[0]) or match[0]


def one_line(text: str) -> str:
    """*text* without markup, on one line."""
    return " ".join(plain(text).split())


def _from_html(text: str) -> str:
    for _ in range(2):
        if not MARKUP.search(text):
            break
        text = _rendered(text)
    unescaped = html.unescape(text)
    return html.unescape(unescaped) if ENTITY.search(unescaped) else unescaped


def _rendered(text: str) -> str:
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig

    if "<p" not in text and "<br" not in text and "<div" not in text:
        text = text.replace("\n", "<br>")
    rendered: str = get_text(f"<div>{text}</div>", ParserConfig(display_links=False))
    return rendered


def _visible(text: str) -> str:
    if MOJIBAKE.search(text):
        import ftfy

        text = ftfy.fix_encoding(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def web_address(url: str) -> str:
    """*url* without tracking parameters; "" when it is no http(s) address.

    >>> web_address("https://a.example/x?id=3&utm_source=mail")
    'https://a.example/x?id=3'
    >>> web_address("javascript:alert(1)")
    ''
    >>> web_address("https://a.example/two words> more")
    'https://a.example/two%20words%3E%20more'
    """
    url = UNSAFE.sub(lambda match: quote(match[0]), html.unescape(url.strip()))
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    if "=" not in parts.query:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not TRACKING.match(name)]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def site_of(url: str) -> str:
    """The site that *url* is of, without the rest, which may hold a key.

    >>> site_of("https://user:word@cal.example:8443/private-0a1b/basic.ics?key=s3cret")
    'https://cal.example/'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}/"
