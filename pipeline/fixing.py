"""A host's corrections of one event: what stands, what stood, and how to change it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from model.errors import InputError
from pipeline import answers
from pipeline.catalogue import Catalogue
from pipeline.corrections import FIELDS, YES_OR_NO, check

Row = dict[str, Any]


def fields_of(catalogue: Catalogue, event: str) -> dict[str, str]:
    """What the catalogue says of *event* now, by the name of each field that can be corrected.

    Raises:
        InputError: if there is no such event.
    """
    found: Row = {}
    for table, row in catalogue.event_facts(event):
        if table == "places":
            found |= {**row, "venue": row["name"], "name": found["name"]}
        elif table == "facets":
            found[row["name"]] = int(json.loads(row["value"])) if row["name"] in YES_OR_NO else ""
        else:
            found |= {name: value for name, value in row.items() if name not in ("id", "event")}
    if not found:
        msg = f"event {event!r} is not in the catalogue; `twogether export --what events` lists ids"
        raise InputError(msg)
    for name in ("keywords", "interests"):
        found[name] = ",".join(json.loads(found.get(name) or "[]"))
    return {name: "" if (value := found.get(name)) is None else str(value) for name in FIELDS}


def fix(
    catalogue: Catalogue, event: str, values: Mapping[str, str | None], by: str, at: str
) -> None:
    """Let *values* stand for *event* from now on; None takes a correction back.

    Raises:
        InputError: if there is no such event or field, or a value cannot be read.  Then nothing
            is changed.
    """
    now = fields_of(catalogue, event)
    for field, value in values.items():
        if field not in FIELDS:
            check(field, "")
        if value is not None:
            check(field, value)
    _, row = catalogue.event_facts(event)[0]
    _one_time(catalogue, event, values)
    shown = (row["source"], row["uid"])
    said = catalogue.corrections()
    catalogue.correct(
        {
            "source": source,
            "uid": uid,
            "field": field,
            "value": value,
            "replaced": now[field],
            "by": by,
            "at": at,
        }
        for field, value in values.items()
        for source, uid in (
            [shown] if value is not None else _corrected(catalogue, shown, field, said)
        )
    )
    labels = {name: value for name, value in values.items() if name in answers.LABELS}
    if labels.get("audience", "") is None:
        catalogue.drop_answer(*shown)
    elif said_labels := {name: value for name, value in labels.items() if value is not None}:
        prices = "; ".join(catalogue.price_texts(event))
        answers.keep(catalogue, shown, now | said_labels, prices, by, at)


def _corrected(
    catalogue: Catalogue, shown: tuple[str, str], field: str, said: Mapping[Any, list[Row]]
) -> list[tuple[str, str]]:
    """The event's listings that carry a correction of *field*; others were shown before."""
    members = catalogue.together(shown)
    return [key for key in members if any(row["field"] == field for row in said.get(key, ()))]


def _one_time(catalogue: Catalogue, event: str, values: Mapping[str, str | None]) -> None:
    """Of an event that takes place several times no one time can be moved."""
    moved = [field for field in values if FIELDS[field].of == "time"]
    if moved and catalogue.times_shown(event) > 1:
        msg = f"{moved[0]} of event {event!r} is not one time but several; correct it at its source"
        raise InputError(msg)
