"""A page as the lines that a reader sees, each with the element that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.adapters._columns import columns

BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset(
    "script style noscript template head svg iframe select option input textarea button".split()
)
MARGINS = re.compile(
    r"\b(?:footer|site-?footer|breadcrumbs?|cookie|sidebar-nav|menu|navbar)\b", re.IGNORECASE
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}


@dataclass(slots=True)
class Line:
    """One line of a page.

    Attributes:
        text: with single spaces.
        element: the block that it stands in.
        heading: 1 to 6 within a heading, else 0.
        links: text and address of the links in it.
        strong: the part of it that is set in bold.
        datetime: the `datetime` of a <time> in it.
        classes: class names and labels of the elements around it, nearest first.
        column: header of the column that it stands in, "" outside a table.
    """

    text: str
    element: Any
    heading: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    strong: str = ""
    datetime: str = ""
    classes: str = ""
    column: str = ""


def lines(root: Any) -> list[Line]:
    """The lines of the page under *root*; menus, footers and scripts are passed over."""
    body = root.find(".//body")
    reader = _Reader(columns(root))
    reader.read(root if body is None else body)
    reader.flush()
    return list(_in_grid(list(_joined(reader.found))))


def spans(found: list[Line]) -> dict[Any, tuple[int, int]]:
    """For every element, the first of its lines and the one after its last."""
    extent: dict[Any, tuple[int, int]] = {}
    for number, line in enumerate(found):
        element = line.element
        while element is not None:
            first, _ = extent.get(element, (number, number))
            extent[element] = (first, number + 1)
            element = element.getparent()
    return extent


class _Reader:
    """Walks a tree and breaks its text where a browser would."""

    def __init__(self, headers: dict[Any, str]) -> None:
        self.headers = headers
        self.found: list[Line] = []
        self.words: list[str] = []
        self.line: Line | None = None

    def read(self, element: Any, depth: int = 0) -> None:
        name = element.tag
        if not isinstance(name, str) or name in UNSEEN or depth > 200 or _is_margin(element):
            return
        if name in BLOCKS:
            self.flush()
        self.say(element.text, element)
        mark = len(self.words)
        for child in element:
            self.read(child, depth + 1)
            if isinstance(child.tag, str) and child.tag in BLOCKS:
                self.flush()
            self.say(child.tail, element)
        self.note(element, mark)
        if name in BLOCKS:
            self.flush()

    def say(self, words: str | None, element: Any) -> None:
        if words and words.strip():
            if self.line is None:
                self.line = Line("", element)
            self.words.append(words)
        elif words and self.words:
            self.words.append(" ")

    def note(self, element: Any, mark: int) -> None:
        """Remember what an inline element says about the line."""
        line = self.line
        if line is None:
            return
        words = " ".join("".join([element.text or "", *self.words[mark:]]).split())
        if element.tag == "a" and element.get("href") and words:
            line.links.append((words, element.get("href")))
        elif element.tag in ("strong", "b", "em") and words and not line.strong:
            line.strong = words
        elif element.tag == "time" and element.get("datetime"):
            line.datetime = line.datetime or element.get("datetime")

    def flush(self) -> None:
        line, words = self.line, " ".join("".join(self.words).split())
        self.line, self.words = None, []
        if line is None or not words:
            return
        line.text = words
        around = list(_around(line.element))
        line.element = next((one for one in around if one.tag in BLOCKS), line.element)
        line.heading = next((HEADINGS[one.tag] for one in around[:4] if one.tag in HEADINGS), 0)
        names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in around[:4])
        line.classes = " ".join(" ".join(names).lower().split())
        line.column = next((self.headers[one] for one in around if one in self.headers), "")
        self.found.append(line)


def _around(element: Any) -> Iterator[Any]:
    while element is not None:
        yield element
        element = element.getparent()


def _is_margin(element: Any) -> bool:
    if element.tag in ("nav", "footer") or element.get("role") in ("navigation", "contentinfo"):
        return True
    style = (element.get("style") or "").replace(" ", "")
    if "display:none" in style or element.get("hidden") is not None:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        element.tag in ("div", "ul", "section")
        and bool(MARGINS.search(names))
        and not _large(element)
    )


def _large(element: Any) -> bool:
    """A whole page is sometimes wrapped in a block called after its menu."""
    return len(element.xpath(".//p")) > 5


DAY = re.compile(r"^\d{1,2}(?:st|nd|rd|th)?,?$")
MONTH = re.compile(
    r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$",
    re.IGNORECASE,
)
YEAR = re.compile(r"^20\d\d$")


def _joined(found: list[Line]) -> Iterator[Line]:
    """The lines, with a month and a day in boxes of their own put together."""
    waiting = list(found)
    while waiting:
        line = waiting.pop(0)
        if waiting and _is_box(line.text, waiting[0].text):
            other = waiting.pop(0)
            month, day = (line, other) if MONTH.match(line.text) else (other, line)
            line.text = f"{month.text} {day.text}"
            line.datetime = line.datetime or other.datetime
            if waiting and YEAR.match(waiting[0].text):
                line.text += f", {waiting.pop(0).text}"
            line.element = _common(line.element, other.element)
        yield line


GRID = re.compile(r"^([A-Z][a-z]{2,8})\.?,? (20\d\d)$")
NUMBER = re.compile(r"^\d{1,2}$")


def _in_grid(found: list[Line]) -> Iterator[Line]:
    """The lines, with the bare numbers of a month's table spelt out as dates."""
    month, seen = "", 0
    for line in found:
        if GRID.match(line.text):
            month, seen = line.text, 0
        elif month and NUMBER.match(line.text) and _is_cell(line):
            day = int(line.text)
            if day == seen + 1:
                seen = day
                name, _, year = month.rpartition(" ")
                line.text = f"{name.rstrip(',')} {day}, {year}"
        yield line


def _is_cell(line: Line) -> bool:
    return any(one.tag in ("td", "th") for one in list(_around(line.element))[:4]) or bool(
        re.search(r"\b[\w-]*(?:day|date)[\w-]*\b", line.classes)
    )


def _is_box(one: str, other: str) -> bool:
    pair = (
        bool(MONTH.match(one) and DAY.match(other)),
        bool(DAY.match(one) and MONTH.match(other)),
    )
    return any(pair)


def _common(one: Any, other: Any) -> Any:
    above = list(_around(one))
    return next((element for element in _around(other) if element in above), one)
