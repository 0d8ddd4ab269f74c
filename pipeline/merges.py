"""Merged listings and doubtful pairs: shown, undone and joined by a host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from model.errors import InputError
from pipeline.catalogue import Catalogue
from pipeline.deduplicate import SAME_SERIES, Pair

Key = tuple[str, str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """An event and the listings that are part of it.

    Attributes:
        shown: the listing whose name and page are shown.
        parts: the others, each with `reason` and `p_same`.
    """

    event: str
    name: str
    shown: Row
    parts: tuple[Row, ...]


def merged_events(
    catalogue: Catalogue, event: str = "", *, series: bool = False
) -> Iterator[MergedEvent]:
    """Events of several listings, by name.

    Args:
        event: just this one.
        series: also those whose listings are one source's series.
    """
    rows = catalogue.merge_rows(event)
    by_event: dict[str, list[Row]] = {}
    for row in rows:
        by_event.setdefault(row["event"], []).append(row)
    for id_, parts in by_event.items():
        if not series and not event and all(part["reason"] == SAME_SERIES for part in parts):
            continue
        first = parts[0]
        yield MergedEvent(
            id_,
            first["name"],
            _listing(catalogue, (first["shown_source"], first["shown_uid"])),
            tuple({**part, **_listing(catalogue, (part["source"], part["uid"]))} for part in parts),
        )


def doubtful_pairs(catalogue: Catalogue, limit: int) -> list[Row]:
    """Pairs of events that may be one, the likeliest first, each side as a listing."""
    rows = catalogue.doubt_rows(limit)
    return [
        {
            **row,
            "a": _listing(catalogue, (row["a_source"], row["a_uid"])),
            "b": _listing(catalogue, (row["b_source"], row["b_uid"])),
        }
        for row in rows
    ]


def _listing(catalogue: Catalogue, key: Key) -> Row:
    """A listing with its first start by the clock of its place."""
    row = catalogue.listing_line(key)
    assert row is not None
    start = datetime.fromisoformat(row["start_date"]) if row["start_date"] else None
    if start is not None and not row["all_day"]:
        start = start.astimezone(ZoneInfo(row["timezone"]))
    return {
        **{name: row[name] for name in ("source", "uid", "name", "url", "source_name")},
        "start": start.isoformat() if start else None,
    }


def part(catalogue: Catalogue, key: Key, by: str, at: str) -> list[Key]:
    """Take the listing *key* out of its event for good; those it is now apart from.

    Its own source's series goes with it; out of a mere series it goes alone.

    Raises:
        InputError: if it is not part of an event of several listings.
    """
    others = [other for other in catalogue.together(key) if other != key]
    if not others:
        msg = f"listing {' '.join(key)!r} is not merged; see `twogether merges`"
        raise InputError(msg)
    theirs = [other for other in others if other[0] != key[0]] or others
    ours = [key, *(other for other in others if other not in theirs)]
    catalogue.rule([Pair({x, y}) for x in ours for y in theirs], "apart", by, at)
    return theirs


def keep_apart(catalogue: Catalogue, a: Key, b: Key, by: str, at: str) -> None:
    """Let two listings that are not merged stay two events for good."""
    ours, theirs = catalogue.together(a), catalogue.together(b)
    catalogue.rule([Pair({x, y}) for x in ours for y in theirs if x != y], "apart", by, at)


def join(catalogue: Catalogue, a: Key, b: Key, by: str, at: str) -> None:
    """Let two listings be one event for good.

    Raises:
        InputError: if one is unknown, or they are the same.
    """
    for key in (a, b):
        if catalogue.listing_line(key) is None:
            msg = f"listing {' '.join(key)!r} is not in the catalogue; give its source and uid"
            raise InputError(msg)
    if a == b:
        msg = f"listing {' '.join(a)!r} was given twice; give two listings"
        raise InputError(msg)
    said = catalogue.ruling().apart
    ours, theirs = catalogue.together(a), catalogue.together(b)
    parted = [pair for x in ours for y in theirs if (pair := Pair({x, y})) in said]
    catalogue.rule(parted, "", by, at)
    catalogue.rule([Pair({a, b})], "same", by, at)
