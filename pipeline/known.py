"""All that is known of one event beside its dates, or what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from model.event import Offer, Per
from pipeline.catalogue import Catalogue
from pipeline.listing_tables import GONE


class Fate(StrEnum):
    """What became of an event."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    NOT_FOR_COUPLES = "not for couples"
    OVER = "over"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What one source announces of an event.

    Attributes:
        source: its name.
        name: as this source calls the event.
        url: of its page; of the first of a series.
        reason: why it is taken for the same event; "" of the source that is shown.
        is_gone: its source no longer has it.
    """

    source: str
    name: str
    url: str
    first_seen: datetime
    last_seen: datetime
    reason: str
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An event beside its dates.

    Attributes:
        announcements: one for each source, the one that is shown first.
        origin: the source of each field that is not the shown announcement's own, by its name.
        corrected: the fields that a host has put right, each with when.
        model: what labelled it.
    """

    fate: Fate
    announcements: tuple[Announcement, ...] = ()
    offers: tuple[Offer, ...] = ()
    origin: Mapping[str, str]
    corrected: tuple[tuple[str, datetime], ...] = ()
    model: str = ""


def known(catalogue: Catalogue, event: str) -> Known:
    """What the catalogue knows of the event with this id; a fate for any text at all."""
    announcements = _by_source(catalogue.announcements_of(event))
    row = catalogue.event(event)
    names = {source["id"]: source["name"] for source in catalogue.sources()} if row else {}
    origin = json.loads(row["origin"]) if row else {}
    return Known(
        fate=_fate(row, announcements),
        announcements=announcements,
        offers=tuple(map(_offer, catalogue.offers(event))),
        origin={field: names.get(source, source) for field, source in origin.items()},
        corrected=tuple(
            (one["field"], datetime.fromisoformat(one["at"])) for one in catalogue.corrected(event)
        ),
        model=(row["model"] or "") if row else "",
    )


def _fate(row: dict[str, Any] | None, announcements: Sequence[Announcement]) -> Fate:
    if row is None:
        is_gone = all(one.is_gone for one in announcements)
        return (Fate.GONE if is_gone else Fate.OVER) if announcements else Fate.UNKNOWN
    if row["hidden"]:
        return Fate.HIDDEN
    return Fate.SHOWN if row["audience"] not in (None, "other") else Fate.NOT_FOR_COUPLES


def _by_source(rows: Iterable[dict[str, Any]]) -> tuple[Announcement, ...]:
    """The listings of each source as one."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["source"], []).append(row)
    return tuple(
        Announcement(
            source=first["source_name"],
            name=first["name"],
            url=first["url"],
            first_seen=min(datetime.fromisoformat(row["first_seen"]) for row in (first, *rest)),
            last_seen=max(datetime.fromisoformat(row["last_seen"]) for row in (first, *rest)),
            reason=first["reason"] or "",
            is_gone=all(row["state"] == GONE for row in (first, *rest)),
        )
        for first, *rest in found.values()
    )


def _offer(row: dict[str, Any]) -> Offer:
    return Offer(
        price=row["price"],
        price_max=row["price_max"],
        price_currency=row["price_currency"] or "",
        per=Per(row["per"]) if row["per"] else None,
        is_accessible_for_free=_tri_state(row["is_accessible_for_free"]),
        evidence=row["evidence"] or "",
        eligible=row["eligible"],
        valid_through=date.fromisoformat(row["valid_through"]) if row["valid_through"] else None,
    )


def _tri_state(value: int | None) -> bool | None:
    return None if value is None else bool(value)
