"""Why an event is recommended: short, true, and from the parts that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from model.candidate import Candidate
from model.geo import KM_PER_MILE
from model.labels import Audience
from model.liking_words import liking_words
from model.outing import PARTS_OF_DAY, WEEKDAYS, Outing
from model.scoring import BOOKING_DAYS
from model.taste import Taste
from model.timing import PART_OF_HOUR, SATURDAY, USUAL

MAX_REASONS = 3
SYMBOLS = {"USD": "$", "CAD": "CA$", "GBP": "£", "EUR": "€", "AUD": "A$", "": "$"}
NEAR_KM = 16.0
PARTS = (*PARTS_OF_DAY, "")
FREE = 0.9
"""How free couples usually are at a time that is named as a reason."""
WHEN_FREE = ", when you are free"
ENOUGH = 2
"""Of how many events a couple must have spoken before something is called new for them."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What made a card's score.

    Attributes:
        weights: of each part, together 1.
        parts: each 0 to 1.
        because: what the couple did to an event like this one, "saved" or "liked" with its name; ""
            for none.
        has_past: whether the couple has spoken of `ENOUGH` events that they saved or were at.
    """

    weights: Mapping[str, float]
    parts: Mapping[str, float]
    because: str
    has_past: bool

    def by(self, part: str) -> float:
        """What *part* adds to the score."""
        return self.weights[part] * self.parts[part]


def reasons(
    candidate: Candidate,
    outing: Outing,
    tastes: Sequence[Taste],
    decided: Decided,
    away_km: float | None,
    now: datetime,
) -> tuple[str, ...]:
    """Two or three reasons, the weightiest first."""
    found = sorted(_all(candidate, outing, tastes, decided, away_km, now), key=lambda one: -one[0])
    if decided.because:
        found.insert(0, (1.0, f"because you {decided.because}"))
    return tuple(words for _, words in found[:MAX_REASONS])


def _all(
    candidate: Candidate,
    outing: Outing,
    tastes: Sequence[Taste],
    decided: Decided,
    away_km: float | None,
    now: datetime,
) -> Iterator[tuple[float, str]]:
    """Each reason that is true, with what its part adds to the score."""
    if candidate.audience is Audience.COUPLES:
        yield decided.by("couple_fit") + 0.05, "made for couples"
    for words in liking_words(candidate, tastes):
        yield decided.by("interest") + 0.02, words
    if away_km is not None and away_km + (candidate.precision_km or 0.0) <= NEAR_KM:
        yield decided.by("distance"), "near you"
    if candidate.is_free:
        yield decided.by("price") + 0.03, "free"
    elif candidate.price_for_two is not None and outing.budget is not None:
        words = f"{price_words(candidate)}, within your {outing.budget:g}"
        yield decided.by("price"), words
    if words := free_time_words(candidate, outing):
        yield decided.by("time_fit") + 0.02 * words.endswith(WHEN_FREE), words
    if decided.has_past and decided.parts["novelty"] == 1:
        yield decided.by("novelty"), "something new for you"
    days = (candidate.start_date.date() - now.date()).days
    if 0 <= days <= 3:
        when = ("today", "tomorrow", "in two days", "in three days")[days]
        yield decided.by("lead_time"), when
    if candidate.kind in BOOKING_DAYS and days >= BOOKING_DAYS[candidate.kind]:
        yield decided.by("lead_time"), "still time to book"


def free_time_words(candidate: Candidate, outing: Outing) -> str:
    """The day and part of day, if it is one that they asked for, or else a usual free time.

    "" where it is neither, or where nobody says when on the day it begins.
    """
    start, end = candidate.start_date, candidate.end_date or candidate.start_date
    to_sunday = (SATURDAY - start.weekday()) % 7 + 1
    if (end.date() - start.date()).days >= to_sunday and end - start >= timedelta(days=1):
        return "" if outing.weekdays or outing.parts_of_day else "over a weekend"
    part = "" if candidate.all_day else PARTS[PART_OF_HOUR[start.hour]]
    asked_day = WEEKDAYS[start.weekday()] in outing.weekdays
    asked_part = part in outing.parts_of_day
    if outing.parts_of_day and not asked_part:
        return ""
    if asked_day or asked_part:
        return f"{start:%A} {part}".strip() + WHEN_FREE
    is_free = part and USUAL[start.weekday(), PARTS.index(part)] >= FREE
    return f"on a {start:%A} {part}" if is_free and not outing.weekdays else ""


def distance_words(candidate: Candidate, outing: Outing, away_km: float) -> str:
    """The distance in the couple's own unit, as exact as the place is known."""
    per = KM_PER_MILE if outing.miles else 1.0
    unit = "mi" if outing.miles else "km"
    away, precision = away_km / per, (candidate.precision_km or 0.0) / per
    if precision > away:
        return f"within about {max(1, round(away + precision))} {unit}"
    number = f"{away:.1f}" if away < 3 and precision < 0.5 else f"{max(1, round(away))}"
    return f"{'about ' if precision >= 0.5 else ''}{number} {unit} away"


def price_words(candidate: Candidate) -> str:
    """What the two would pay, "free", or that nobody says."""
    if candidate.is_free:
        return "free"
    if candidate.price_for_two is None:
        return "price not stated"
    return f"{money(candidate.price_for_two, candidate.currency)} for the two of you"


def money(amount: float, currency: str) -> str:
    """A sum as people write it.

    >>> money(1250, "USD"), money(7.5, "CHF")
    ('$1,250', 'CHF 7.50')
    """
    number = f"{amount:,.2f}".removesuffix(".00")
    return f"{SYMBOLS.get(currency, currency + ' ')}{number}"
