"""The text of an iCalendar feed, cut into its events without interpreting them.

Reading component by component keeps one broken event, or one odd calendar property, from
costing the whole feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar.parser.property import unescape_backslash
from icalendar.prop.factory import TypesFactory

FOLD = re.compile(rb"\r?\n[ \t]")
LINE_END = re.compile(r"\r?\n|\r")
PROPERTY = re.compile(r"([A-Za-z0-9-]+)[;:]")
BEFORE_VALUE = re.compile(r'(?:"[^"]*"|[^":])*:')
TYPES = TypesFactory.instance()
PROSE = ("DESCRIPTION", "X-ALT-DESC")
REPEATABLE = frozenset({"RRULE", "RDATE", "EXDATE", "CATEGORIES", "ATTACH", "IMAGE"})
READ = REPEATABLE | {
    "UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY",
    "DESCRIPTION", "LOCATION", "GEO", "URL", "ORGANIZER", "X-ALT-DESC", "X-COST", "CLASS",
}  # fmt: skip


def parameter(parameters: str, name: str) -> str:
    """The value of one of a property's parameters, "" when it has none of that name.

    >>> parameter(';CN="Fern Hill";ROLE=CHAIR', "CN")
    'Fern Hill'
    """
    if f"{name}=" not in parameters.upper():
        return ""
    match = re.search(rf";{name}=(?:\"([^\"]*)\"|([^;:,]*))", parameters, re.IGNORECASE)
    return (match[1] or match[2] or "").strip() if match else ""


@dataclass(slots=True)
class Component:
    """One VEVENT as text: the content lines that are read, unfolded, by property name."""

    lines: dict[str, list[str]] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Keep *line* if it is a property that is read; single-valued ones keep the first."""
        match = PROPERTY.match(line)
        if match is None or (name := match[1].upper()) not in READ:
            return
        if name in REPEATABLE or name not in self.lines:
            self.lines.setdefault(name, []).append(line)

    def value(self, name: str) -> str:
        """The raw value of the first line called *name*, "" when there is none."""
        lines = self.lines.get(name)
        return lines[0].rpartition(":")[2].strip() if lines else ""

    def uid(self) -> str:
        """The UID, which may itself hold colons; "" when there is none."""
        lines = self.lines.get("UID")
        return lines[0].partition(":")[2].strip() if lines else ""

    def properties(self, name: str) -> Iterator[tuple[str, str]]:
        """The parameters and the value, as written, of each line called *name*."""
        for line in self.lines.get(name, ()):
            head = line.partition(":")[0]
            if '"' in head:
                match = BEFORE_VALUE.match(line)
                head = match[0][:-1] if match else head
            yield head[len(name) :], line[len(head) + 1 :]

    def words(self, name: str) -> str:
        """The first TEXT value called *name* that is not empty, unescaped."""
        for _, value in self.properties(name):
            text: str = unescape_backslash(value) if "\\" in value else value
            if text.strip():
                return text.strip()
        return ""

    def instant(self, name: str) -> date | datetime | timedelta | None:
        """The DATE, DATE-TIME or DURATION called *name*; None when there is none.

        Raises:
            ValueError: if it cannot be read.
        """
        for parameters, value in self.properties(name):
            kind, zone = parameter(parameters, "VALUE"), parameter(parameters, "TZID")
            factory: Any = TYPES.for_property(name, kind or None)
            read = factory.from_ical(value, zone) if zone else factory.from_ical(value)
            return read if isinstance(read, (date, timedelta)) else None
        return None

    def prose(self) -> str:
        """What it says at length."""
        return next(filter(None, map(self.words, PROSE)), "")

    def raw(self) -> str:
        """The component as the source sent it, as far as it is read."""
        return self._text(self.lines)

    def text(self) -> str:
        """The component as iCalendar, without its prose."""
        return self._text(name for name in self.lines if name not in PROSE)

    def _text(self, names: Iterable[str]) -> str:
        body = "\r\n".join(line for name in names for line in self.lines[name])
        return f"BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n"


@dataclass(slots=True)
class Feed:
    """A calendar's events, and what their times need to be understood.

    Attributes:
        timezones: the VTIMEZONE components as text, by TZID.
        x_wr_timezone: the calendar's own zone, "" when not stated.
        components: in file order.
    """

    timezones: dict[str, str] = field(default_factory=dict)
    x_wr_timezone: str = ""
    components: list[Component] = field(default_factory=list)

    def calendar(self, components: list[Component]) -> str:
        """A calendar of its own for *components*, with the zones that they name."""
        body = "".join(component.text() for component in components)
        zones = "".join(text for tzid, text in self.timezones.items() if tzid in body)
        own = f"X-WR-TIMEZONE:{self.x_wr_timezone}\r\n" if self.x_wr_timezone else ""
        return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{own}{zones}{body}END:VCALENDAR\r\n"

    def learn_timezones(self) -> None:
        """Make icalendar know this feed's own zones, and forget those of the feed before."""
        from icalendar.timezone import tzp

        tzp.use_default()
        for text in self.timezones.values():
            try:
                Calendar.from_ical(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n")
            except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                continue


def decode(body: bytes) -> str:
    """The unfolded text of a feed: UTF-8 as the standard says, else the usual Windows code page.

    Lines are unfolded before they are decoded, because some writers fold inside a character.
    """
    body = FOLD.sub(b"", body)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def cut(text: str) -> Feed:
    """Cut the unfolded text of one or more VCALENDARs into its parts."""
    feed = Feed()
    current: Component | None = None
    timezone: list[str] = []
    nested = 0
    for line in _content_lines(text):
        keyword = line[:16].upper().rstrip()
        if timezone:
            timezone.append(line)
            if keyword == "END:VTIMEZONE":
                _keep_timezone(feed, timezone)
                timezone = []
        elif keyword == "BEGIN:VTIMEZONE":
            timezone = [line]
        elif keyword == "BEGIN:VEVENT":
            current, nested = Component(), 0
        elif keyword == "END:VEVENT" and current is not None:
            feed.components.append(current)
            current = None
        elif current is not None:
            nested += keyword.startswith("BEGIN:") - (keyword.startswith("END:") and nested > 0)
            if not nested:
                current.add(line)
        elif keyword.startswith("X-WR-TIMEZONE") and not feed.x_wr_timezone:
            feed.x_wr_timezone = line.partition(":")[2].strip()
    return feed


def _content_lines(text: str) -> Iterator[str]:
    for line in LINE_END.split(text):
        if stripped := line.strip("\x00 \t"):
            yield stripped


def _keep_timezone(feed: Feed, lines: list[str]) -> None:
    for line in lines:
        if line.upper().startswith("TZID"):
            feed.timezones.setdefault(line.rpartition(":")[2], "\r\n".join(lines) + "\r\n")
            return
