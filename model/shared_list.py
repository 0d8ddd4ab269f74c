"""A list that two people share: what is on it, and what has become of it since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from model.candidate import Candidate
from model.in_words import when, where
from model.reasons import price_words

PENCILLED = 4
"""Dates that a calendar is told of an event for which none is set aside."""

UNSURE = "It is not announced any more: ask the organiser before you go."


class Vote(StrEnum):
    """What one of the two says of an event."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


POINTS = {Vote.YES: 2, Vote.MAYBE: 1, Vote.NO: -2}


class Standing(StrEnum):
    """Whether one can still go."""

    ON = "on"
    OFF = "off"
    GONE = "gone"
    OVER = "over"


class Hold(StrEnum):
    """How sure a date is, as STATUS in RFC 5545."""

    SET = "CONFIRMED"
    PENCILLED = "TENTATIVE"
    OFF = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An event on a list, as it was announced when it was put there.

    Attributes:
        place, price: in words.
        start_date, end_date: aware, of its next date at the time.
        until: when the last of its dates began that were known at the time.
        added_by: the number of the partner, 1 or 2.
        set_aside: when the date begins that the two have set aside; None for none.
        changes: how often the two changed what a calendar is told of it; it only grows.
        removed_at: when it was taken off, None while it is on the list.
        votes: by the number of the partner.
    """

    event: str
    name: str
    place: str
    price: str
    url: str
    start_date: datetime
    end_date: datetime | None
    all_day: bool
    until: datetime
    added_by: int
    added_at: datetime
    set_aside: datetime | None = None
    changes: int = 0
    removed_at: datetime | None = None
    votes: Mapping[int, Vote] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """How much the two want it, 4 when both do."""
        return sum(POINTS[vote] for vote in self.votes.values())

    def date(self, start: datetime) -> Candidate:
        """One of its dates, by what is known from when it was saved."""
        lasts = self.end_date - self.start_date if self.end_date else None
        return Candidate(
            event=self.event,
            name=self.name,
            start_date=start,
            end_date=start + lasts if lasts is not None else None,
            all_day=self.all_day,
            venue=self.place,
            url=self.url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedList:
    """What the two have put together.

    Attributes:
        names: of the first and the second, "" where not given.
        changes: how often anything on it was changed.
        events: those taken off too.
    """

    names: tuple[str, str]
    changes: int
    events: tuple[Saved, ...]

    @property
    def on_it(self) -> list[Saved]:
        """The events that have not been taken off."""
        return [one for one in self.events if one.removed_at is None]


def saved(one: Candidate, dates: Sequence[Candidate], partner: int, now: datetime) -> Saved:
    """What a list keeps of an event.

    Args:
        one: its next date.
        dates: all of its dates.
        partner: who saves it, 1 or 2.
    """
    return Saved(
        event=one.event,
        name=one.name,
        place=where(one),
        price=price_words(one),
        url=one.url,
        start_date=one.start_date,
        end_date=one.end_date,
        all_day=one.all_day,
        until=max(each.start_date for each in (one, *dates)),
        added_by=partner,
        added_at=now,
    )


def ahead(dates: Sequence[Candidate], now: datetime) -> list[Candidate]:
    """Those of *dates* that are not over."""
    return [one for one in dates if _ends(one) > now]


def _ends(one: Candidate) -> datetime:
    day = timedelta(days=1 if one.all_day else 0)
    return one.end_date or one.start_date + day


def standing(one: Saved, dates: Sequence[Candidate], now: datetime) -> Standing:
    """Whether one can still go.

    Args:
        dates: all that are announced now; none when the catalogue has let go of the event.
    """
    coming = ahead(dates, now)
    if coming:
        return Standing.OFF if all(each.is_off for each in coming) else Standing.ON
    return Standing.OVER if dates or one.until <= now else Standing.GONE


def changed(one: Saved, dates: Sequence[Candidate], now: datetime) -> list[str]:
    """What is announced otherwise than when it was saved, a sentence each; none of what is over."""
    coming, said = ahead(dates, now), []
    if not coming:
        return []
    first = coming[0]
    if first.name != one.name:
        said.append(f"It was called “{one.name}” when you saved it.")
    if one.start_date > now and one.start_date not in _starts(coming):
        said.append(f"It was on {when(one.date(one.start_date))} when you saved it.")
    if where(first) != one.place:
        said.append(f"The place was {one.place} when you saved it.")
    if price_words(first) != one.price:
        said.append(f"The price was: {one.price}, when you saved it.")
    return said


def warnings(one: Saved, dates: Sequence[Candidate], now: datetime) -> list[str]:
    """What the two should know before they go, a sentence each; none of what is over."""
    coming = ahead(dates, now)
    said = ["It is sold out."] if coming and coming[0].is_sold_out else []
    if not coming or one.set_aside is None or one.set_aside <= now:
        return said
    of_it = [each for each in coming if each.start_date == one.set_aside]
    if not of_it:
        return [*said, "The date that you set aside is not announced any more."]
    off = [f"The date that you set aside is {each.status}." for each in of_it if each.is_off]
    return [*said, *off]


def _starts(dates: Sequence[Candidate]) -> set[datetime]:
    return {one.start_date for one in dates}


def holds(one: Saved, dates: Sequence[Candidate], now: datetime) -> list[tuple[Candidate, Hold]]:
    """What a calendar is told of an event: the date set aside, or else its next ones in pencil.

    A date that is called off is told as such, and so is one set aside that has moved or whose
    event was taken off the list, so that a calendar which has it strikes it out.  What is not
    announced any more is not called off for that: it is put in pencil.
    """
    if one.set_aside is None:
        coming = ahead(dates, now)[:PENCILLED] if one.removed_at is None else []
        found = [(each, Hold.OFF if each.is_off else Hold.PENCILLED) for each in coming]
    else:
        found = [_held(one, one.set_aside, dates, now)]
    return [(replace(each, sequence=each.sequence + one.changes), hold) for each, hold in found]


def _held(
    one: Saved, start: datetime, dates: Sequence[Candidate], now: datetime
) -> tuple[Candidate, Hold]:
    announced = [each for each in dates if each.start_date == start]
    date = announced[0] if announced else one.date(start)
    if one.removed_at is not None or date.is_off:
        return date, Hold.OFF
    if announced or start <= now:
        return date, Hold.SET
    if ahead(dates, now):
        return date, Hold.OFF
    return replace(date, description=UNSURE), Hold.PENCILLED
