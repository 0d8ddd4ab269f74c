"""The first look at an archive's records: which pages announce anything?"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.openweb.page import Unfit, WebPage, page_of
from crawlers.openweb.records import Block
from crawlers.reading import Reading, read_page
from crawlers.signs import is_page
from crawlers.source import Page, Source
from model.errors import ParseError

FAST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a record holds.

    Attributes:
        where: the file and the byte.
        outcome: why it could not be read, a key of `OUTCOMES`; "ok" otherwise.
        url: of its page; "" when it holds none.
        adapter: that reads the page.
        listings: what the page announces, past or coming.
        packed: its body, compressed, where it is of further use.
    """

    where: str
    outcome: str = "ok"
    detail: str = ""
    url: str = ""
    at: datetime | None = None
    size: int = 0
    adapter: str = ""
    listings: int = 0
    packed: bytes = b""


def look(records: list[Block]) -> list[Look]:
    """What each of *records* holds; none of them can make it fail."""
    return [_look(record) for record in records]


def _look(record: Block) -> Look:
    if record.outcome != "ok":
        return Look(where=record.where, outcome=record.outcome, detail=record.detail)
    try:
        page = page_of(record.data)
        if page is None:
            return Look(where=record.where)
        reading = read(page, Source(id="look", name="", url=page.url, timezone="UTC"))
    except Unfit as unfit:
        return Look(where=record.where, outcome=unfit.outcome, detail=str(unfit))
    is_kept = reading.listings or (is_page(page.body) and urlsplit(page.url).path in ("", "/"))
    return Look(
        where=record.where,
        url=page.url,
        at=page.at,
        size=page.size,
        adapter=reading.adapter,
        listings=len(reading.listings),
        packed=zlib.compress(page.body, FAST) if is_kept else b"",
    )


def read(page: WebPage, source: Source, name: str = "") -> Reading:
    """What *page* announced on its day, read as a crawl would have read it.

    Raises:
        Unfit: if no adapter can read it.
    """
    try:
        return read_page(page.body, source, Page(page.url, page.at), name)
    except ParseError as error:
        raise Unfit("parse_error", str(error)) from error
    except Exception as error:
        raise Unfit("adapter_error", f"{page.url}: {error!r}") from error
