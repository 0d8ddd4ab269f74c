"""From fetched bytes to listings, with whatever adapter reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawlers.adapters import adapter
from crawlers.recognise import ANY_PAGE, recognise
from crawlers.source import Link, Page, Source
from model.errors import ParseError
from model.event import Listing, SetAside


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds, and the adapter that read it."""

    adapter: str
    listings: tuple[Listing, ...] = ()
    links: tuple[Link, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def read_page(body: bytes, source: Source, page: Page, name: str = "") -> Reading:
    """What *body* holds, read by the adapter *name*, or by the first that finds listings.

    A web page that announces nothing leads nowhere: its "next" may be that of a blog.

    Raises:
        ParseError: if no adapter can read the body.
    """
    if name:
        return _read(body, source, page, name)
    best: Reading | None = None
    refusal: ParseError | None = None
    for candidate in recognise(body, page.url):
        try:
            reading = _read(body, source, page, candidate)
        except ParseError as error:
            refusal = refusal or error
            continue
        if reading.listings:
            return reading
        if best is None or ((reading.links or reading.set_aside) and not best.links):
            best = reading
    if best is None:
        assert refusal is not None
        raise refusal
    return replace(best, links=()) if best.adapter in ANY_PAGE else best


def _read(body: bytes, source: Source, page: Page, name: str) -> Reading:
    found = list(adapter(name, source)(body, source, page))
    return Reading(
        name,
        tuple(one for one in found if isinstance(one, Listing)),
        tuple(one for one in found if isinstance(one, Link)),
        tuple(one for one in found if isinstance(one, SetAside)),
    )
