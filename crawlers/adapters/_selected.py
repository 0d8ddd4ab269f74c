"""Announcements of a plain page whose host has said, with CSS selectors, where things are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cssselect import HTMLTranslator, SelectorError

from crawlers.adapters._dates import midnight, read
from crawlers.adapters._html import words
from crawlers.adapters._json import offers
from crawlers.adapters._mentions import dates, times
from crawlers.adapters._status import status
from crawlers.adapters._urls import absolute
from crawlers.adapters._years import resolve, years_of
from crawlers.source import Link, Page, Source
from model.errors import EventError, ParseError
from model.event import Event, Listing, Occurrence, Place, SetAside


def selected(root: Any, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per item, a link to each detail page that alone knows the date, and the next.

    Raises:
        ParseError: if a selector is no CSS.
    """
    select = source.select
    zone = ZoneInfo(source.timezone)
    for scope in _all(root, select["list"], page) if "list" in select else [root]:
        for item in _all(scope, select["item"], page):
            yield from _item(item, source, page, zone)
    if "next" in select and (following := _address(root, select["next"], page)):
        yield Link(url=following, adapter="htmlpage")


def _item(
    item: Any, source: Source, page: Page, zone: ZoneInfo
) -> Iterator[Listing | Link | SetAside]:
    told = {
        field: _text(item, source.select[field], page)
        for field in ("name", "place", "price", "status")
        if field in source.select
    }
    name = told.get("name") or words(item)[:140]
    detail = _address(item, source.select["detail"], page) if "detail" in source.select else ""
    uid = detail or f"{page.url}#{_digest(words(item))}"
    try:
        occurrence = _occurrence(item, source, page, zone)
    except EventError as error:
        if detail:
            yield Link(url=detail, adapter="htmlpage")
        else:
            yield SetAside(source=source.id, uid=uid, name=name, reason=str(error))
        return
    yield Listing(
        source=source.id,
        uid=uid,
        event=Event(
            name=name,
            description=words(item),
            url=detail or page.url,
            location=Place(name=told["place"]) if told.get("place") else None,
            offers=tuple(offers(told.get("price"))),
            event_status=status(told.get("status") or name),
        ),
        occurrences=(occurrence,),
        timezone=source.timezone,
        raw=words(item),
    )


def _occurrence(item: Any, source: Source, page: Page, zone: ZoneInfo) -> Occurrence:
    start, is_day, shown = _moment(item, source.select.get("start", ""), None, page, zone)
    end = None
    if "end" in source.select and _all(item, source.select["end"], page):
        end, ends_as_day, _ = _moment(item, source.select["end"], start.date(), page, zone)
        end = midnight(end.date() + timedelta(days=1), zone) if ends_as_day else end
    elif last := next((one.end for one in times(shown) if one.end), None):
        end = datetime.combine(start.date(), last, zone)
        end = end if end > start else end + timedelta(days=1)
    return Occurrence(
        start_date=start, end_date=end if end and end > start else None, all_day=is_day
    )


def _moment(
    item: Any, selector: str, day: date | None, page: Page, zone: ZoneInfo
) -> tuple[datetime, bool, str]:
    """The time that an element states, whether it is a whole day, and its words.

    Args:
        day: of a time that stands without a date.

    Raises:
        EventError: if there is none.
    """
    element = next(iter(_all(item, selector, page)), None) if selector else item
    if element is None:
        msg = f"nothing stands at {selector!r}; correct the selector"
        raise EventError(msg)
    shown = words(element)
    stated = [one.get("datetime") for one in element.iter() if one.get("datetime")]
    if stated:
        moment, is_day = read(stated[0], zone)
        return moment if is_day else moment.astimezone(zone), is_day, shown
    clock = next(times(shown), None)
    mention = next(iter(dates(shown)), None)
    if mention is not None:
        today = page.now.astimezone(zone).date()
        latest = max(years_of(shown), default=today.year)
        found = resolve(mention, None, latest, today, timed=True)
        day = found.day if found else None
    if day is None:
        msg = f"{shown[:60]!r} holds no date; correct the selector {selector!r}"
        raise EventError(msg)
    if clock is None:
        return midnight(day, zone), True, shown
    return datetime.combine(day, clock.start, zone), False, shown


def _all(root: Any, selector: str, page: Page) -> list[Any]:
    try:
        return list(root.xpath(HTMLTranslator().css_to_xpath(selector)))
    except SelectorError as error:
        msg = f"{page.url}: {selector!r} is no CSS selector ({error}); correct it in the source"
        raise ParseError(msg) from error


def _text(item: Any, selector: str, page: Page) -> str:
    found = _all(item, selector, page)
    return words(found[0]) if found else ""


def _address(item: Any, selector: str, page: Page) -> str:
    for element in _all(item, selector, page):
        for one in element.iter():
            if one.get("href"):
                return absolute(page.url, one.get("href"))
    return ""


def _digest(shown: str) -> str:
    return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()
