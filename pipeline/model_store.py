"""The classifier's files: the one in use, and a new one that waits to take its place."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from model import artefact
from model.classifier import Classifier
from model.errors import ModelError
from pipeline.whole_file import write_whole

BODY, CARD = "classifier.skops", "classifier.json"
NEW = "new"
"""Folder of a classifier that has not been compared yet."""
Fitted = tuple[Classifier, dict[str, Any]]


def load_classifier(home: Path | None = None) -> Classifier:
    """The classifier in use: the host's own, else the one that ships.

    Raises:
        ModelError: if there is none, or it cannot be used with the libraries installed.
    """
    return _load(_in_use(home))[0]


def load_both(home: Path) -> tuple[Fitted | None, Fitted | None]:
    """The classifier in use and the one that waits to take its place, each with its card.

    One that the libraries installed cannot read is None, as is a new one that is not there.
    """
    waiting = home / "models" / NEW
    return _load_or_none(_in_use(home)), _load_or_none(waiting)


def put_in_use(home: Path) -> None:
    """Let the new classifier take the place of the one in use."""
    waiting = home / "models" / NEW
    for name in (BODY, CARD):
        (waiting / name).replace(home / "models" / name)
    waiting.rmdir()


def _load_or_none(folder: Traversable | Path) -> Fitted | None:
    if not folder.joinpath(CARD).is_file():
        return None
    try:
        return _load(folder)
    except ModelError:
        return None


def _load(folder: Traversable | Path) -> Fitted:
    try:
        body, card = folder.joinpath(BODY).read_bytes(), folder.joinpath(CARD).read_text("utf-8")
    except FileNotFoundError as error:
        msg = f"classifier {str(folder)!r} is not there; run `twogether train`"
        raise ModelError(msg) from error
    known = json.loads(card)
    return artefact.loads(body, known), known


def save_classifier(body: bytes, card: dict[str, Any], to: Path) -> None:
    """Write body and card to the folder *to*; the card, without which nothing loads, last."""
    for name, content in ((BODY, body), (CARD, json.dumps(card, indent=1).encode() + b"\n")):
        write_whole(to / name, content)


def _in_use(home: Path | None) -> Traversable | Path:
    own = home / "models" if home else None
    return own if own and (own / CARD).is_file() else files("data").joinpath("models")
