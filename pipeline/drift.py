"""Whether a source's labels are what they used to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Any

from model.labels import Labels
from pipeline.rows import EventRows

MIN_EVENTS = 10
MIN_RUNS = 3
TRAILING_RUNS = 10
MIN_SHIFT = 0.15
SIGMAS = 3
MIN_CONFIDENCE_LOSS = 0.1
AUDIENCES = ("couples", "couple_friendly", "other", "not read")


@dataclass(frozen=True, slots=True)
class Shares:
    """How a source's events are labelled.

    Attributes:
        audiences: share of each, adding up to 1.
        confidence: mean probability of the audience called, of what was read; 0 for nothing.
    """

    events: int
    audiences: dict[str, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Drift:
    """One figure of a source that broke with its trailing median."""

    source: str
    figure: str
    usual: float
    now: float

    def __str__(self) -> str:
        return (
            f"{self.source}: {self.figure} is {self.now:.0%}, usually {self.usual:.0%}; "
            "its pages may have changed, or be read wrongly"
        )


def shares(events: Iterable[EventRows]) -> dict[str, Shares]:
    """Label shares and confidence of each source, by its id."""
    by_source: dict[str, list[EventRows]] = defaultdict(list)
    for event in events:
        by_source[event.primary.source].append(event)
    return {source: _shares(own) for source, own in sorted(by_source.items())}


def _shares(events: Sequence[EventRows]) -> Shares:
    called = [event.audience for event in events]
    sure = [confidence(event.labels) for event in events if event.labels]
    return Shares(
        events=len(events),
        audiences={name: called.count(name) / len(called) for name in AUDIENCES},
        confidence=sum(sure) / len(sure) if sure else 0.0,
    )


def confidence(labels: Labels) -> float:
    """The highest of the audiences' probabilities."""
    p = (labels.p_couples, labels.p_couple_friendly)
    return max(*p, 1 - sum(p))


def drifts(now: Mapping[str, Shares], before: Sequence[Mapping[str, Any]]) -> list[Drift]:
    """What breaks with the median of the last runs.

    A share breaks when it moves by more than 15 points and three standard deviations of so many
    events; confidence, when it loses ten points.

    Args:
        before: `shares` of earlier reports as JSON, in any order.
    """
    return [drift for source, own in now.items() for drift in _drifts(source, own, before)]


def _drifts(source: str, now: Shares, before: Sequence[Mapping[str, Any]]) -> Iterator[Drift]:
    past = [one[source] for one in before if source in one][:TRAILING_RUNS]
    if now.events < MIN_EVENTS or len(past) < MIN_RUNS:
        return
    for name, share in now.audiences.items():
        usual = median(one["audiences"].get(name, 0.0) for one in past)
        noise = SIGMAS * sqrt(max(usual * (1 - usual), 1 / now.events) / now.events)
        if abs(share - usual) > max(MIN_SHIFT, noise):
            yield Drift(source, f"share of {name.replace('_', '-')}", usual, share)
    usual = median(one["confidence"] for one in past)
    if usual - now.confidence > MIN_CONFIDENCE_LOSS:
        yield Drift(source, "confidence", usual, now.confidence)
