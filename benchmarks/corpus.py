"""The recorded corpus beside the checkout, as listings."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from model.event import Event, Listing, Occurrence, Offer, Place

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "events.jsonl.gz"
ZONES = {
    "cc_bloomington": "America/Indiana/Indianapolis",
    "cc_toronto": "America/Toronto",
    "cc_montclair": "America/New_York",
    "cc_asheville": "America/New_York",
    "church_sites": "America/New_York",
}
"""Of each town; the others are in California."""
HOMES = {
    "cc_bloomington": "Bloomington, IN",
    "cc_toronto": "Toronto, ON",
    "cc_montclair": "Montclair, NJ",
    "cc_asheville": "Asheville, NC",
    "cc_santarosa": "Santa Rosa, CA",
    "cc_davis": "Davis, CA",
    "cc_petaluma": "Petaluma, CA",
    "cc_sebastopol": "Sebastopol, CA",
    "church_sites": "",
}

MONEY = re.compile(r"[$£€]\s?\d|\bfree\b|\bdonation", re.IGNORECASE)


def needed(path: Path = CORPUS) -> None:
    """End, having measured nothing, where the recorded data at *path* is missing."""
    if not path.is_file():
        print(f"{path.name} is not beside the checkout; nothing was measured")
        sys.exit(0)


def announcements(*, coordinates: bool = True) -> Iterator[Listing]:
    """Each announcement that has a start, as an adapter would hand it over."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["start"]:
                yield _listing(row, coordinates)


def _listing(row: dict[str, Any], coordinates: bool) -> Listing:
    zone = ZONES.get(row["corpus"], "America/Los_Angeles")
    venue = row["venue"] or ""
    spot = {"latitude": row["lat"], "longitude": row["lon"]} if coordinates else {}
    place = Place(name=venue, address=row["address"] or "", **spot)
    return Listing(
        source=row["organizer"] or row["corpus"],
        uid=row["id"],
        event=Event(
            name=row["title"],
            description=row["description"] or "",
            url=row["url"] or "",
            keywords=tuple((row["audience_text"] or "").split(",")),
            organizer=row["organizer"] or "",
            location=place if venue or place.latitude is not None else None,
            offers=_offers(row),
        ),
        occurrences=(_occurrence(row["start"], row["end"], ZoneInfo(zone)),),
        timezone=zone,
    )


def _offers(row: dict[str, Any]) -> tuple[Offer, ...]:
    """The price that the row states, where it was not merely mined from its description."""
    stated, text = row["price_text"] or "", f"{row['title']} {row['description'] or ''}"
    return () if not stated or MONEY.search(text) else (Offer(evidence=stated),)


def _occurrence(start: str, end: str | None, zone: ZoneInfo) -> Occurrence:
    first, last = _moment(start, zone), _moment(end, zone) if end else None
    all_day = len(start) == len("2026-01-01")
    return Occurrence(
        start_date=first, end_date=last if last and last > first else None, all_day=all_day
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
