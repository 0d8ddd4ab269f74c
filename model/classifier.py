"""What an announcement is: audience, kind, interests and setting, and the words that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from model.features import build_features, columns
from model.labels import Announcement, Audience, Interest, Kind, Labels, Setting
from model.phrases import find_phrases

MAX_INTERESTS = 3
MAX_REASONS = 5
BATCH = 4096
COUPLES_RARITY = 3
"""In calendars, couples are that much rarer than in the training texts (at least)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An announcement with the labels that a reader gave it."""

    announcement: Announcement
    audience: Audience
    kind: Kind
    interests: tuple[Interest, ...]
    setting: Setting


class Classifier:
    """Linear models over shared features, one for each label.

    Args:
        parts: the fitted scikit-learn objects and thresholds that `fit` made or a file held.
        version: tells one fitted classifier from another.
    """

    def __init__(self, parts: Mapping[str, Any], version: str = "") -> None:
        self.parts = dict(parts)
        self.version = version
        self.features: ColumnTransformer = parts["features"]
        self.audience: CalibratedClassifierCV = parts["audience"]
        self._names = np.asarray(self.features.get_feature_names_out(), dtype=object)
        inner = self.audience.calibrated_classifiers_[0].estimator
        self._weights: NDArray[Any] = inner.coef_
        self._audiences = [Audience(name) for name in self.audience.classes_]

    @classmethod
    def fit(cls, examples: Sequence[Example], *, random_state: int = 0) -> Classifier:
        """Learn from *examples*.

        Args:
            examples: every audience, kind and setting at least five times.
            random_state: of the folds that probabilities are calibrated on.
        """
        features = build_features()
        texts = [one.announcement for one in examples]
        X = features.fit_transform(columns(texts, [find_phrases(one) for one in texts]))
        audiences = np.array([one.audience.value for one in examples])
        audience = build_audience(random_state).fit(X, audiences)
        kind = LogisticRegression(C=12, class_weight="balanced", max_iter=400).fit(
            X, [one.kind.value for one in examples]
        )
        labels = MultiLabelBinarizer(classes=[one.value for one in Interest])
        Y = labels.fit_transform([[i.value for i in one.interests] for one in examples])
        ranker = OneVsRestClassifier(
            LogisticRegression(C=10, class_weight="balanced", max_iter=300)
        )
        setting = LogisticRegression(C=10, class_weight="balanced", max_iter=300).fit(
            X, [one.setting.value for one in examples]
        )
        parts = {
            "features": features,
            "audience": audience,
            "kind": kind,
            "interests": ranker.fit(X, Y),
            "setting": setting,
            "interest_names": list(labels.classes_),
            "interest_threshold": interest_threshold(ranker, X, Y, random_state),
            "couples_threshold": couples_threshold(X, audiences, random_state),
        }
        return cls(parts)

    def predict(self, announcements: Sequence[Announcement]) -> list[Labels]:
        """The labels of each announcement, in order."""
        found: list[Labels] = []
        for start in range(0, len(announcements), BATCH):
            found.extend(self._predict(announcements[start : start + BATCH]))
        return found

    def _predict(self, announcements: Sequence[Announcement]) -> list[Labels]:
        phrases = [find_phrases(one) for one in announcements]
        X = self.features.transform(columns(announcements, phrases)).tocsr()
        p = self.audience.predict_proba(X)
        couples = self._audiences.index(Audience.COUPLES)
        friendly = self._audiences.index(Audience.COUPLE_FRIENDLY)
        chosen = self._choose(p, couples)
        kinds = self.parts["kind"].predict(X)
        likely = self.parts["interests"].predict_proba(X)
        settings = self.parts["setting"].predict(X)
        return [
            Labels(
                audience=self._audiences[chosen[row]],
                p_couples=round(float(p[row, couples]), 4),
                p_couple_friendly=round(float(p[row, friendly]), 4),
                kind=Kind(kinds[row]),
                interests=self._interests(likely[row]),
                setting=Setting(settings[row]),
                reasons=self._reasons(one, phrases[row], X[row], int(chosen[row])),
            )
            for row, one in enumerate(announcements)
        ]

    def _choose(self, p: NDArray[Any], couples: int) -> NDArray[Any]:
        """The most likely audience; `couples` only above its own threshold."""
        others = p.copy()
        others[:, couples] = -1
        is_couples = p[:, couples] >= self.parts["couples_threshold"]
        return np.where(is_couples, couples, others.argmax(axis=1))

    def _interests(self, likely: NDArray[Any]) -> tuple[Interest, ...]:
        names = self.parts["interest_names"]
        best = np.argsort(-likely, kind="stable")[:MAX_INTERESTS]
        threshold = self.parts["interest_threshold"]
        return tuple(Interest(names[i]) for i in best if likely[i] >= threshold)

    def _reasons(
        self, one: Announcement, phrases: Mapping[str, str], x: Any, audience: int
    ) -> tuple[str, ...]:
        """The announcement's own words that spoke most for *audience*."""
        if self._audiences[audience] is Audience.OTHER:
            return ()
        weights = x.data * (
            self._weights[audience, x.indices] - self._weights[:, x.indices].mean(axis=0)
        )
        order = np.argsort(-weights, kind="stable")[:24]
        texts = (one.title, one.description, one.price_text, one.organizer, one.venue)
        text = " ".join([*texts, one.audience_text]).casefold()
        words: list[str] = []
        for index in order:
            if weights[index] <= 0:
                break
            block, _, name = str(self._names[x.indices[index]]).partition("__")
            word = phrases.get(name, "") if block == "phrases" else name
            if not word:
                continue
            if block == "letters" or word in ENGLISH_STOP_WORDS or word.casefold() not in text:
                continue
            if not any(word.casefold() in known.casefold() for known in words):
                words.append(word)
        return tuple(words[:MAX_REASONS])


def build_audience(random_state: int, folds: int = 5) -> CalibratedClassifierCV:
    """Audience as calibrated probabilities."""
    return CalibratedClassifierCV(
        LogisticRegression(C=6, class_weight="balanced", max_iter=400),
        method="sigmoid",
        cv=StratifiedKFold(folds, shuffle=True, random_state=random_state),
        ensemble=False,
    )


def couples_threshold(X: Any, y: NDArray[Any], random_state: int) -> float:
    """The p_couples from which precision on held-out folds is worth its recall."""
    folds = StratifiedKFold(5, shuffle=True, random_state=random_state)
    calibrated = build_audience(random_state, folds=3)
    p = cross_val_predict(calibrated, X, y, cv=folds, method="predict_proba")
    column = sorted(set(y)).index(Audience.COUPLES.value)
    return best_threshold(p[:, column], y == Audience.COUPLES.value, rarity=COUPLES_RARITY)


def interest_threshold(
    ranker: OneVsRestClassifier, X: Any, Y: NDArray[Any], random_state: int
) -> float:
    """The probability from which an interest is given, by micro-F1 on held-out folds."""
    from sklearn.model_selection import KFold

    folds = KFold(5, shuffle=True, random_state=random_state)
    p = cross_val_predict(ranker, X, Y, cv=folds, method="predict_proba")
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
