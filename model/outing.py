"""What a couple asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from model.labels import Interest, Kind
from model.tradition import Tradition

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS_OF_DAY = {"morning": (5, 12), "afternoon": (12, 17), "evening": (17, 29)}
"""Local hours, the end excluded; the evening lasts till five the next morning."""


class Want(StrEnum):
    """Whether something may be, must be, or must not be."""

    ANY = "any"
    ONLY = "only"
    NOT = "not"


class Sort(StrEnum):
    """What comes first."""

    FIT = "fit"
    DATE = "date"
    DISTANCE = "distance"
    COST = "cost"


class Aim(StrEnum):
    """What the two are after."""

    ANY = "any"
    RECONNECT = "reconnect"
    LEARN = "learn"
    HAVE_FUN = "have_fun"
    MEET_COUPLES = "meet_couples"
    WORK_THROUGH = "work_through"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """What one of the two likes.

    Attributes:
        likes: free text.
        rather_not: interests whose events are never shown.
    """

    name: str = ""
    interests: tuple[Interest, ...] = ()
    likes: str = ""
    rather_not: tuple[Interest, ...] = ()


class Verdict(StrEnum):
    """What a couple may say of an event."""

    SAVED = "saved"
    LIKED = "liked"
    NOT_LIKED = "not_liked"
    NOT_FOR_US = "not_for_us"


class Reason(StrEnum):
    """Why an event was not liked, or is not for them; each changes what it names."""

    TOO_FAR = "too_far"
    TOO_DEAR = "too_dear"
    WRONG_TIME = "wrong_time"
    NOT_OUR_THING = "not_our_thing"
    BEEN_BEFORE = "been_before"


REFUSALS = (Verdict.NOT_LIKED, Verdict.NOT_FOR_US)
"""The verdicts that may have a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What was said of one event.

    Attributes:
        event: its id.
        by: the number of the partner, from 0; None for both.
        reason: of one of `REFUSALS`, where one was given.
    """

    event: str
    verdict: Verdict
    by: int | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """One search of a couple.

    Attributes:
        home: as a reader knows the place.
        latitude, longitude: of home, WGS 84 degrees; None to search everywhere.
        radius_km: how far to go.
        from_date, to_date: first and last day, both included; None for no bound.
        weekdays: three-letter names; none means any.
        parts_of_day: names of `PARTS_OF_DAY`; none means any.
        budget: the most that the two would pay together; None for any.
        unknown_price: whether events that state no price may be shown under a budget.
        kinds: the only kinds wanted; none means any but counselling.
        interests: the only interests wanted; none means any.
        traditions: the only religious traditions wanted; none means any.
        languages: BCP 47 tags; none means any, and what states no language stays.
        childcare, step_free, sign_language: only what says that it offers it.
        no_sharing: nothing that says one shares in front of a group.
        sort: what comes first.
        miles: distances are shown in miles, else in km.
        feedback: what the two have said of events; it changes their own ranking alone.
    """

    home: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float = 40.0
    from_date: date | None = None
    to_date: date | None = None
    weekdays: tuple[str, ...] = ()
    parts_of_day: tuple[str, ...] = ()
    budget: float | None = None
    unknown_price: bool = True
    faith: Want = Want.ANY
    overnight: Want = Want.ANY
    online: Want = Want.NOT
    kinds: tuple[Kind, ...] = ()
    interests: tuple[Interest, ...] = ()
    traditions: tuple[Tradition, ...] = ()
    languages: tuple[str, ...] = ()
    childcare: bool = False
    step_free: bool = False
    sign_language: bool = False
    no_sharing: bool = False
    sort: Sort = Sort.FIT
    aim: Aim = Aim.ANY
    partners: tuple[Partner, ...] = field(default=(Partner(), Partner()))
    miles: bool = True
    feedback: tuple[Feedback, ...] = ()
