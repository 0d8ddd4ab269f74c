"""Microformats: h-event, and the older hCalendar."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import mf2py

from crawlers.adapters._html import tree
from crawlers.adapters._json import UNREADABLE, occurrence
from crawlers.adapters._urls import absolute
from crawlers.source import Page, Source
from model.errors import EventError
from model.event import Event, EventStatus, Listing, Occurrence, Place, SetAside

MARK = re.compile(rb"h-event|vevent")
"""Without one of these nothing is found, and most pages have neither."""
CANCELLED = re.compile(r"cancel", re.IGNORECASE)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | SetAside]:
    """One listing per h-event or vevent that has a name.

    Raises:
        ParseError: if the body is no web page.
    """
    tree(body, page.url)
    if not MARK.search(body):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = mf2py.parse(doc=body, url=page.url, html_parser="lxml")
    taken: set[str] = set()
    for item in _events(document["items"]):
        name = _text(item, "name")
        uid = _text(item, "uid") or _text(item, "url") or f"{page.url}#{_slug(name)}"
        if not name and not _text(item, "start"):
            continue
        uid = uid if uid not in taken else f"{uid}#{_text(item, 'start') or _slug(name)}"
        if uid in taken:
            continue
        taken.add(uid)
        try:
            yield _listing(item, uid, source, page)
        except UNREADABLE as error:
            reason = str(error) or repr(error)
            yield SetAside(source=source.id, uid=uid, name=name, reason=reason)


def _events(items: list[Any]) -> Iterator[Any]:
    for item in items:
        if "h-event" in item.get("type", ()):
            yield item
        else:
            yield from _events(item.get("children", []))
            for values in item.get("properties", {}).values():
                yield from _events([one for one in values if isinstance(one, dict)])


def _listing(item: Mapping[str, Any], uid: str, source: Source, page: Page) -> Listing:
    zone = ZoneInfo(source.timezone)
    link = _text(item, "url")
    return Listing(
        source=source.id,
        uid=uid,
        event=Event(
            name=_text(item, "name"),
            description=_html(item, "content") or _text(item, "description"),
            url=absolute(page.url, link) if link else page.url,
            image=_text(item, "photo"),
            keywords=tuple(_texts(item, "category")),
            organizer=_text(item, "organizer"),
            location=_place(item),
            event_status=(
                EventStatus.CANCELLED
                if CANCELLED.match(_text(item, "status"))
                else EventStatus.SCHEDULED
            ),
        ),
        occurrences=tuple(_occurrences(item, zone)),
        timezone=source.timezone,
        raw=json.dumps(item, ensure_ascii=False),
    )


def _occurrences(item: Mapping[str, Any], zone: ZoneInfo) -> list[Occurrence]:
    """One for each start that can be read; an end belongs to a start that stands alone.

    Raises:
        EventError: if no start can be read.
    """
    starts = list(dict.fromkeys(_texts(item, "start")))
    found, refusal = [], None
    for start in starts or [""]:
        for end in (_end(item) if len(starts) == 1 else "", ""):
            try:
                found.append(occurrence(start, end, zone))
                break
            except EventError as error:
                refusal = refusal or error
    if refusal and not found:
        raise refusal
    return list({one.start_date: one for one in found}.values())


def _end(item: Mapping[str, Any]) -> str:
    """The item's end; an hour alone belongs to the day on which it starts."""
    words = _text(item, "end")
    if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", words):
        return f"{_text(item, 'start')[:10]} {words}"
    return words


def _texts(item: Mapping[str, Any], name: str) -> Iterator[str]:
    for one in item.get("properties", {}).get(name, ()):
        if isinstance(one, str):
            yield one.strip()
        elif isinstance(one, dict):
            yield (one.get("value") or _text(one, "name")).strip()


def _text(item: Mapping[str, Any], name: str) -> str:
    return next(_texts(item, name), "")


def _html(item: Mapping[str, Any], name: str) -> str:
    for one in item.get("properties", {}).get(name, ()):
        if isinstance(one, dict) and one.get("html"):
            return str(one["html"])
    return ""


def _place(item: Mapping[str, Any]) -> Place | None:
    for one in item.get("properties", {}).get("location", ()):
        if isinstance(one, str):
            return Place(name=one.strip())
        inner = next(
            (a for a in one.get("properties", {}).get("adr", ()) if isinstance(a, dict)), one
        )
        name = _text(one, "name") or (one.get("value") or "").strip()
        address = _text(inner, "street-address")
        return Place(
            name=name,
            address=address,
            locality=_text(inner, "locality"),
            region=_text(inner, "region"),
            postal_code=_text(inner, "postal-code"),
            country=_text(inner, "country-name"),
        )
    return None


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")
