"""The answers of a search as the page words them."""

from __future__ import annotations

from model.in_words import named
from model.outing import WEEKDAYS
from model.search import Answers, values

LABELS: dict[str, dict[str, str]] = {
    "when": {
        "tonight": "Tonight",
        "weekend": "This weekend",
        "week": "Next 7 days",
        "month": "Next 30 days",
        "quarter": "Next 90 days",
        "any": "Any time",
        "dates": "Pick dates",
    },
    "days": dict(
        zip(
            WEEKDAYS,
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            strict=True,
        )
    ),
    "setting": {"any": "Any", "secular": "Secular only", "faith": "Faith only"},
    "overnight": {"any": "Any", "yes": "With a night away", "no": "Back the same day"},
    "attendance": {"any": "In person or online", "in_person": "In person", "online": "Online"},
    "aim": {
        "any": "Anything",
        "reconnect": "To be close again",
        "learn": "To learn something",
        "have_fun": "To have fun",
        "meet_couples": "To meet other couples",
        "work_through": "To work something through",
    },
    "sort": {
        "fit": "Best for you two",
        "date": "Soonest",
        "distance": "Nearest",
        "cost": "Cheapest",
    },
    "needs": {
        "childcare": "Childcare offered",
        "step_free": "Step-free access",
        "sign_language": "Sign language",
        "no_sharing": "No sharing in the group",
    },
    "lang": {
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "de": "German",
        "it": "Italian",
        "pt": "Portuguese",
        "pl": "Polish",
        "zh": "Chinese",
    },
}
BEFORE = {
    "near": "near ",
    "from": "from ",
    "to": "to ",
    "you": "you like ",
    "partner": "your partner likes ",
    "you_say": "you like ",
    "partner_say": "your partner likes ",
    "not": "rather not ",
    "interest": "about ",
}
QUIET = ("far", "sort", "view", "page")


def worded(name: str, value: str) -> str:
    """An answer as its widget shows it."""
    if name in ("within", "far"):
        return f"{value} miles"
    if name == "budget":
        return {"": "Any", "0": "Free"}.get(value, f"${value}")
    return LABELS.get(name, {}).get(value, named(value))


def active(answers: Answers, defaults: Answers) -> list[tuple[str, str, str]]:
    """What narrows the search or speaks of the two: name, value, and both in words."""
    return [
        (name, value, _in_words(name, value))
        for name, answer in answers.items()
        if answer != defaults[name] and name not in QUIET
        for value in values(answer)
        if not (name == "when" and value == "dates")
    ]


def _in_words(name: str, value: str) -> str:
    if name in ("within", "far"):
        return f"within {value} miles"
    if name == "budget":
        return "free" if value == "0" else f"at most ${value} for two"
    return BEFORE.get(name, "") + (value if name.endswith("say") else worded(name, value))
