"""A classifier against gold labels, with the keyword baseline beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    confusion_matrix,
    precision_recall_fscore_support,
)

from model.classifier import Classifier
from model.keywords import keyword_audience
from model.labels import Announcement, Audience, Labels
from model.metrics import expected_calibration_error, micro_f1

AUDIENCES = [audience.value for audience in Audience]
TEXTS = ("title", "description", "organizer", "venue", "price_text", "audience_text")
PAGES = "pages"


def announcement(row: Mapping[str, Any]) -> Announcement:
    """The texts of a gold row, or of any row with the same fields."""
    texts = {name: str(row.get(name) or "") for name in TEXTS}
    texts["title"] = texts["title"] or str(row.get("name") or "")
    return Announcement(**texts)


def evaluate(classifier: Classifier, gold: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Figures of *classifier* on *gold*, as one JSON-ready document.

    Rows with `scored` false are left out.  Where `kind` or `setting` is a list, any of it is
    right; an interest in `interests_maybe` neither helps nor hurts.
    """
    rows = [row for row in gold if row.get("scored", True)]
    texts = [announcement(row) for row in rows]
    found = classifier.predict(texts)
    expected = [row["audience"] for row in rows]
    baseline = [keyword_audience(one).value for one in texts]
    p = np.array([one.p_couples for one in found])
    couples = np.array([audience == Audience.COUPLES for audience in expected])
    not_pages = np.array([row.get("stratum") != PAGES for row in rows])
    return {
        "rows": len(rows),
        "classifier": {
            "audience": audience_figures(expected, [one.audience.value for one in found]),
            "couples_average_precision": _average_precision(couples, p),
            "couples_average_precision_without_pages": _average_precision(
                couples[not_pages], p[not_pages]
            ),
            "brier_p_couples": float(brier_score_loss(couples, p)),
            "expected_calibration_error_p_couples": expected_calibration_error(p, couples),
            "average_precision": {
                "couples": _average_precision(couples, p),
                "couple_friendly": _average_precision(
                    np.array([a == Audience.COUPLE_FRIENDLY for a in expected]),
                    np.array([one.p_couple_friendly for one in found]),
                ),
                "other": _average_precision(
                    np.array([a == Audience.OTHER for a in expected]),
                    np.array([1 - one.p_couples - one.p_couple_friendly for one in found]),
                ),
            },
            "kind_accuracy": _accuracy([one.kind.value for one in found], rows, "kind"),
            "setting_accuracy": _accuracy([one.setting.value for one in found], rows, "setting"),
            **_interests(found, rows),
        },
        "baseline": {"audience": audience_figures(expected, baseline)},
    }


def audience_figures(expected: Sequence[str], found: Sequence[str]) -> dict[str, Any]:
    """Precision, recall, F1 and support of each audience, their macro-F1, and the confusion.

    `confusion[i][j]` counts what is audience i and was called audience j, in the order of
    `labels`.
    """
    precision, recall, f1, support = precision_recall_fscore_support(
        expected, found, labels=AUDIENCES, zero_division=0
    )
    return {
        "labels": AUDIENCES,
        "per_label": {
            name: {
                "precision": float(precision[i]),
                "recall": float(recall[i]),
                "f1": float(f1[i]),
                "support": int(support[i]),
            }
            for i, name in enumerate(AUDIENCES)
        },
        "macro_f1": float(np.mean(f1)),
        "confusion": confusion_matrix(expected, found, labels=AUDIENCES).tolist(),
    }


def _average_precision(is_true: Any, p: Any) -> float | None:
    """Area under the precision-recall curve; None when there is nothing to find."""
    return float(average_precision_score(is_true, p)) if is_true.any() else None


def _accuracy(found: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str) -> float:
    allowed = [[row[name]] if isinstance(row[name], str) else row[name] for row in rows]
    return float(np.mean([one in any_of for one, any_of in zip(found, allowed, strict=True)]))


def _interests(found: Sequence[Labels], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    given = [
        {interest.value for interest in one.interests} - set(row.get("interests_maybe", ()))
        for one, row in zip(found, rows, strict=True)
    ]
    expected = [set(row["interests"]) for row in rows]
    names = sorted({name for labels in expected for name in labels})
    per_label = {
        name: micro_f1([one & {name} for one in given], [one & {name} for one in expected])
        for name in names
    }
    return {"interests_micro_f1": micro_f1(given, expected), "interests_f1": per_label}
