"""Labelled texts on disk: JSON lines, read strictly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from model.classifier import Example
from model.errors import LabelError
from model.evaluate import announcement
from model.labels import MAX_INTERESTS, Audience, Interest, Kind, Setting

E = TypeVar("E", bound=StrEnum)


def shipped() -> list[Traversable]:
    """The labelled texts that come with the package."""
    folder = files("data").joinpath("labels")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".jsonl")), key=lambda f: f.name)


def read_examples(sources: Iterable[Traversable | Path]) -> tuple[list[Example], str]:
    """The examples of some files, and the SHA-256 of all their bytes.

    Raises:
        LabelError: if a line is no JSON object, or breaks the guideline.
    """
    digest = hashlib.sha256()
    examples: list[Example] = []
    for source in sources:
        body = source.read_bytes()
        digest.update(body)
        examples.extend(_examples(body.decode("utf-8"), source.name))
    return examples, digest.hexdigest()


def _examples(text: str, name: str) -> Iterator[Example]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _example(line, f"{name} line {number}")


def _example(line: str, where: str) -> Example:
    try:
        row: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        msg = f"{where} is not JSON: {error}; write one object a line"
        raise LabelError(msg) from error
    if not row.get("title"):
        msg = f"{where} has no title, so there is nothing to learn from; give it one"
        raise LabelError(msg)
    interests = tuple(_label(Interest, one, where) for one in row.get("interests", ()))
    if len(interests) > MAX_INTERESTS:
        msg = (
            f"{where} has {len(interests)} interests, more than {MAX_INTERESTS}; keep the main ones"
        )
        raise LabelError(msg)
    return Example(
        announcement=announcement(row),
        audience=_label(Audience, row.get("audience"), where),
        kind=_label(Kind, row.get("kind"), where),
        interests=interests,
        setting=_label(Setting, row.get("setting"), where),
    )


def _label(kind: type[E], value: Any, where: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        choices = ", ".join(one.value for one in kind)
        msg = f"{where}: {kind.__name__.lower()} {value!r} is not one of {choices}"
        raise LabelError(msg) from error
