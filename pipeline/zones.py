"""Which time zone a place is in."""

from __future__ import annotations

from model.event import Place


def zone_of(place: Place | None) -> str:
    """The IANA name of the zone at *place*'s coordinates, "" when it has none.

    >>> zone_of(Place(latitude=38.54, longitude=-121.74))
    'America/Los_Angeles'
    """
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    from tzfpy import get_tz

    return str(get_tz(place.longitude, place.latitude))
