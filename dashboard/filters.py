"""The questions on the page, each kept in its address so that a link is a search."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from model.geo import KM_PER_MILE
from model.labels import Interest, Kind
from model.outing import PARTS_OF_DAY, WEEKDAYS
from model.reasons import YOU
from model.tradition import Tradition

WHEN = ("Next 30 days", "Tonight", "This weekend", "Next 7 days", "Next 90 days", "Pick dates")
MILES = (5, 10, 25, 50, 100)
MILES_FAR = (10, 25, 50, 100, 200, 400)
LONGEST_WISH = 200
BUDGETS = ("Any", "Free", "$25", "$50", "$100", "$200", "$500")
SETTINGS = {"Any": "any", "Secular only": "not", "Faith only": "only"}
AIMS = {
    "Anything": "any",
    "To be close again": "reconnect",
    "To learn something": "learn",
    "To have fun": "have_fun",
    "To meet other couples": "meet_couples",
    "To work something through": "work_through",
}
NIGHTS = {"Any": "any", "With a night away": "only", "Back the same day": "not"}
SORTS = {"Best for you two": "fit", "Soonest": "date", "Nearest": "distance", "Cheapest": "cost"}
LANGUAGES = {"English": "en", "Spanish": "es", "French": "fr", "German": "de", "Italian": "it",
             "Portuguese": "pt", "Polish": "pl", "Chinese": "zh"}  # fmt: skip
NEEDS = {
    "Childcare offered": "childcare",
    "Step-free access": "step_free",
    "Sign language": "sign_language",
    "No sharing in the group": "no_sharing",
}
KINDS = [kind for kind in Kind if kind not in (Kind.OTHER, Kind.NOT_EVENT, Kind.CIVIC)]


def words(name: str) -> str:
    """A label as people say it."""
    return name.replace("_", " and " if name in TWO_WORDS else " ")


TWO_WORDS = {
    "theatre_film", "food_drink", "arts_crafts", "outdoors_nature", "sports_fitness",
    "wellness_mindfulness", "history_culture", "festivals_markets", "arts_culture",
}  # fmt: skip


def form(home: str, today: date) -> dict[str, Any]:
    """Ask, and give the answers as fields of an outing.

    Args:
        home: the place to begin with.
        today: where the couple is.
    """
    place, distance, span, price = st.columns([3, 2, 2, 2])
    where = _near(place, home)
    miles = distance.selectbox(
        "Within", MILES, index=2, format_func="{} miles".format, key="within", bind="query-params"
    )
    when = span.selectbox("When", WHEN, key="when", bind="query-params")
    budget = price.selectbox("At most, for two", BUDGETS, key="budget", bind="query-params")
    first, last = _dates(when, today)
    values: dict[str, Any] = {
        "home": where,
        "radius_km": miles * KM_PER_MILE,
        "from_date": first,
        "to_date": last,
        "budget": _budget(budget),
        "unknown_price": budget != "Free",
        "partners": _partners(),
    }
    with st.expander("More: days, kind, setting, access, language, what to leave out"):
        values |= _more(values["partners"]) | _needs()
    values["sort"] = SORTS[
        st.selectbox("Sort by", list(SORTS), key="sort", bind="query-params", width=220)
    ]
    return values


def short_form(home: str) -> dict[str, Any]:
    """Ask only where, and what the two like."""
    return {"home": _near(st, home), "partners": _partners()}


def _near(column: Any, home: str) -> Any:
    return column.text_input(
        "Near", home, key="near", bind="query-params", placeholder="ZIP, or Town, ST"
    )


def _partners() -> list[dict[str, Any]]:
    yours, theirs = st.columns(2)
    return [
        {"name": YOU, **_partner(yours, "You like", "you")},
        {"name": "your partner", **_partner(theirs, "Your partner likes", "partner")},
    ]


def _partner(column: Any, label: str, key: str) -> dict[str, Any]:
    chosen = column.multiselect(
        label,
        [interest.value for interest in Interest],
        format_func=words,
        key=key,
        bind="query-params",
        placeholder="Anything",
    )
    written = column.text_input(
        f"{label}, in words",
        key=f"{key}_say",
        bind="query-params",
        max_chars=LONGEST_WISH,
        placeholder="pottery, live jazz, a quiet walk",
        label_visibility="collapsed",
    )
    return {"interests": chosen, "likes": written}


def _more(partners: list[dict[str, Any]]) -> dict[str, Any]:
    left, right = st.columns(2)
    kinds = left.multiselect(
        "Kind",
        [kind.value for kind in KINDS],
        format_func=words,
        key="kind",
        bind="query-params",
        placeholder="Any kind",
    )
    setting = right.selectbox("Setting", list(SETTINGS), key="setting", bind="query-params")
    rather_not = left.multiselect(
        "Rather not",
        [interest.value for interest in Interest],
        format_func=words,
        key="not",
        bind="query-params",
        placeholder="Nothing to leave out",
    )
    aim = right.selectbox("What for", list(AIMS), key="aim", bind="query-params")
    online = right.toggle("Include what is online", key="online", bind="query-params")
    for partner in partners:
        partner["rather_not"] = rather_not
    return {
        "kinds": kinds,
        "faith": SETTINGS[setting],
        "aim": AIMS[aim],
        "online": "any" if online else "not",
    }


def _needs() -> dict[str, Any]:
    """What must suit: interests, days, traditions, nights, languages and access."""
    left, right = st.columns(2)
    values = {
        "interests": _some(left, "About", "about", [one.value for one in Interest]),
        "traditions": _some(right, "Tradition", "tradition", [one.value for one in Tradition]),
        "weekdays": _some(left, "Days", "days", list(WEEKDAYS)),
        "parts_of_day": _some(right, "Time of day", "time", list(PARTS_OF_DAY)),
        "languages": [LANGUAGES[one] for one in _some(left, "Language", "lang", list(LANGUAGES))],
    }
    nights = right.selectbox("Overnight", list(NIGHTS), key="overnight", bind="query-params")
    needed = _some(left, "It must say", "needs", list(NEEDS))
    asked = {NEEDS[one]: True for one in needed}
    return {**values, "overnight": NIGHTS[nights], **asked}


def _some(column: Any, label: str, key: str, options: list[str]) -> list[str]:
    chosen: list[str] = column.multiselect(
        label, options, format_func=words, key=key, bind="query-params", placeholder="Any"
    )
    return chosen


def _budget(choice: str) -> float | None:
    if choice == "Any":
        return None
    return 0.0 if choice == "Free" else float(choice.removeprefix("$"))


def _dates(when: str, today: date) -> tuple[date, date]:
    friday = today + timedelta(days=max(0, 4 - today.weekday()))
    sunday = today + timedelta(days=6 - today.weekday())
    spans = {
        "Tonight": (today, today),
        "This weekend": (min(friday, sunday), sunday),
        "Next 7 days": (today, today + timedelta(days=7)),
        "Next 30 days": (today, today + timedelta(days=30)),
        "Next 90 days": (today, today + timedelta(days=90)),
    }
    if when in spans:
        return spans[when]
    first, last = st.columns(2)
    start = first.date_input("From", today, key="from", bind="query-params")
    end = last.date_input("To", today + timedelta(days=14), key="to", bind="query-params")
    return start, end
