"""Dates and times as people write them in a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

MONTHS = {
    **{name: n for n, name in enumerate(
        "january february march april may june july august september october november december"
        .split(), 1)},
    **{name: n for n, name in enumerate(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        .split(), 1)},
    **{name: n for n, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},
    "sept": 9, "setiembre": 9, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
}  # fmt: skip
WEEKDAYS = {
    **{name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())},
    **{name: n for n, name in enumerate("lun mar mié jue vie sáb dom".split())},
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?|lunes|martes|miércoles|"
    r"jueves|viernes|sábado|domingo"
)
YEAR = r"(?P<{}>(?:19|20)\d\d|['’]\d\d)"
ORDINAL = r"(?:st|nd|rd|th)?"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Tuesday, January 22, 2019; Jan 22 - 24, 2019; January 22nd
        (
            rf"(?:\b(?P<weekday>{WEEKDAY})\b[.,]?\s+)?\b(?P<month>{MONTH})\s*(?P<day>\d{{1,2}}){ORDINAL}(?!\d|:|\s*[ap]\.?m\b)(?:\s+(?P<weekday2>{WEEKDAY})\b)?"
            rf"(?:\s*(?:-|–|—|to|through|&|and)\s*(?:(?P<month2>{MONTH})\s*)?(?P<day2>\d{{1,2}}){ORDINAL}(?![\d:]|\s*[ap]\.?m\b))?"
            rf"(?:\s*,?\s*{YEAR.format('year')}\b)?"
        ),
        # Tuesday 22 January 2019; 22. Jan; 22 de enero de 2019
        rf"(?:\b(?P<weekday>{WEEKDAY})\b[.,]?\s+)?\b(?P<day>\d{{1,2}}){ORDINAL}\.?\s*(?:of\s+|de\s+)?\b(?P<month>{MONTH})(?:,?\s*(?:de\s+)?{YEAR.format('year')}\b)?",
        # 2019-01-22, 2019/1/22
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        # 1/22/2019, 01.22.19, 1-22-19
        rf"(?:\b(?P<weekday>{WEEKDAY})\b[.,]?\s+)?(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])(?P<sep>[-/.])(?P<day>0?[1-9]|[12]\d|3[01])(?P=sep)(?P<year>(?:19|20)?\d\d)(?![\d/])",
        # 20190122 in the name of a file
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        # Thursday 1/22
        rf"\b(?P<weekday>{WEEKDAY})\b[.,]?\s+(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?![\d/])",
    )
)
CLOCK = r"(?:(?P<{0}h>\d{{1,2}})(?::(?P<{0}m>\d\d))?\s*(?P<{0}p>[ap]\.?\s?m(?:\b\.?|(?-i:(?=[A-Z])))|[ap]\b)?|(?P<{0}w>noon|midnight))"
TIMES = re.compile(
    rf"(?<![\d:/.$-])\b{CLOCK.format('a')}(?:\s*(?:-|–|—|to|until|till|and)\s*{CLOCK.format('b')})?(?![\d/%])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a line.

    Attributes:
        span: where in the line.
        year: None when it is not written.
        weekday: 0 for Monday, None when it is not written.
        last: (month, day) of the last day of a range, None for one day.
    """

    span: tuple[int, int]
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    last: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time, or a range of times, in a line."""

    span: tuple[int, int]
    start: time
    end: time | None = None


def dates(line: str) -> list[DateMention]:
    """The dates in *line*, from left to right.

    >>> [(one.month, one.day, one.year) for one in dates("Tuesday, Jan. 22nd, 2019 at 4:30pm")]
    [(1, 22, 2019)]
    >>> dates("chapter 11/12 of 4/5")
    []
    """
    found: list[DateMention] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(line):
            inside = any(a < match.end() and match.start() < b for a, b in (o.span for o in found))
            mention = None if inside else _date(match)
            if mention is not None:
                found.append(mention)
    return sorted(found, key=lambda one: one.span)


def _date(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    month, day = _month(parts["month"]), int(parts["day"])
    year = _year(parts["year"]) if parts.get("year") else None
    weekday_name = parts.get("weekday") or parts.get("weekday2") or ""
    weekday = WEEKDAYS.get(weekday_name.lower()[:3])
    last = None
    if parts.get("day2"):
        last = (_month(parts["month2"]) if parts.get("month2") else month, int(parts["day2"]))
    for one in filter(None, ((month, day), last)):
        try:
            date(year or 2024, *one)
        except ValueError:
            return None
    return DateMention(match.span(), month, day, year, weekday, last)


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else MONTHS[word.lower().rstrip(".")]


def _year(word: str) -> int:
    number = int(word.lstrip("'’"))
    return number if number > 99 else 2000 + number


def times(line: str) -> Iterator[TimeMention]:
    """The times of day in *line*; a bare number is none.

    >>> [(str(one.start), str(one.end)) for one in times("from 6 to 8:30 p.m., $5")]
    [('18:00:00', '20:30:00')]
    >>> [str(one.start) for one in times("Noon; room 12, 18:15")]
    ['12:00:00', '18:15:00']
    """
    for match in TIMES.finditer(line):
        first, second = _clock(match, "a"), _clock(match, "b")
        if first is None:
            continue
        half = first[2] or (second[2] if second else "")
        plain = not half and (match["am"] is None or not _is_clock(first))
        if plain and not match["aw"]:
            continue
        start = _time(first[0], first[1], half)
        end = _time(second[0], second[1], second[2] or half) if second else None
        if start is None:
            continue
        if end is not None and end < start and not first[2] and half.startswith("p"):
            start = _time(first[0], first[1], "am") or start
        yield TimeMention(match.span(), start, end)


def _is_clock(parts: tuple[int, int, str]) -> bool:
    return parts[0] < 24 and parts[1] < 60


def _clock(match: re.Match[str], which: str) -> tuple[int, int, str] | None:
    if match[f"{which}w"]:
        return (12, 0, "pm") if match[f"{which}w"].lower() == "noon" else (12, 0, "am")
    if not match[f"{which}h"]:
        return None
    half = re.sub(r"[.\s]", "", match[f"{which}p"] or "").lower()
    return int(match[f"{which}h"]), int(match[f"{which}m"] or 0), half


def _time(hour: int, minute: int, half: str) -> time | None:
    if half and not 1 <= hour <= 12:
        half = ""
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
