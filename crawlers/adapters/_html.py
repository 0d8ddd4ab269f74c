"""Web pages as trees."""

from __future__ import annotations

from typing import Any

import lxml.html
from lxml.etree import ParserError

from model.errors import ParseError


def tree(body: bytes, url: str) -> Any:
    """The root element of the page in *body*.

    Raises:
        ParseError: if the body is no HTML.
    """
    start = " ".join(body[:60].decode("utf-8", "replace").split())
    msg = f"{url} starts with {start!r}, which is no web page; check the source's address"
    if not body.strip() or b"<" not in body[:2048]:
        raise ParseError(msg)
    try:
        return lxml.html.fromstring(body, parser=_parser(body))
    except (ParserError, ValueError) as error:
        raise ParseError(msg) from error


def _parser(body: bytes) -> lxml.html.HTMLParser:
    """A parser in UTF-8 where the body is that, else as the page itself declares."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return lxml.html.HTMLParser()
    return lxml.html.HTMLParser(encoding="utf-8")
