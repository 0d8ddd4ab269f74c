"""A test collection for the ranking: couples' requests, events, and judgments of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from model.candidate import Candidate
from model.evaluate import announcement
from model.labels import Announcement, Audience, Labels
from model.outing import Aim, Outing, Partner, Want

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
SOON = timedelta(days=10)
"""All events of a collection take place at one time, so that only what they are counts."""
AIMS = {**{aim.value: aim for aim in Aim}, "fun": Aim.HAVE_FUN}
ANYWHERE_KM = 1e9
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What a couple asks, by its id."""

    id: str
    outing: Outing


@dataclass(frozen=True, slots=True)
class Judgment:
    """How well an event answers a request.

    Attributes:
        grade: 0 to 3.
        a, b: its fit for each partner, 0 to 2.
    """

    grade: int
    a: int
    b: int


def request(row: Row) -> Request:
    """The request that a row of a collection holds; "welcome" of a faith setting asks nothing."""
    faith = row.get("faith")
    return Request(
        id=str(row["id"]),
        outing=Outing(
            aim=AIMS[row.get("aim") or "any"],
            faith=Want(faith) if faith in (Want.ONLY, Want.NOT) else Want.ANY,
            budget=row.get("budget"),
            online=Want.ANY,
            radius_km=ANYWHERE_KM,
            partners=(Partner(likes=row["partner_a"]), Partner(likes=row["partner_b"])),
        ),
    )


def judgments(rows: Sequence[Row]) -> dict[str, dict[str, Judgment]]:
    """Each request's judgments, by event."""
    found: dict[str, dict[str, Judgment]] = {}
    for row in rows:
        judged = found.setdefault(str(row["request"]), {})
        judged[str(row["id"])] = Judgment(int(row["grade"]), int(row["a"]), int(row["b"]))
    return found


def is_candidate(row: Row) -> bool:
    """Whether an event of a collection is to be ranked."""
    return bool(row.get("scored", True)) and row.get("audience") != Audience.OTHER.value


def candidate(row: Row, labels: Labels) -> Candidate:
    """An event as the ranking sees it: its texts and what was predicted of it."""
    one: Announcement = announcement(row)
    return Candidate(
        event=str(row["id"]),
        name=one.title,
        start_date=NOW + SOON,
        description=one.description,
        organizer=one.organizer,
        venue=one.venue,
        keywords=tuple(filter(None, one.audience_text.split(", "))),
        audience=labels.audience,
        p_couples=labels.p_couples,
        p_couple_friendly=labels.p_couple_friendly,
        kind=labels.kind,
        interests=labels.interests,
        setting=labels.setting,
        source=one.organizer,
    )
