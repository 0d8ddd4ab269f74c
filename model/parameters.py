"""The questions of a search, in the order of an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from model.labels import Interest, Kind
from model.language import language_code
from model.outing import PARTS_OF_DAY, WEEKDAYS, Aim, Sort, Want
from model.tradition import Tradition

Answer = str | tuple[str, ...]
LONGEST = 200
ATTENDANCE = {"any": Want.ANY, "in_person": Want.NOT, "online": Want.ONLY}
SETTINGS = {"any": Want.ANY, "secular": Want.NOT, "faith": Want.ONLY}
NIGHTS = {"any": Want.ANY, "yes": Want.ONLY, "no": Want.NOT}
NEEDS = ("childcare", "step_free", "sign_language", "no_sharing")
KINDS = tuple(kind.value for kind in Kind if kind not in (Kind.OTHER, Kind.NOT_EVENT, Kind.CIVIC))
INTERESTS = tuple(one.value for one in Interest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One question of a search.

    Attributes:
        name: in the address.
        meaning: for whoever writes an address by hand.
        default: the answer of who gives none; a tuple where several may be given.
        choices: the only answers; none where any text of its `form` will do.
        form: "text", "number", "count", "date" or "language".
    """

    name: str
    meaning: str
    default: Answer = ""
    choices: tuple[str, ...] = ()
    form: str = "text"

    @property
    def is_many(self) -> bool:
        """Whether it may be answered more than once."""
        return isinstance(self.default, tuple)

    def problem(self, value: str) -> str:
        """Why *value* is no answer; "" when it is one."""
        if self.choices:
            wish = f"which is unknown; choose among {', '.join(self.choices)}"
            return "" if value in self.choices else f"{self.name} is {value[:40]!r}, {wish}"
        if len(value) > LONGEST:
            return f"{self.name} has {len(value)} characters; write at most {LONGEST}"
        wrong, wish = FORMS[self.form]
        return f"{self.name} is {value[:40]!r}, which is {wish}" if wrong(value) else ""


def _no_number(value: str) -> bool:
    try:
        number = float(value)
    except ValueError:
        return True
    return not (isfinite(number) and number >= 0)


def _no_count(value: str) -> bool:
    return not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 1000


def _no_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return True
    return False


FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "text": (lambda value: False, ""),
    "number": (_no_number, "no number of 0 or more; write it as 25"),
    "count": (_no_count, "no whole number of 1 to 1000; write it as 2"),
    "date": (_no_date, "no date; write it as 2026-08-22"),
    "language": (lambda value: not language_code(value), "no language; write it as 'en' or 'es'"),
}
PARAMETERS = {
    one.name: one
    for one in (
        Parameter(
            name="near",
            meaning="Home: a ZIP code, 'Town, ST', 'latitude,longitude' or 'anywhere'. "
            "Without it, the town that the catalogue knows best.",
        ),
        Parameter(name="within", meaning="Miles from home.", default="25", form="number"),
        Parameter(
            name="far",
            meaning="Miles from home, on the page of retreats.",
            default="100",
            form="number",
        ),
        Parameter(
            name="when",
            meaning="Which days: tonight, this weekend, the next 7, 30 or 90 days, any, or from "
            "'from' to 'to'.",
            default="month",
            choices=("tonight", "weekend", "week", "month", "quarter", "any", "dates"),
        ),
        Parameter(name="from", meaning="The first day, when 'when' is dates.", form="date"),
        Parameter(name="to", meaning="The last day, when 'when' is dates.", form="date"),
        Parameter(name="days", meaning="Days of the week.", default=(), choices=WEEKDAYS),
        Parameter(
            name="time", meaning="Parts of the day.", default=(), choices=tuple(PARTS_OF_DAY)
        ),
        Parameter(
            name="budget",
            meaning="The most for two people together, in dollars; 0 for what is free.",
            form="number",
        ),
        Parameter(name="kind", meaning="Kinds of event.", default=(), choices=KINDS),
        Parameter(name="interest", meaning="What it is about.", default=(), choices=INTERESTS),
        Parameter(
            name="setting",
            meaning="Religious or not.",
            default="any",
            choices=tuple(SETTINGS),
        ),
        Parameter(
            name="tradition",
            meaning="Religious traditions.",
            default=(),
            choices=tuple(one.value for one in Tradition),
        ),
        Parameter(
            name="overnight",
            meaning="With a night away or not.",
            default="any",
            choices=tuple(NIGHTS),
        ),
        Parameter(
            name="needs",
            meaning="What an announcement must say it offers; no_sharing leaves out what says "
            "that one shares in front of a group.",
            default=(),
            choices=NEEDS,
        ),
        Parameter(
            name="lang",
            meaning="Languages, as BCP 47 tags; what states none stays.",
            default=(),
            form="language",
        ),
        Parameter(
            name="attendance",
            meaning="In person, online, or any.",
            default="any",
            choices=tuple(ATTENDANCE),
        ),
        Parameter(name="you", meaning="What one likes.", default=(), choices=INTERESTS),
        Parameter(name="partner", meaning="What the other likes.", default=(), choices=INTERESTS),
        Parameter(name="you_say", meaning="What one likes, in words."),
        Parameter(name="partner_say", meaning="What the other likes, in words."),
        Parameter(name="not", meaning="What neither wants.", default=(), choices=INTERESTS),
        Parameter(
            name="aim",
            meaning="What the two are after.",
            default="any",
            choices=tuple(one.value for one in Aim),
        ),
        Parameter(
            name="sort",
            meaning="What comes first on the page; feeds are by date.",
            default="fit",
            choices=tuple(one.value for one in Sort),
        ),
        Parameter(
            name="view",
            meaning="How the page shows them.",
            default="list",
            choices=("list", "map", "calendar"),
        ),
        Parameter(name="page", meaning="Which dozen the page shows.", default="1", form="count"),
    )
}
