"""Days that a text names as the last for something."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dateutil import parser

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = (
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+20\d\d)?|\d{{1,2}}(?:st|nd|rd|"
    rf"th)?\s+{MONTH}(?:\s+20\d\d)?|"
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
)
LAST = re.compile(
    rf"^[^$£€.]{{0,40}}?\b(?P<word>until|till|before|by|through|thru|up to|ends?(?: on)?|"
    rf"deadline(?: is)?:?)\s+"
    rf"(?:\w+day,?\s+)?(?P<day>{DAY})\b",
    re.IGNORECASE,
)

NEXT = re.compile(
    rf"^[^$£€.,;\w]*[,;]\s*(?:and |then |"
    rf"but )?after\s+(?:\w+day,?\s+)?(?P<day>{DAY})\W*(?=[$£€\d])",
    re.IGNORECASE,
)
"""What comes after a price may say until when it holds: "$275, after Jan 5 $325"."""


def last_day(text: str, starts: date | None) -> date | None:
    """The last day that *text* names near its beginning; None where it names none.

    Args:
        starts: the day of the event, before which the day lies where no year is given.

    >>> last_day(" per couple until March 1, then more", date(2027, 3, 20))
    datetime.date(2027, 3, 1)
    >>> last_day(" before Dec 31", date(2027, 1, 9))
    datetime.date(2026, 12, 30)
    """
    match = LAST.search(text) or NEXT.search(text)
    if match is None or starts is None:
        return None
    try:
        day = parser.parse(match["day"], default=datetime(starts.year, 1, 1)).date()  # noqa: DTZ001 - a day
    except (ValueError, OverflowError):
        return None
    if not re.search(r"20\d\d|/\d+/", match["day"]) and day > starts:
        day = day.replace(year=day.year - 1)
    is_before = match.groupdict().get("word", "").casefold() == "before"
    return day - timedelta(days=1) if is_before else day
