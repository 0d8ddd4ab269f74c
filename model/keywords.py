"""The baseline: a rule of a few words, to see what learning adds."""

from __future__ import annotations

import re

from model.labels import Announcement, Audience

COUPLES = re.compile(
    r"\b(?:couples?|date night|valentine'?s?|marriage|married|spouses?|partners?|sweethearts?|"
    r"romantic|for two|newlyweds?)\b",
    re.IGNORECASE,
)
OUTINGS = re.compile(
    r"\b(?:wine|beer|brewery|dinner|tasting|dance|dancing|concert|music|band|comedy|theat(?:er|re)|"
    r"film|movie|paint|cooking|pottery|hike|walk|stargaz\w+|festival|market|trivia|supper|garden|"
    r"museum|yoga|retreat|jazz|open mic|gallery)\b",
    re.IGNORECASE,
)


def keyword_audience(announcement: Announcement) -> Audience:
    """Couples if a word for couples occurs, couple_friendly if one for an outing does, else other.

    >>> keyword_audience(Announcement(title="A couple of hours of knitting")).value
    'couples'
    """
    text = f"{announcement.title} {announcement.description} {announcement.price_text}"
    if COUPLES.search(text):
        return Audience.COUPLES
    return Audience.COUPLE_FRIENDLY if OUTINGS.search(text) else Audience.OTHER
