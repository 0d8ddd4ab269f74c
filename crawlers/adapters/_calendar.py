"""The text of an iCalendar feed, cut into its events without interpreting them.

Reading component by component keeps one broken event, or one odd calendar property, from
costing the whole feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from icalendar import Calendar
from icalendar.parser.property import unescape_backslash

FOLD = re.compile(rb"\r?\n[ \t]")
LINE_END = re.compile(r"\r?\n|\r")
PROPERTY = re.compile(r"([A-Za-z0-9-]+)[;:]")
BEFORE_VALUE = re.compile(r'(?:"[^"]*"|[^":])*:')
PROSE = ("DESCRIPTION", "X-ALT-DESC")
REPEATABLE = frozenset({"RRULE", "RDATE", "EXDATE", "CATEGORIES", "ATTACH", "IMAGE"})
READ = REPEATABLE | {
    "UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY",
    "DESCRIPTION", "LOCATION", "GEO", "URL", "ORGANIZER", "X-ALT-DESC", "X-COST", "CLASS",
}  # fmt: skip


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

    def prose(self) -> str:
        """What it says at length; kept from the parser, for which long lines are costly."""
        for name in PROSE:
            for line in self.lines.get(name, ()):
                text: str = unescape_backslash(BEFORE_VALUE.sub("", line, count=1))
                if text.strip():
                    return text.strip()
        return ""

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
