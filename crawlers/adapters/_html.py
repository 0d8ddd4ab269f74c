"""Web pages as trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import lxml.html
from lxml.etree import ParserError

from model.errors import ParseError

SCRIPT = re.compile(
    rb"<script\b[^>]*?\btype\s*=\s*[\"']?[^\"'>]*ld\+json[^>]*>(.*?)</script",
    re.DOTALL | re.IGNORECASE,
)
COMMENT = b"<!--"


class Html:
    """A page whose tree is grown only when somebody needs it.

    Raises:
        ParseError: if the body is no HTML.
    """

    def __init__(self, body: bytes, url: str) -> None:
        self.body = body
        self.url = url
        if not _is_markup(body):
            raise ParseError(_no_page(body, url))

    @cached_property
    def root(self) -> Any:
        """The root element."""
        return tree(self.body, self.url)

    def scripts(self) -> Iterator[str]:
        """The JSON-LD of the page.

        A script's text is not markup, so it can be cut out; within comments only a parser can
        tell what is a script.
        """
        if b"ld+json" not in self.body:
            return
        try:
            found = [script.decode() for script in SCRIPT.findall(self.body)]
        except UnicodeDecodeError:
            found = []
        if not found or _is_commented(self.body):
            found = self.root.xpath("//script[contains(@type, 'ld+json')]/text()")
        yield from found


def _is_commented(body: bytes) -> bool:
    """Whether a script may stand in a comment."""
    start = body.find(COMMENT)
    while start >= 0:
        end = body.find(b"-->", start)
        if b"ld+json" in body[start : end if end >= 0 else len(body)]:
            return True
        start = body.find(COMMENT, start + 4)
    return False


def tree(body: bytes, url: str) -> Any:
    """The root element of the page in *body*.

    Raises:
        ParseError: if the body is no HTML.
    """
    if not _is_markup(body):
        raise ParseError(_no_page(body, url))
    try:
        return lxml.html.fromstring(body, parser=_parser(body))
    except (ParserError, ValueError) as error:
        raise ParseError(_no_page(body, url)) from error


def words(element: Any) -> str:
    """What *element* shows, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _is_markup(body: bytes) -> bool:
    return b"<" in body[:2048]


def _no_page(body: bytes, url: str) -> str:
    start = " ".join(body[:60].decode("utf-8", "replace").split())
    return f"{url} starts with {start!r}, which is no web page; check the source's address"


def _parser(body: bytes) -> lxml.html.HTMLParser:
    """A parser in UTF-8 where the body is that, else as the page itself declares."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return lxml.html.HTMLParser()
    return lxml.html.HTMLParser(encoding="utf-8")
