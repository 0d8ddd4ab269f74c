"""Whether a new classifier is worse than the one in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import KFold

from model.classifier import Classifier, Example
from model.evaluate import evaluate
from pipeline.model_store import Fitted

FOLDS = 5
TOLERANCE = 0.01
GOLD_FIGURES = (
    ("couples_average_precision", "couples, average precision"),
    ("macro_f1", "audience, macro-F1"),
)
HOST_FIGURE = "audience right, of the host's answers"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the classifier in use and of the new one.

    Attributes:
        tolerance: how much the new one may lose.
    """

    name: str
    in_use: float
    new: float
    tolerance: float = TOLERANCE

    @property
    def is_worse(self) -> bool:
        """Whether the new classifier loses more than it may."""
        return self.new < self.in_use - self.tolerance


def held_out(shipped: Sequence[Example], answers: Mapping[str, Example]) -> dict[str, Any]:
    """What is said of each answer by a classifier that has learned from the others.

    Args:
        answers: by source and uid; fewer than two are too few to hold any out.
    """
    if len(answers) < 2:
        return {}
    keys, examples = list(answers), list(answers.values())
    said: dict[str, Any] = {}
    for learned, asked in KFold(min(FOLDS, len(keys)), shuffle=True, random_state=0).split(keys):
        classifier = Classifier.fit([*shipped, *(examples[i] for i in learned)])
        labels = classifier.predict([examples[i].announcement for i in asked])
        said |= {
            keys[i]: {"audience": one.audience.value, "p_couples": one.p_couples}
            for i, one in zip(asked, labels, strict=True)
        }
    return said


def compare(
    in_use: Fitted, new: Fitted, gold: Sequence[Mapping[str, Any]], answers: Mapping[str, Example]
) -> list[Figure]:
    """The figures that a new classifier must not lose, as far as there is something to measure."""
    return [*_gold(in_use, new, gold), *_host(in_use, new, answers)]


def _gold(in_use: Fitted, new: Fitted, gold: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    if not gold:
        return
    old, fresh = (evaluate(fitted[0], gold)["classifier"] for fitted in (in_use, new))
    for key, name in GOLD_FIGURES:
        a, b = ({**one, **one["audience"]}[key] for one in (old, fresh))
        if a is not None and b is not None:
            yield Figure(name, a, b)


def _host(in_use: Fitted, new: Fitted, answers: Mapping[str, Example]) -> Iterator[Figure]:
    if answers:
        tolerance = max(TOLERANCE, 1 / len(answers))
        yield Figure(
            HOST_FIGURE, share_right(in_use, answers), share_right(new, answers), tolerance
        )


def share_right(fitted: Fitted, answers: Mapping[str, Example]) -> float:
    """Share of the answers whose audience is called right, by one that has not learned it."""
    classifier, card = fitted
    known = card.get("held_out", {})
    unseen = [key for key in answers if key not in known]
    called = classifier.predict([answers[key].announcement for key in unseen])
    said = {key: one.audience.value for key, one in zip(unseen, called, strict=True)}
    said |= {key: known[key]["audience"] for key in answers if key in known}
    return float(np.mean([said[key] == one.audience.value for key, one in answers.items()]))


def losses(figures: Iterable[Figure]) -> list[str]:
    """What the new classifier is worse at, in words."""
    return [
        f"{one.name} falls from {one.in_use:.3f} to {one.new:.3f}"
        for one in figures
        if one.is_worse
    ]
