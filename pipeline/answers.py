"""A host's labels as examples to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.classifier import Example
from model.evaluate import announcement
from model.labels import MAX_INTERESTS, Audience, Interest, Kind, Setting
from pipeline.catalogue import Catalogue
from pipeline.config import Config

WEIGHT = 5
"""A host's answer counts for so many of the texts that ship: it is of the town itself."""
LABELS = ("audience", "kind", "interests", "setting")
Row = dict[str, Any]


def keep(
    catalogue: Catalogue,
    event: tuple[str, str],
    now: Mapping[str, str],
    price_text: str,
    by: str,
    at: str,
) -> None:
    """Keep the labels that stand for an event, with its text.

    Args:
        event: source and uid of the listing that shows it.
        now: its fields, those that a host has just said among them.
    """
    source, uid = event
    catalogue.keep_answer(
        {
            "source": source,
            "uid": uid,
            "title": now["name"],
            "description": now["description"],
            "organizer": now["organizer"],
            "venue": ", ".join(filter(None, (now["venue"], now["address"]))),
            "price_text": price_text,
            "audience_text": now["keywords"].replace(",", ", "),
            "audience": now["audience"] or Audience.OTHER.value,
            "kind": now["kind"] or Kind.OTHER.value,
            "interests": now["interests"],
            "setting": now["setting"] or Setting.SECULAR.value,
            "by": by,
            "at": at,
        }
    )


def answered(home: Path) -> dict[str, Example]:
    """The examples that the host of an installation has labelled, by source and uid."""
    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return {}
    with Catalogue(path, read_only=True) as catalogue:
        return {f"{row['source']} {row['uid']}": _example(row) for row in catalogue.answers()}


def _example(row: Row) -> Example:
    return Example(
        announcement=announcement(row),
        audience=Audience(row["audience"]),
        kind=Kind(row["kind"]),
        interests=tuple(Interest(one) for one in row["interests"].split(",") if one)[
            :MAX_INTERESTS
        ],
        setting=Setting(row["setting"]),
        weight=WEIGHT,
    )
