"""A host's corrections of one event: what stands, what stood, and how to change it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from model.errors import InputError
from pipeline.catalogue import Catalogue
from pipeline.corrections import FIELDS, YES_OR_NO, check

Row = dict[str, Any]
FIRST_TIME = """
SELECT start_date, end_date FROM occurrences WHERE event = ? AND shown ORDER BY starts_at LIMIT 1
"""


def fields_of(catalogue: Catalogue, event: str) -> dict[str, str]:
    """What the catalogue says of *event* now, by the name of each field that can be corrected.

    Raises:
        InputError: if there is no such event.
    """
    rows = catalogue.query("SELECT * FROM events WHERE id = ?", [event])
    if not rows:
        msg = f"event {event!r} is not in the catalogue; `twogether export --what events` lists ids"
        raise InputError(msg)
    found: Row = {**rows[0], "hidden": rows[0]["hidden"]}
    place = catalogue.query("SELECT * FROM places WHERE id = ?", [found["place"]])
    offer = catalogue.query("SELECT * FROM offers WHERE event = ? ORDER BY id LIMIT 1", [event])
    label = catalogue.query("SELECT * FROM labels WHERE event = ?", [event])
    time = catalogue.query(FIRST_TIME, [event])
    facets = catalogue.query("SELECT name, value FROM facets WHERE event = ?", [event])
    for row in (*offer, *label, *time):
        found |= {name: value for name, value in row.items() if name not in ("id", "event")}
    for row in place:
        found |= {**row, "venue": row["name"], "name": found["name"]}
    found["keywords"] = ",".join(json.loads(found["keywords"]))
    if label:
        found["interests"] = ",".join(json.loads(label[0]["interests"]))
    said = {row["name"]: json.loads(row["value"]) for row in facets}
    found |= {name: "" if name not in said else str(int(said[name])) for name in YES_OR_NO}
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
    [owner] = catalogue.query("SELECT source, uid FROM events WHERE id = ?", [event])
    _one_time(catalogue, event, values)
    catalogue.correct(
        {
            **owner,
            "field": field,
            "value": value,
            "replaced": now[field],
            "by": by,
            "at": at,
        }
        for field, value in values.items()
    )


def _one_time(catalogue: Catalogue, event: str, values: Mapping[str, str | None]) -> None:
    """Of an event that takes place several times no one time can be moved."""
    moved = [field for field in values if FIELDS[field].of == "time"]
    sql = "SELECT count(*) AS n FROM occurrences WHERE event = ? AND shown"
    if moved and catalogue.query(sql, [event])[0]["n"] > 1:
        msg = f"{moved[0]} of event {event!r} is not one time but several; correct it at its source"
        raise InputError(msg)


def events_named(catalogue: Catalogue, text: str, limit: int = 20) -> list[Row]:
    """Events whose name holds *text*, soonest first, hidden ones too; all for an empty text."""
    return catalogue.query(
        "SELECT e.id, e.name, e.hidden, min(o.start_date) AS start FROM events e "
        "LEFT JOIN occurrences o ON o.event = e.id AND o.shown "
        "WHERE e.name LIKE '%' || ? || '%' GROUP BY e.id ORDER BY min(o.starts_at) LIMIT ?",
        [text.strip(), limit],
    )
