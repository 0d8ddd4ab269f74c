"""Pages that describe their events in schema.org's words, as JSON-LD or microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import extruct
from lxml.etree import XPath

from crawlers.adapters import _schema_schedule
from crawlers.adapters._dates import day_after, read
from crawlers.adapters._html import Html
from crawlers.adapters._rdfa import rdfa
from crawlers.adapters._schema_fields import Item, event, listed, text, types
from crawlers.adapters._urls import absolute
from crawlers.source import Link, Page, Source
from model.errors import EventError
from model.event import Listing, Occurrence, SetAside

EVENT_TYPES = frozenset(
    "Event BusinessEvent ChildrensEvent ComedyEvent ConferenceEvent CourseInstance DanceEvent "
    "DeliveryEvent EducationEvent EventSeries ExhibitionEvent Festival FoodEvent FoodService "
    "Hackathon LiteraryEvent MusicEvent PerformingArtsEvent PublicationEvent BroadcastEvent "
    "OnDemandEvent SaleEvent ScreeningEvent SocialEvent SportsEvent TheaterEvent UserInteraction "
    "VisualArtsEvent".split()
)
CONTROL = re.compile(r"[\x00-\x1f]+")
WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
RDFA = re.compile(rb"typeof\s*=\s*[\"'](?:schema:)?\w*(?:Event|Festival|Screening)")
NEXT = re.compile(rb"rel\s*=\s*[\"']?next\b")
ADDRESSES = frozenset({"href", "src", "itemid", "itemtype", "data"})
BRACKETED = XPath("//@*[contains(., '[')]")
"""The attributes that may be no address although they ought to."""
ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
UNREADABLE = (EventError, ValueError, TypeError, AttributeError, OverflowError)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event on the page, and a link to the next page where it names one.

    An event is known by its @id, identifier or page; one that has none of these by the page it
    stands on and its name.

    Raises:
        ParseError: if the body is no HTML.
    """
    url = page.url
    html = Html(body, url)
    taken: set[str] = set()
    for item in _events(html, body, url):
        uid = _uid(item, url)
        start = text(item.get("startDate"))
        key = uid if uid not in taken else f"{uid}#{start}"
        if key in taken:
            continue
        taken |= {key, f"{uid}#{start}"}
        try:
            yield _listing(item, key, source, url)
        except UNREADABLE as error:
            name = text(item.get("name"))
            yield SetAside(source=source.id, uid=uid, name=name, reason=str(error) or repr(error))
    following = "//link[@rel='next']/@href | //a[@rel='next']/@href"
    for href in html.root.xpath(following)[:1] if NEXT.search(body) else ():
        if address := absolute(url, href):
            yield Link(url=address)


def _events(page: Html, body: bytes, url: str) -> Iterator[Item]:
    """The leaf events of the page: a series or festival with dated parts stands for its parts."""
    for document in _json_ld(page.scripts()):
        yield from _walk(document, {})
    if b"itemtype" in body:
        root = _with_addresses(page.root, url)
        found = extruct.extract(root, base_url=url, syntaxes=["microdata"], uniform=True)
        for document in found["microdata"]:
            yield from _walk(document, {})
    if RDFA.search(body):
        for document in rdfa(page.root, url):
            yield from _walk(document, {})


def _with_addresses(root: Any, url: str) -> Any:
    """*root* without links that are no addresses, for which the library gives up a page."""
    for value in BRACKETED(root):
        if value.attrname in ADDRESSES and not absolute(url, value):
            del value.getparent().attrib[value.attrname]
    return root


def _json_ld(scripts: Iterable[str]) -> Iterator[Any]:
    for script in scripts:
        for mended in (str, _unwrapped, _without_trailing_commas):
            try:
                yield json.loads(mended(script), strict=False)
                break
            except json.JSONDecodeError:
                continue


def _unwrapped(script: str) -> str:
    """*script* without the comment that some writers hide it in."""
    words = WRAPPER.sub("", WRAPPER.sub("", CONTROL.sub(" ", script)))
    return words.strip().rstrip(";")


def _without_trailing_commas(script: str) -> str:
    return TRAILING_COMMA.sub(r"\1", _unwrapped(script))


def _walk(node: Any, inherited: Item) -> Iterator[Item]:
    if isinstance(node, list):
        for one in node:
            yield from _walk(one, inherited)
    elif isinstance(node, Mapping):
        if EVENT_TYPES.isdisjoint(types(node)):
            for value in _nested(node):
                yield from _walk(value, inherited)
        else:
            yield from _leaves(node, inherited)


def _nested(node: Item) -> Iterable[Any]:
    return (value for value in node.values() if isinstance(value, (list, Mapping)))


def _leaves(node: Item, inherited: Item) -> Iterator[Item]:
    whole = {**inherited, **node}
    parts = [
        part
        for name in ("subEvent", "subEvents")
        for part in listed(node.get(name))
        if isinstance(part, Mapping) and text(part.get("startDate"))
    ]
    if parts:
        handed_down: Item = {
            name: whole[name] for name in ("location", "organizer", "name") if name in whole
        }
        for part in parts:
            yield from _leaves(part, handed_down)
    elif text(whole.get("startDate")) or whole.get("eventSchedule") or text(whole.get("name")):
        yield whole


def _uid(item: Item, url: str) -> str:
    for name in ("@id", "id", "identifier", "url"):
        value = item.get(name)
        if isinstance(value, Mapping):
            value = value.get("value")
        found = text(value)
        if found and not found.startswith("_:"):
            return (name != "identifier" and absolute(url, found)) or found
    slug = re.sub(r"\W+", "-", text(item.get("name")).casefold()).strip("-")
    return f"{url}#{slug}"


def _listing(item: Item, uid: str, source: Source, url: str) -> Listing:
    found = event(item, url)
    if not found.name:
        msg = "event has no name; the source should give it"
        raise EventError(msg)
    schedules = [one for one in listed(item.get("eventSchedule")) if isinstance(one, Mapping)]
    recurrence = ""
    occurrences: tuple[Occurrence, ...] = ()
    if schedules:
        rule = {"startDate": item.get("startDate"), **schedules[0]}
        recurrence = _schema_schedule.calendar(rule, uid, found.name, source.timezone)
    else:
        occurrences = tuple(_occurrences(item, ZoneInfo(source.timezone)))
    return Listing(
        source=source.id,
        uid=uid,
        event=found,
        occurrences=occurrences,
        recurrence=recurrence,
        timezone=source.timezone,
        raw=ENCODER.encode(item),
    )


def _occurrences(item: Item, zone: ZoneInfo) -> Iterator[Occurrence]:
    starts = listed(item.get("startDate"))
    if not starts:
        msg = "event has no startDate; the source should give it"
        raise EventError(msg)
    for number, value in enumerate(starts):
        start, all_day = read(text(value), zone)
        ends = listed(item.get("endDate"))
        end = None
        if number < len(ends):
            end, dated = read(text(ends[number]), zone)
            end = day_after(end) if dated else end
        door = text(item.get("doorTime"))
        yield Occurrence(
            start_date=start,
            end_date=end if end and end > start else None,
            all_day=all_day,
            door_time=read(door, zone)[0] if "T" in door else None,
        )
