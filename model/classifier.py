"""What an announcement is: audience, kind, interests and setting, and the words that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from model.features import build_features, columns
from model.labels import (
    MAX_INTERESTS,
    Announcement,
    Audience,
    Interest,
    Kind,
    Labels,
    Setting,
)
from model.phrases import find_phrases
from model.topics import find_topics
from model.why import reasons

BATCH = 4096
COUPLES_RARITY = 3
"""In calendars, couples are that much rarer than in the training texts (at least)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An announcement with the labels that a reader gave it.

    Attributes:
        weight: how many ordinary examples it counts for.
    """

    announcement: Announcement
    audience: Audience
    kind: Kind
    interests: tuple[Interest, ...]
    setting: Setting
    weight: int = 1


class Classifier:
    """Linear models over shared features.

    Audience is told in two steps: first whether it is made for couples, from words and phrases
    alone; then, where it is not, whether two can enjoy it, from its topics too.  A topic says
    what an event is about, never for whom it is made.

    Args:
        parts: the fitted scikit-learn objects and thresholds that `fit` made or a file held.
        version: tells one fitted classifier from another.
    """

    def __init__(self, parts: Mapping[str, Any], version: str = "") -> None:
        self.parts = dict(parts)
        self.version = version
        self.features: ColumnTransformer = parts["features"]
        self._names = np.asarray(self.features.get_feature_names_out(), dtype=object)
        friendly = _weights(parts["friendly"])
        couples = np.zeros_like(friendly)
        couples[: self.features.output_indices_["topics"].start] = _weights(parts["couples"])
        self._for = {
            Audience.COUPLES: couples,
            Audience.COUPLE_FRIENDLY: friendly,
            Audience.OTHER: -friendly,
        }

    @classmethod
    def fit(cls, examples: Sequence[Example], *, random_state: int = 0) -> Classifier:
        """Learn from *examples*.

        Args:
            examples: every audience, kind and setting at least five times.
            random_state: of the folds that probabilities are calibrated on.
        """
        features = build_features()
        texts = [one.announcement for one in examples]
        X = features.fit_transform(columns(texts, *find_all(texts))).tocsr()
        X_couples = without_topics(features, X)
        audience = np.array([one.audience.value for one in examples])
        is_couples = audience == Audience.COUPLES.value
        is_friendly = audience == Audience.COUPLE_FRIENDLY.value
        labels = MultiLabelBinarizer(classes=[one.value for one in Interest])
        Y = labels.fit_transform([[i.value for i in one.interests] for one in examples])
        weights = np.array([one.weight for one in examples])
        rest = ~is_couples
        parts = {
            "features": features,
            "couples": calibrated(random_state).fit(X_couples, is_couples, sample_weight=weights),
            "friendly": calibrated(random_state).fit(
                X[rest], is_friendly[rest], sample_weight=weights[rest]
            ),
            "kind": linear(C=12).fit(X, [one.kind.value for one in examples], weights),
            "interests": interest_models(X, Y, weights),
            "setting": linear(C=10).fit(X, [one.setting.value for one in examples], weights),
            "interest_names": list(labels.classes_),
            "interest_threshold": interest_threshold(X, Y, random_state),
            "couples_threshold": couples_threshold(X_couples, is_couples, random_state),
        }
        return cls(parts)

    def predict(self, announcements: Sequence[Announcement]) -> list[Labels]:
        """The labels of each announcement, in order."""
        found: list[Labels] = []
        for start in range(0, len(announcements), BATCH):
            found.extend(self._predict(announcements[start : start + BATCH]))
        return found

    def _predict(self, announcements: Sequence[Announcement]) -> list[Labels]:
        phrases, topics = find_all(announcements)
        X = self.features.transform(columns(announcements, phrases, topics)).tocsr()
        p_couples = self.parts["couples"].predict_proba(without_topics(self.features, X))[:, 1]
        q_friendly = self.parts["friendly"].predict_proba(X)[:, 1]
        p_friendly = (1 - p_couples) * q_friendly
        kinds = self.parts["kind"].predict(X)
        likely = self.parts["interests"].predict_proba(X)
        settings = self.parts["setting"].predict(X)
        found = []
        for row, one in enumerate(announcements):
            audience = self._choose(p_couples[row], q_friendly[row])
            own = slice(X.indptr[row], X.indptr[row + 1])
            found.append(
                Labels(
                    audience=audience,
                    p_couples=round(float(p_couples[row]), 4),
                    p_couple_friendly=round(float(p_friendly[row]), 4),
                    kind=Kind(kinds[row]),
                    interests=self._interests(likely[row]),
                    setting=Setting(settings[row]),
                    reasons=reasons(
                        one,
                        X.data[own],
                        X.indices[own],
                        self._for[audience],
                        self._names,
                        phrases[row] | topics[row],
                    ),
                )
            )
        return found

    def likelihoods(
        self, announcements: Sequence[Announcement]
    ) -> list[tuple[dict[Interest, float], dict[Kind, float]]]:
        """How likely each interest and each kind is of each text, 0 to 1."""
        X = self.features.transform(columns(announcements, *find_all(announcements))).tocsr()
        interests = [Interest(name) for name in self.parts["interest_names"]]
        kinds = [Kind(name) for name in self.parts["kind"].classes_]
        return [
            (
                dict(zip(interests, map(float, likely), strict=True)),
                dict(zip(kinds, map(float, of_kind), strict=True)),
            )
            for likely, of_kind in zip(
                self.parts["interests"].predict_proba(X),
                self.parts["kind"].predict_proba(X),
                strict=True,
            )
        ]

    def _choose(self, p_couples: float, q_friendly: float) -> Audience:
        """`couples` above its own threshold; else the likelier of the other two."""
        if p_couples >= self.parts["couples_threshold"]:
            return Audience.COUPLES
        return Audience.COUPLE_FRIENDLY if q_friendly >= 0.5 else Audience.OTHER

    def _interests(self, likely: NDArray[Any]) -> tuple[Interest, ...]:
        names = self.parts["interest_names"]
        best = np.argsort(-likely, kind="stable")[:MAX_INTERESTS]
        threshold = self.parts["interest_threshold"]
        return tuple(Interest(names[i]) for i in best if likely[i] >= threshold)


def find_all(
    announcements: Sequence[Announcement],
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Phrases and topics of each announcement, with their words."""
    return [find_phrases(one) for one in announcements], [find_topics(one) for one in announcements]


def without_topics(features: ColumnTransformer, X: Any) -> Any:
    """The columns of *X* before the topics, which come last."""
    return X[:, : features.output_indices_["topics"].start]


def linear(C: float) -> LogisticRegression:
    """A linear model that counts every label alike, however rare."""
    return LogisticRegression(C=C, class_weight="balanced", max_iter=400)


def calibrated(random_state: int, folds: int = 5) -> CalibratedClassifierCV:
    """A linear model of one yes or no, as a calibrated probability."""
    return CalibratedClassifierCV(
        linear(C=6),
        method="sigmoid",
        cv=StratifiedKFold(folds, shuffle=True, random_state=random_state),
        ensemble=False,
    )


def interest_models(X: Any, Y: NDArray[Any], weights: NDArray[Any]) -> OneVsRestClassifier:
    """A linear model for each interest; they know no weights, so that an example is repeated."""
    rows = np.repeat(np.arange(len(weights)), weights)
    return OneVsRestClassifier(linear(C=10)).fit(X[rows], Y[rows])


def _weights(model: CalibratedClassifierCV) -> NDArray[Any]:
    """Of each feature, shape (n_features,)."""
    return np.asarray(model.calibrated_classifiers_[0].estimator.coef_[0])


def couples_threshold(X: Any, is_couples: NDArray[Any], random_state: int) -> float:
    """The p_couples from which precision on held-out folds is worth its recall."""
    folds = StratifiedKFold(5, shuffle=True, random_state=random_state)
    model = calibrated(random_state, folds=3)
    p = cross_val_predict(model, X, is_couples, cv=folds, method="predict_proba")
    return best_threshold(p[:, 1], is_couples, rarity=COUPLES_RARITY)


def interest_threshold(X: Any, Y: NDArray[Any], random_state: int) -> float:
    """The probability from which an interest is given, by micro-F1 on held-out folds."""
    folds = KFold(5, shuffle=True, random_state=random_state)
    model = OneVsRestClassifier(linear(C=10))
    p = cross_val_predict(model, X, Y, cv=folds, method="predict_proba")
    return best_threshold(p.ravel(), Y.ravel().astype(bool))


def best_threshold(p: NDArray[Any], is_true: NDArray[Any], rarity: float = 1) -> float:
    """The threshold of *p* with the highest F1, among steps of 0.02.

    Args:
        p: shape (n,), probabilities.
        is_true: shape (n,).
        rarity: how many times each false row counts, where true ones are rarer than here.

    >>> best_threshold(np.array([0.1, 0.2, 0.7, 0.9]), np.array([False, False, True, True])) > 0.2
    True
    """

    def f1(threshold: float) -> float:
        hits = float(np.sum((p >= threshold) & is_true))
        misses = float(np.sum((p < threshold) & is_true))
        wrong = rarity * float(np.sum((p >= threshold) & ~is_true))
        return 2 * hits / max(1.0, 2 * hits + misses + wrong)

    return float(max(np.arange(0.1, 0.92, 0.02), key=f1))
