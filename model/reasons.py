"""Why an event is recommended: short, true, and from the parts that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from model.candidate import Candidate
from model.geo import KM_PER_MILE
from model.labels import Audience, Interest
from model.outing import Outing, Partner
from model.scoring import BOOKING_DAYS, WEIGHTS
from model.taste import Taste
from model.words import WORD, stems

MAX_REASONS = 3
MEANT = 0.5
YOU = "you"
"""The name of a partner who reads the reasons."""
SYMBOLS = {"USD": "$", "CAD": "CA$", "GBP": "£", "EUR": "€", "AUD": "A$", "": "$"}
NEAR_KM = 16.0


def reasons(
    candidate: Candidate,
    outing: Outing,
    tastes: Sequence[Taste],
    parts: Mapping[str, float],
    away_km: float | None,
    now: datetime,
    because: str = "",
) -> tuple[str, ...]:
    """Two or three reasons, the weightiest first.

    Args:
        because: the name of an event like this one that the couple liked.
    """
    found = sorted(_all(candidate, outing, tastes, parts, away_km, now), key=lambda pair: -pair[0])
    if because:
        found.insert(0, (1.0, f"because you liked {because}"))
    return tuple(words for _, words in found[:MAX_REASONS])


def _all(
    candidate: Candidate,
    outing: Outing,
    tastes: Sequence[Taste],
    parts: Mapping[str, float],
    away_km: float | None,
    now: datetime,
) -> Iterator[tuple[float, str]]:
    """Each reason that is true, with what its part adds to the score."""
    if candidate.audience is Audience.COUPLES:
        yield WEIGHTS["couple_fit"] * parts["couple_fit"] + 0.05, "made for couples"
    for words in _tastes(candidate, tastes):
        yield WEIGHTS["interest"] * parts["interest"] + 0.02, words
    if away_km is not None and away_km <= NEAR_KM:
        yield WEIGHTS["distance"] * parts["distance"], distance_words(candidate, outing, away_km)
    if candidate.is_free:
        yield WEIGHTS["price"] * 1.5, "free"
    elif candidate.price_for_two is not None and outing.budget is not None:
        words = f"{price_words(candidate)}, within your {outing.budget:g}"
        yield WEIGHTS["price"] * parts["price"], words
    days = (candidate.start_date.date() - now.date()).days
    if 0 <= days <= 3:
        when = ("today", "tomorrow", "in two days", "in three days")[days]
        yield WEIGHTS["lead_time"] * parts["lead_time"], when
    if candidate.kind in BOOKING_DAYS and days >= BOOKING_DAYS[candidate.kind]:
        yield WEIGHTS["lead_time"] * parts["lead_time"], "still time to book"


def _tastes(candidate: Candidate, tastes: Sequence[Taste]) -> Iterator[str]:
    likes = [_liked(candidate, taste) for taste in tastes]
    if len(likes) == 1:
        if likes[0]:
            yield f"you like {_join(likes[0])}"
        return
    ours = [word for word in likes[0] if word in likes[1]]
    if ours:
        yield f"you both like {_join(ours)}"
        return
    for taste, words, default in zip(tastes, likes, ("one of you", "the other"), strict=True):
        if words:
            who = taste.partner.name or default
            yield f"{who} {'like' if who == YOU else 'likes'} {_join(words)}"


def _liked(candidate: Candidate, taste: Taste) -> list[str]:
    """What the partner chose, else the very words, else what the words mean, that the event has."""
    chosen = [one for one in candidate.interests if one in taste.partner.interests]
    meant = [one for one in candidate.interests if taste.interests.get(one, 0.0) >= MEANT]
    return (
        [_name(one) for one in chosen]
        or _shared_words(candidate, taste.partner)
        or [_name(one) for one in meant]
    )


def _name(interest: Interest) -> str:
    return interest.value.replace("_", " and " if "_" in interest.value else " ")


def _shared_words(candidate: Candidate, partner: Partner) -> list[str]:
    """The partner's words that the announcement holds, endings aside."""
    texts = (candidate.name, candidate.description, candidate.organizer, *candidate.keywords)
    theirs = set(stems(" ".join(texts)))
    words = dict.fromkeys(word.lower() for word in WORD.findall(partner.likes))
    return [word for word in words if theirs.intersection(stems(word))]


def _join(words: list[str]) -> str:
    return " and ".join(words[:2])


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
