"""The fitted classifier as bytes that load without executing code, and the card beside it."""

from __future__ import annotations

import hashlib
import platform
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import skops.io

from model.classifier import Classifier
from model.errors import ModelError

LIBRARIES = ("scikit-learn", "numpy", "skops")
TRUSTED = [
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._SigmoidCalibration",
    "sklearn.model_selection._split.StratifiedKFold",
]
"""Types of scikit-learn's own that skops does not vouch for by itself."""


def dumps(classifier: Classifier) -> bytes:
    """The classifier in skops' format."""
    body: bytes = skops.io.dumps(classifier.parts, compression=zipfile.ZIP_DEFLATED)
    return body


def loads(body: bytes, card: Mapping[str, Any]) -> Classifier:
    """The classifier that `dumps` wrote.

    Raises:
        ModelError: if other library versions made it, or it is not what its card describes.
    """
    for name, made_by in card.get("versions", {}).items():
        if name in LIBRARIES and _series(made_by) != _series(version(name)):
            msg = (
                f"classifier was made by {name} {made_by}, but {version(name)} is installed; "
                "run `twogether train` to make it anew"
            )
            raise ModelError(msg)
    digest = hashlib.sha256(body).hexdigest()
    if digest != card.get("sha256"):
        msg = "classifier is not the file that its card describes; run `twogether train`"
        raise ModelError(msg)
    try:
        parts = skops.io.loads(body, trusted=TRUSTED)
    except Exception as error:
        msg = f"classifier cannot be read: {error}; run `twogether train` to make it anew"
        raise ModelError(msg) from error
    return Classifier(parts, version=digest[:12])


def card(
    body: bytes,
    data_sha256: str,
    examples: int,
    made_on: str,
    held_out: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """What made the classifier in *body*.

    Args:
        data_sha256: of the labelled texts, in file order.
        examples: how many there were, a host's own not counted.
        made_on: ISO date.
        held_out: by source and uid of each of a host's answers that it has learned from, what
            was said of it by one that had not.
    """
    return {
        "sha256": hashlib.sha256(body).hexdigest(),
        "data_sha256": data_sha256,
        "examples": examples,
        "made_on": made_on,
        "held_out": dict(held_out or {}),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }


def _series(text: str) -> tuple[str, ...]:
    """Major and minor version: within one series, files stay readable."""
    return tuple(text.split(".")[:2])
