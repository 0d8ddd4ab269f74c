"""Whether two announcements are of one event, how surely, and why."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import numpy as np

from model.announced import Announced
from model.likeness import Idf, Likeness, When, likeness

MEASURES = (
    "title", "contained", "fuzzy", "text", "both_described", "venue", "elsewhere", "link",
    "number", "rival", "session", "own",
)  # fmt: skip
TIMES = (When.SAME, When.UNKNOWN, When.DOORS, When.NEAR, When.SHIFTED, When.OTHER)
FEATURES = (*MEASURES, *(time.name.lower() for time in TIMES))
MERGE, REVIEW = 0.6, 0.15
"""From these probabilities on a pair is merged, or shown to the host."""
TELLING = 9.5
"""Titles whose common words weigh less are such as any church or club may use."""
SAME_TITLE, CLOSE_TITLE = 0.95, 0.8
"""So alike are the titles of one thing in one source, and of one thing at times that differ."""
OWN_TITLE = 0.8
"""A source that names two things so differently means two things."""


class Decision(StrEnum):
    """What becomes of a pair."""

    MERGE = "merge"
    REVIEW = "review"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a matcher thinks of a pair.

    Attributes:
        p_same: how probable it is that both are one event, 0 to 1.
        reasons: what speaks for and against it, weightiest first.
    """

    p_same: float
    decision: Decision
    reasons: tuple[str, ...]


class Matcher:
    """A logistic regression over what two announcements have in common, with blockers.

    Args:
        idf: how telling each word is.
        weights: by name in `FEATURES`.
    """

    def __init__(self, idf: Idf, weights: Mapping[str, float], intercept: float) -> None:
        self.idf = idf
        self.weights = tuple(weights[name] for name in FEATURES)
        self.intercept = intercept

    @classmethod
    def fit(cls, idf: Idf, pairs: Sequence[Likeness], same: Sequence[bool]) -> Self:
        """Learn the weights from labelled pairs."""
        from sklearn.linear_model import LogisticRegression

        fitted = LogisticRegression(C=3.0, max_iter=5000)
        fitted.fit(np.array([features(pair) for pair in pairs]), np.array(same))
        weights = dict(zip(FEATURES, map(float, fitted.coef_[0]), strict=True))
        return cls(idf, weights, float(fitted.intercept_[0]))

    @classmethod
    def loads(cls, text: str) -> Self:
        """The matcher that `dumps` wrote."""
        document: dict[str, Any] = json.loads(text)
        idf = Idf(document["idf"], document["rare"])
        return cls(idf, document["weights"], document["intercept"])

    def dumps(self) -> str:
        """The matcher as JSON."""
        weights = {name: round(w, 4) for name, w in zip(FEATURES, self.weights, strict=True)}
        document = {
            "intercept": round(self.intercept, 4),
            "weights": weights,
            "rare": round(self.idf.rare, 3),
            "idf": {word: round(weight, 2) for word, weight in sorted(self.idf.weights.items())},
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"

    def match(self, a: Announced, b: Announced) -> Verdict:
        """Judge one pair; the order does not matter."""
        alike = likeness(a, b, self.idf)
        values = features(alike)
        parts = [weight * value for weight, value in zip(self.weights, values, strict=True)]
        p_same = 1 / (1 + math.exp(-(self.intercept + math.fsum(parts))))
        against = tuple(blockers(alike, a, b))
        if against:
            return Verdict(min(p_same, REVIEW / 2), Decision.APART, against)
        reasons = tuple(_reasons(alike, dict(zip(FEATURES, parts, strict=True))))
        return Verdict(p_same, _decide(p_same, alike), reasons)

    def forbids(self, a: Announced, b: Announced) -> bool:
        """Whether something keeps two announcements apart however alike they are."""
        return any(blockers(likeness(a, b, self.idf), a, b))


def _decide(p_same: float, alike: Likeness) -> Decision:
    if p_same >= MERGE and _certain(alike):
        return Decision.MERGE
    return Decision.REVIEW if p_same >= REVIEW else Decision.APART


def _certain(alike: Likeness) -> bool:
    """Whether a pair may be merged without asking anybody.

    Times that differ need the same place or page; so do titles that any church or club may use,
    and where only the day is known the titles must agree.
    """
    if alike.number or (alike.house and alike.elsewhere and not alike.link):
        return False
    if alike.own and alike.title < SAME_TITLE and not alike.link:
        return False
    confirmed = bool(alike.link) or alike.venue >= 0.5
    described = bool(alike.both_described) and alike.text >= 0.5
    telling = confirmed or alike.telling >= TELLING
    return {
        When.SAME: described or telling,
        When.UNKNOWN: described or (alike.title >= CLOSE_TITLE and telling),
        When.SHIFTED: confirmed and alike.title >= CLOSE_TITLE,
        When.DOORS: confirmed,
        When.NEAR: confirmed,
    }.get(alike.when, False)


def features(alike: Likeness) -> list[float]:
    """What the weights are multiplied with, in the order of `FEATURES`.

    Without any date a pair is judged like one without a time.
    """
    time = When.UNKNOWN if alike.when is When.UNSTATED else alike.when
    measures = [float(getattr(alike, name)) for name in MEASURES]
    return [*measures, *(float(time is one) for one in TIMES)]


def blockers(alike: Likeness, a: Announced, b: Announced) -> Iterator[str]:
    """What keeps two announcements apart however alike they are."""
    if alike.when is When.APART:
        yield When.APART.value
    if a.session and b.session and a.session != b.session:
        yield f"{a.session!r} is another session than {b.session!r}"
    if alike.rival:
        ours, theirs = sorted(a.title - b.title), sorted(b.title - a.title)
        yield f"one says {' '.join(ours)!r}, the other {' '.join(theirs)!r}"
    if a.room and b.room and a.room != b.room:
        yield f"room {a.room!r} and room {b.room!r}"
    if a.closure and b.closure and alike.venue < 0.5 and not alike.own:
        yield "two houses that are closed"
    if alike.own and not alike.link:
        if alike.title < OWN_TITLE:
            yield "two titles in one source"
        if alike.when in {When.OTHER, When.SHIFTED, When.DOORS, When.NEAR}:
            yield "two times in one source"
        if alike.elsewhere or (a.place - b.place and b.place - a.place):
            yield "two places in one source"


def _reasons(alike: Likeness, parts: Mapping[str, float]) -> Iterator[str]:
    """The weightiest evidence in words."""
    yield alike.when.value
    said = {
        "title": f"titles {alike.title:.0%} alike",
        "contained": f"{alike.contained:.0%} of the shorter title is in the longer",
        "text": f"texts {alike.text:.0%} alike",
        "venue": f"places {alike.venue:.0%} alike",
        "elsewhere": "places that share nothing",
        "link": "a link in common",
        "number": "different numbers in the titles",
        "own": "both of one source",
    }
    telling = sorted((name for name in said if parts[name]), key=lambda name: -abs(parts[name]))
    yield from (said[name] for name in telling[:4])
