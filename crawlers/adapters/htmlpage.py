"""Plain pages, read by what they show: repeated blocks, dates, times and headings.

A page without structured data says when something takes place only in words.  Each date that
stands for an event is found, the block around it gives the name and the place, and every step
says how sure it is; what is too unsure is left out rather than guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.adapters._dates import midnight
from crawlers.adapters._html import tree
from crawlers.adapters._lines import Line, lines, spans
from crawlers.adapters._mentions import DateMention, TimeMention, dates, times
from crawlers.adapters._names import STATED, clean, from_headings, name_of, place_of
from crawlers.adapters._selected import selected
from crawlers.adapters._status import status
from crawlers.adapters._urls import absolute
from crawlers.adapters._years import Dated, resolve, year_of, years_of
from crawlers.source import Link, Page, Source
from model.event import Event, Listing, Occurrence, Place, SetAside

THRESHOLD = 0.5
MAX_PROSE = 240
LINKED = 0.84
"""A block whose name is surer than this needs no heading that follows."""
MAX_ITEM_LINES = 40
PROLOGUE_LINES = 12
PUBLISHED = re.compile(
    r"(?:post(?:ed)?|updat\w+|publish\w*|revis\w+|modified|approv\w+|deadline|due|effective|since|"
    r"as of|copyright|©|printed|filed|expires?|register by|rsvp by|by|before|until|born|founded|"
    r"adopted|passed|dated|signed|last|download\w*|uploaded|terms?|ends?|"
    r"appointed|elected)(?: on| date)?:?\s*$",
    re.IGNORECASE,
)
POSTED = re.compile(r"\b(?:posted|updated|published|modified|uploaded)\b", re.IGNORECASE)
PUBLISHED_CLASS = re.compile(
    r"\b(?:entry-date|post-date|posted|published|byline|post-meta|entry-meta|updated|date-published|"
    r"comment|copyright|news-?date|blog)\b"
)
NONE_THEN = re.compile(r"\bno (?:meetings?|classes|class|events?|services?)\b", re.IGNORECASE)
DATED_ADDRESS = re.compile(
    r"(?:event|calendar|happening|whats-?on|program)[^?#]*?(20\d\d)[-/](\d\d)[-/](\d\d)(?!\d)",
    re.IGNORECASE,
)
CAPTION = re.compile(r"^(?:20\d\d\b.{3,80}|.{3,80}\b20\d\d|.{3,80}:)$")
ROUTINE = re.compile(
    r"\b(?:meets?|meetings?|held|begins?|starts?|convenes?|hearings?|at)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date that may be an event's, with its line."""

    line: int
    mention: DateMention
    clock: TimeMention | None

    @property
    def key(self) -> tuple[object, ...]:
        """Mentions of one day at one time are one event's."""
        one = self.mention
        return (one.month, one.day, one.year)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per dated block that has a name, or per item that the source selects.

    Raises:
        ParseError: if the body is no web page.
    """
    root = tree(body, page.url)
    if "item" in source.select:
        found = list(selected(root, source, page))
        if found:
            yield from found
            return
    yield from _Page(root, source, page).listings()


class _Page:
    """One page being read."""

    def __init__(self, root: Any, source: Source, page: Page) -> None:
        self.source, self.page = source, page
        self.zone = ZoneInfo(source.timezone)
        self.today: date = page.now.astimezone(self.zone).date()
        self.lines = lines(root)
        self.extent = spans(self.lines)
        self.title = _title(root)
        years = [y for line in self.lines for y in years_of(line.text)]
        self.latest = max((y for y in years if y <= self.today.year + 2), default=None)
        self.found = list(self._mentions())

    def listings(self) -> Iterator[Listing]:
        """The announcements of the page, in its order."""
        taken: set[str] = set()
        ranges = [self._range(number) for number in range(len(self.found))]
        default = self._default_clock(ranges)
        for number, one in enumerate(self.found):
            if number and ranges[number] == ranges[number - 1]:
                continue
            listing = self._listing(one, ranges[number], default)
            if listing is not None and listing.uid not in taken:
                taken.add(listing.uid)
                yield listing

    # -- which dates ------------------------------------------------------------------------

    def _mentions(self) -> Iterator[Found]:
        for number, line in enumerate(self.lines):
            here = dates(line.text)
            if not here and line.datetime:
                here = dates(line.datetime[:10])
            if not here:
                here = _in_address(line)
            clocks = list(times(line.text))
            for position, mention in enumerate(here):
                if self._is_event(line, mention):
                    end = here[position + 1].span[0] if position + 1 < len(here) else len(line.text)
                    clock = next((c for c in clocks if mention.span[1] <= c.span[0] < end), None)
                    if clock is None and len(here) == 1 and clocks:
                        clock = clocks[0]
                    yield Found(number, mention, clock)

    def _is_event(self, line: Line, mention: DateMention) -> bool:
        before = line.text[max(0, mention.span[0] - 30) : mention.span[0]]
        if PUBLISHED.search(before) or PUBLISHED_CLASS.search(line.classes):
            return False
        if NONE_THEN.search(line.text):
            return False
        return len(line.text) <= MAX_PROSE or mention.span[0] < 60

    # -- which block ------------------------------------------------------------------------

    def _range(self, number: int) -> tuple[int, int]:
        """The lines that belong to one date: its block, or what follows it up to the next."""
        one = self.found[number]
        element = self.lines[one.line].element
        first, last = one.line, one.line + 1
        while element is not None:
            start, end = self.extent[element]
            if end - start > MAX_ITEM_LINES or not self._alone(one, start, end):
                break
            first, last = start, end
            element = element.getparent()
        before = [f.line for f in self.found if f.line < first]
        after = [f.line for f in self.found if f.line >= last and f.key != one.key]
        if self._heading_first and not any(line.heading for line in self.lines[first:last]):
            floor = max(before, default=-1) + 1
            headings = [n for n in range(floor, first) if self.lines[n].heading]
            first = headings[-1] if headings else first
        limit = min([*after, last + 8, len(self.lines)])
        block = self.lines[first:last]
        has_heading = any(line.heading for line in block) or name_of(block)[1] > LINKED
        while last < limit and not (
            self.lines[last].heading and (self._heading_first or has_heading)
        ):
            has_heading = has_heading or bool(self.lines[last].heading)
            last += 1
        return first, last

    def _alone(self, one: Found, start: int, end: int) -> bool:
        inside = [f for f in self.found if start <= f.line < end]
        clocks = {f.clock.start for f in inside if f.clock is not None}
        return len({f.key for f in inside}) == 1 and len(clocks) <= 1

    @cached_property
    def _heading_first(self) -> bool:
        """Whether the page puts a heading before each date rather than after it."""
        before = after = 0
        for one, other in zip(self.found, self.found[1:], strict=False):
            between = [n for n in range(one.line + 1, other.line) if self.lines[n].heading]
            if between:
                is_later = self._nearness(between[-1], other.line) <= self._nearness(
                    one.line, between[0]
                )
                before, after = before + is_later, after + (not is_later)
        return len(self.found) == 1 or before >= max(after, 0.6 * (len(self.found) - 1 - after))

    def _nearness(self, one: int, other: int) -> int:
        """The number of lines in the smallest element that holds both lines."""
        element = self.lines[one].element
        while element is not None:
            start, end = self.extent[element]
            if start <= other < end:
                return end - start
            element = element.getparent()
        return len(self.lines)

    def _default_clock(self, ranges: Sequence[tuple[int, int]]) -> TimeMention | None:
        """The one time that the text above the dates states for all of them."""
        if not ranges:
            return None
        dated = {id(self.lines[one.line]) for one in self.found}
        first = ranges[0][0]
        for part in (self.lines[max(0, first - PROLOGUE_LINES) : first + 1], self.lines):
            stated = {
                (c.start, c.end): c
                for line in part
                if id(line) not in dated and ROUTINE.search(line.text)
                for c in times(line.text)
            }
            if len(stated) == 1:
                return next(iter(stated.values()))
        return None

    # -- what it says -----------------------------------------------------------------------

    def _listing(
        self, one: Found, block: tuple[int, int], default: TimeMention | None
    ) -> Listing | None:
        item = self.lines[block[0] : block[1]]
        dated = resolve(
            one.mention,
            self._context_year(one),
            self.latest,
            self.today,
            timed=one.clock is not None,
        )
        if dated is None:
            return None
        name, named = self._name(one, block)
        confidence = round(dated.confidence * named, 2)
        if not name or confidence < THRESHOLD:
            return None
        clock, timed = self._clock(one, item, default)
        place, placed = place_of(item)
        sure = {"name": named, "start_date": dated.confidence, "start_time": timed}
        words = "\n".join(line.text for line in item)
        link = self._link(item, name)
        return Listing(
            source=self.source.id,
            uid=link or self._uid(name, words),
            event=Event(
                name=name,
                description=words if len(item) > 1 else "",
                url=link or self.page.url,
                location=Place(name=place) if place else None,
                event_status=status(words),
            ),
            occurrences=(self._occurrence(one, dated, clock),),
            timezone=self.source.timezone,
            confidence=confidence,
            field_confidence=tuple((sure | {"location": placed}).items()),
            raw=words,
        )

    def _clock(
        self, one: Found, item: Sequence[Line], default: TimeMention | None
    ) -> tuple[TimeMention | None, float]:
        """The time of day, and how sure it is: beside the date, in the block, or for them all."""
        if one.clock is not None:
            return one.clock, 1.0
        for line in item:
            if not POSTED.search(line.text) and (found := next(times(line.text), None)):
                return found, 0.8
        return default, 0.6 if default else 0.0

    def _context_year(self, one: Found) -> int | None:
        for line in reversed(self.lines[: one.line]):
            is_routine = len(line.text) <= MAX_PROSE and STATED.match(line.text)
            is_caption = (line.heading or len(line.text) < 90) and not dates(line.text)
            if (is_caption or is_routine) and (year := year_of(line.text)):
                return year
        return year_of(self.title)

    def _name(self, one: Found, block: tuple[int, int]) -> tuple[str, float]:
        item = self.lines[block[0] : block[1]]
        here = self.lines[one.line]
        around = [here, *(line for line in item if line is not here)]
        name, confidence = name_of(
            item if any(line.heading for line in item) else around,
            is_dated_list=not clean(here.text) and len(self.found) > 2,
        )
        if confidence >= 0.7:
            return name, confidence
        above = [
            line.text
            for line in reversed(self.lines[: block[0]])
            if line.heading
            or line.strong == line.text
            or CAPTION.search(line.text)
            or STATED.match(line.text)
        ]
        name = from_headings(above[:5], self.title)
        return name, 0.65 if name else 0.0

    def _link(self, item: Sequence[Line], name: str) -> str:
        for line in item:
            for words, href in line.links:
                if clean(words) and clean(words) in name:
                    address = absolute(self.page.url, href)
                    if address.startswith("http") and address != self.page.url:
                        return address
        return ""

    def _uid(self, name: str, words: str) -> str:
        """Pages give no identifier: the announcement is known by its page, name and place in it."""
        digest = hashlib.blake2b(f"{name}\0{words[:200]}".encode(), digest_size=8).hexdigest()
        return f"{self.page.url}#{digest}"

    def _occurrence(self, one: Found, dated: Dated, clock: TimeMention | None) -> Occurrence:
        if clock is None:
            end = None
            if one.mention.last:
                month, day = one.mention.last
                last = date(dated.day.year + (month < dated.day.month), month, day)
                end = midnight(last + timedelta(days=1), self.zone)
            return Occurrence(start_date=midnight(dated.day, self.zone), end_date=end, all_day=True)
        start = datetime.combine(dated.day, clock.start, self.zone)
        end = None
        if clock.end is not None:
            end = datetime.combine(dated.day, clock.end, self.zone)
            end = end if end > start else end + timedelta(days=1)
        return Occurrence(start_date=start, end_date=end)


def _in_address(line: Line) -> list[DateMention]:
    """The day that an event's address names; that of a post's address is when it was written."""
    for _, address in line.links:
        if match := DATED_ADDRESS.search(address):
            return dates("-".join(match.groups()))
    return []


def _title(root: Any) -> str:
    """The page's own title, without the name of the site."""
    words = " ".join(" ".join(root.xpath("//title//text()")[:1]).split())
    return re.split(r"\s+[|–—»-]\s+", words)[0]
