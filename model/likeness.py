"""How alike two announcements are: the evidence that a matcher weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rapidfuzz import fuzz

from model.announced import RIVALS, Announced

DOORS = timedelta(minutes=90)
NEAR = timedelta(minutes=45)
DEEP_NIGHT_H = 22
ZONES_H = range(3, 11)
"""Hours by which the zones of the Americas lag behind UTC."""


class When(StrEnum):
    """How the times of two announcements stand to each other."""

    SAME = "same start"
    UNKNOWN = "same day, one without a time"
    UNSTATED = "no date to compare"
    DOORS = "as far apart as doors and show"
    NEAR = "less than an hour apart"
    SHIFTED = "apart by exactly the zone's offset"
    OTHER = "another time of the same day"
    APART = "another day"


class Idf:
    """How telling each word is.

    Args:
        weights: inverse document frequency by word.
        rare: of a word that is not among them.
    """

    def __init__(self, weights: Mapping[str, float], rare: float) -> None:
        self.weights = weights
        self.rare = rare

    def norm2(self, words: frozenset[str]) -> float:
        """The squared length of *words* as a vector."""
        return math.fsum(self.weights.get(word, self.rare) ** 2 for word in words)

    def cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Of two sets of words, 0 to 1."""
        both = self.norm2(a & b)
        return both / math.sqrt(self.norm2(a) * self.norm2(b)) if both else 0.0

    def containment(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much of the poorer of two sets is in the other, 0 to 1."""
        both = self.norm2(a & b)
        return both / min(self.norm2(a), self.norm2(b)) if both else 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two announcements have in common, each from 0 to 1.

    Attributes:
        title: cosine of the titles.
        contained: how much of the shorter title, without the venue's name, is in the longer.
        fuzzy: of the titles letter by letter, so that misspelt names still count.
        text: cosine of titles and descriptions together.
        both_described: both have a description to speak of.
        venue: how much of the poorer place is in the other; 0 when one is not stated.
        elsewhere: both places are stated and share nothing.
        house: the house numbers of both are stated and differ.
        link: they lead to the same page.
        number: their titles hold different numbers.
        rival: their titles differ by words such as "men" and "women".
        telling: how much the words say that the titles share; not bounded.
        own: both are of one source.
    """

    when: When
    title: float
    contained: float
    fuzzy: float
    text: float
    both_described: float
    venue: float
    elsewhere: float
    house: float
    link: float
    number: float
    rival: float
    session: float
    own: float
    telling: float


def likeness(a: Announced, b: Announced, idf: Idf) -> Likeness:
    """Compare two announcements; the order does not matter."""
    where = a.place | b.place
    ours, theirs = (a.title - where) or a.title, (b.title - where) or b.title
    described = min(len(a.body), len(b.body)) >= 6
    titles = idf.cosine(a.title, b.title)
    venue = idf.containment(a.place, b.place)
    return Likeness(
        when=when(a, b),
        title=titles,
        contained=idf.containment(ours, theirs),
        fuzzy=fuzz.token_sort_ratio(" ".join(sorted(a.title)), " ".join(sorted(b.title))) / 100,
        text=idf.cosine(a.title | a.body, b.title | b.body) if described else titles,
        both_described=float(described),
        venue=venue,
        elsewhere=float(bool(a.place and b.place) and venue < 0.15),
        house=float(bool(a.house and b.house) and not a.house & b.house),
        link=float(bool(a.links & b.links)),
        number=float(_numbers(a) != _numbers(b) and bool(_numbers(a)) and bool(_numbers(b))),
        rival=float(_rivals(a, b)),
        session=float(a.session != b.session),
        own=float(bool(a.source) and a.source == b.source),
        telling=math.sqrt(idf.norm2(a.title & b.title)),
    )


def _numbers(one: Announced) -> set[str]:
    return {word for word in one.title if word.isdigit()}


def _rivals(a: Announced, b: Announced) -> bool:
    return any(
        (ours := a.title & kind) and (theirs := b.title & kind) and not ours & theirs
        for kind in RIVALS
    )


def when(a: Announced, b: Announced) -> When:
    """How the times stand to each other; of two series, how most of the shorter one's do."""
    if not a.starts or not b.starts:
        return When.UNSTATED
    if a.is_utc != b.is_utc:
        return _across(a, b)
    short, long = sorted((a.starts, b.starts), key=len)
    shared = set(short) & set(long)
    if a.timed and b.timed and len(shared) * 2 > len(short):
        return When.SAME
    days = {start.date(): start for start in long}
    paired = [(start, days[start.date()]) for start in short if start.date() in days]
    if len(paired) * 2 <= len(short):
        return _next_day(a, b)
    if not (a.timed and b.timed):
        return When.UNKNOWN
    gap, late = min((abs(one - other), max(one, other)) for one, other in paired)
    return _gap(gap, late, a, b)


def _gap(gap: timedelta, late: datetime, a: Announced, b: Announced) -> When:
    """Only a time deep in the night is taken for a wrong zone; else it may be a matinee."""
    if gap <= DOORS and any("door" in one.body for one in (a, b)):
        return When.DOORS
    if gap <= NEAR:
        return When.NEAR
    if late.hour >= DEEP_NIGHT_H and _is_offset(gap, a, b):
        return When.SHIFTED
    return When.DOORS if gap == timedelta(hours=1) else When.OTHER


def _next_day(a: Announced, b: Announced) -> When:
    """A time late in the evening that a wrong zone has moved to another date."""
    gap = min(abs(one - other) for one in a.starts[:3] for other in b.starts[:3])
    return When.SHIFTED if gap and _is_offset(gap, a, b) else When.APART


def _is_offset(gap: timedelta, a: Announced, b: Announced) -> bool:
    offsets = {a.utc_offset_h, b.utc_offset_h} - {None}
    return any(gap == timedelta(hours=abs(offset or 0)) for offset in offsets)


def _across(a: Announced, b: Announced) -> When:
    """UTC on one side and local time on the other, in a zone that nobody knows."""
    utc, local = (a, b) if a.is_utc else (b, a)
    if not local.timed:
        near = abs(utc.starts[0] - local.starts[0]) < timedelta(hours=36)
        return When.UNKNOWN if near else When.APART
    gap = utc.starts[0] - local.starts[0]
    hours = gap / timedelta(hours=1)
    if hours in ZONES_H or hours in (0, -1):
        return When.SAME
    return When.OTHER if abs(hours) < 14 else When.APART
