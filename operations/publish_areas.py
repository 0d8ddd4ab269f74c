"""The places that a catalogue has events for, each as it is published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from model.candidate import Candidate
from model.geo import KM_PER_MILE
from model.index import Index
from model.listing import dates_of
from model.outing import Outing, Want

ENOUGH = 10
"""Events that a town is worth a page for."""
AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Area:
    """A place, and what is on there.

    Attributes:
        slug: names its folder.
        name: as people call it; "" for all that the catalogue has.
        dates: of the coming `AHEAD`, soonest first, with those that are called off.
    """

    slug: str
    name: str
    dates: list[Candidate]


def areas(
    index: Index,
    towns: Iterable[dict[str, Any]],
    now: datetime,
    within_miles: float,
    published: Collection[str] = (),
) -> list[Area]:
    """All together first, then each town that has enough of its own.

    Args:
        towns: `locality`, `latitude` and `longitude`, the largest first.
        now: aware, in the zone whose days count.
        within_miles: how far from its middle an event belongs to a town.
        published: slugs of towns that stay, since somebody may subscribe to them.
    """
    radius = within_miles * KM_PER_MILE
    everything = Area("everywhere", "", _dates(index, Outing(online=Want.ANY), now))
    found: dict[str, Area] = {everything.slug: everything}
    for town in towns:
        name, slug = town["locality"], slug_of(town["locality"])
        spot = {"latitude": town["latitude"], "longitude": town["longitude"]}
        here = Outing(home=name, radius_km=radius, online=Want.ANY, **spot)
        dates = _dates(index, here, now)
        if slug in published or len({one.event for one in dates}) >= ENOUGH:
            found.setdefault(slug, Area(slug, name, dates))
    return list(found.values()) if len(found) > 2 else [everything]


def _dates(index: Index, outing: Outing, now: datetime) -> list[Candidate]:
    outing = replace(outing, from_date=now.date(), to_date=now.date() + AHEAD)
    return dates_of(index, outing, now, len(index), with_cancelled=True)


def slug_of(name: str) -> str:
    """A name for a folder.

    >>> slug_of("Montréal, QC"), slug_of("東京")
    ('montreal-qc', 'town-6771-4eac')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug or "town-" + "-".join(f"{ord(letter):x}" for letter in name)
