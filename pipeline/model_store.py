"""The classifier's file: the host's own where there is one, else the one that ships."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from model import artefact
from model.classifier import Classifier
from model.errors import ModelError

BODY, CARD = "classifier.skops", "classifier.json"


def load_classifier(home: Path | None = None) -> Classifier:
    """The classifier in use.

    Raises:
        ModelError: if there is none, or it cannot be used with the libraries installed.
    """
    folder = _folder(home)
    try:
        body, card = folder.joinpath(BODY).read_bytes(), folder.joinpath(CARD).read_text("utf-8")
    except FileNotFoundError as error:
        msg = f"classifier {str(folder)!r} is not there; run `twogether train`"
        raise ModelError(msg) from error
    return artefact.loads(body, json.loads(card))


def save_classifier(body: bytes, card: dict[str, Any], to: Path) -> None:
    """Write body and card to the folder *to*; the card, without which nothing loads, last."""
    to.mkdir(parents=True, exist_ok=True)
    for name, content in ((BODY, body), (CARD, json.dumps(card, indent=1).encode() + b"\n")):
        partial = to / f"{name}.part"
        partial.write_bytes(content)
        partial.replace(to / name)


def _folder(home: Path | None) -> Traversable | Path:
    own = home / "models" if home else None
    return own if own and (own / CARD).is_file() else files("data").joinpath("models")
