"""A search as an address carries it: answers that a link, a page and a feed read alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from model.geo import KM_PER_MILE
from model.liking_words import YOU
from model.parameters import ATTENDANCE, NIGHTS, PARAMETERS, SETTINGS, Answer

Answers = Mapping[str, Answer]
ANYWHERE = "anywhere"
DAYS_AHEAD = {"tonight": 0, "week": 7, "month": 30, "quarter": 90}
RELAXED = {
    "price": ("budget",),
    "setting": ("setting", "tradition"),
    "kind": ("kind",),
    "interests": ("interest",),
    "language": ("lang",),
    "nights": ("overnight",),
    "needs": ("needs",),
    "time": ("days", "time"),
    "dislikes": ("not",),
    "online": ("attendance",),
}
"""What each relaxation of `model.filters` gives up."""


def defaults() -> dict[str, Answer]:
    """The search of who has answered nothing."""
    return {name: one.default for name, one in PARAMETERS.items()}


def read(query: Iterable[tuple[str, str]]) -> tuple[dict[str, Answer], list[str]]:
    """The answers in an address, and what in it cannot be meant.

    Args:
        query: names and values, a name once for each of its values; empty values say nothing.

    Returns:
        Every parameter's answer, its default where the address has none that can be meant; and
        a sentence for each part that was passed over.
    """
    answers, problems = defaults(), []
    for name, value in query:
        if name not in PARAMETERS:
            near = get_close_matches(name, PARAMETERS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose among {', '.join(PARAMETERS)}"
            problems.append(f"{name[:40]!r} is no part of a search; {hint}")
        elif problem := PARAMETERS[name].problem(value) if value else "":
            problems.append(problem)
        elif value:
            before = answers[name]
            is_new = isinstance(before, tuple) and value not in before
            answers[name] = (*before, value) if is_new else before if _many(before) else value
    return answers, problems


def _many(answer: Answer) -> bool:
    return isinstance(answer, tuple)


def write(answers: Answers) -> list[tuple[str, str]]:
    """What `read` reads, without what is as it would be anyway."""
    return [
        (name, value)
        for name, one in PARAMETERS.items()
        if answers[name] != one.default
        for value in values(answers[name])
    ]


def values(answer: Answer) -> tuple[str, ...]:
    """The values of an answer, none of them empty."""
    return answer if isinstance(answer, tuple) else (answer,) if answer else ()


def fields(answers: Answers, home: str, today: date) -> dict[str, Any]:
    """The answers as fields of an outing, for `model.outing_reading.outing_from`.

    Args:
        home: where one is who names no place.
        today: there.
    """
    first, last = span(answers, today)
    budget = answers["budget"]
    needs = dict.fromkeys(answers["needs"], True)
    partners = [
        {
            "name": name,
            "interests": answers[key],
            "likes": answers[f"{key}_say"],
            "rather_not": answers["not"],
        }
        for name, key in ((YOU, "you"), ("your partner", "partner"))
    ]
    return {
        "home": "" if answers["near"] == ANYWHERE else answers["near"] or home,
        "radius_km": float(str(answers["within"])) * KM_PER_MILE,
        "from_date": first,
        "to_date": last,
        "weekdays": answers["days"],
        "parts_of_day": _times(answers),
        "budget": float(str(budget)) if budget else None,
        "unknown_price": budget != "0",
        "kinds": answers["kind"],
        "interests": answers["interest"],
        "faith": SETTINGS[str(answers["setting"])],
        "traditions": answers["tradition"],
        "overnight": NIGHTS[str(answers["overnight"])],
        "languages": answers["lang"],
        "online": ATTENDANCE[str(answers["attendance"])],
        "aim": answers["aim"],
        "sort": answers["sort"],
        "partners": partners,
        **needs,
    }


def _times(answers: Answers) -> Answer:
    """The parts of the day; tonight is an evening unless something else is said."""
    return answers["time"] or (("evening",) if answers["when"] == "tonight" else ())


def span(answers: Answers, today: date) -> tuple[date, date | None]:
    """The first and last day that are asked for; None for no last day."""
    when = str(answers["when"])
    if when in DAYS_AHEAD:
        return today, today + timedelta(days=DAYS_AHEAD[when])
    if when == "weekend":
        sunday = today + timedelta(days=6 - today.weekday())
        return max(today, sunday - timedelta(days=2)), sunday
    if when == "any":
        return today, None
    first, last = (str(answers[name]) for name in ("from", "to"))
    start = date.fromisoformat(first) if first else today
    return start, date.fromisoformat(last) if last else start + timedelta(days=14)


def relaxed(
    answers: Answers, relaxation: str, today: date, reach: str = "within"
) -> dict[str, Answer]:
    """The answers after a relaxation of this name, as `model.filters.relaxations` counted it.

    Args:
        reach: the parameter that says how many miles to go.
    """
    if relaxation == "distance":
        return {**answers, reach: f"{float(str(answers[reach])) * 2:g}", "page": "1"}
    if relaxation == "date":
        first, last = span(answers, today)
        later = (last or first) + timedelta(days=14)
        return {**answers, **_days(first, later), "time": _times(answers), "page": "1"}
    if relaxation == "everything":
        within = max(str(PARAMETERS["within"].default), str(answers["within"]), key=float)
        return {**defaults(), "near": answers["near"], "within": within, "when": "any"}
    given_up = {name: PARAMETERS[name].default for name in RELAXED[relaxation]}
    if relaxation == "time" and answers["when"] == "tonight":
        given_up |= _days(today, today)
    return {**answers, **given_up, "page": "1"}


def _days(first: date, last: date) -> dict[str, Answer]:
    return {"when": "dates", "from": first.isoformat(), "to": last.isoformat()}
