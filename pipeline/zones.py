"""Which time zone a place is in, and which an installation is in."""

from __future__ import annotations

from pathlib import Path

from model.event import Place
from pipeline.config import Config


def zone_of(place: Place | None) -> str:
    """The IANA name of the zone at *place*'s coordinates, "" when it has none.

    >>> zone_of(Place(latitude=38.54, longitude=-121.74))
    'America/Los_Angeles'
    """
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    from tzfpy import get_tz

    return str(get_tz(place.longitude, place.latitude))


def usual_timezone(home: Path) -> str:
    """The zone of most sources in the catalogue of *home*, "" when there are none yet."""
    from pipeline.catalogue import Catalogue

    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return ""
    with Catalogue(path, read_only=True) as catalogue:
        return catalogue.usual_timezone()
