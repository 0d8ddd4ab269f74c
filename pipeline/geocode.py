"""Where an event is, offline, and how surely."""

from __future__ import annotations

from dataclasses import replace

from model.event import AttendanceMode, Listing, Place
from model.geo import haversine_km
from pipeline.places import ZIP, Gazetteer

STATED_PRECISION_KM = 0.05
UNKNOWN_VENUE_KM = 10.0
FAR_KM = 500.0


def geocode(listing: Listing, home: Place | None, gazetteer: Gazetteer) -> Listing:
    """*listing* with coordinates where they can be told, each with its precision.

    In this order: the source's own coordinates, unless they lie absurdly far from its home; the
    ZIP code of the address; its town; the source's home.  An event that is only online gets none,
    and one that cannot be placed keeps none.

    Args:
        home: where the source's events are when they do not say; None when nobody knows.
    """
    event = listing.event
    if event.event_attendance_mode is AttendanceMode.ONLINE:
        return listing
    place = event.location or Place()
    found = _stated(place, home) or _by_address(place, gazetteer) or _by_home(place, home)
    if found is None:
        bare = replace(place, latitude=None, longitude=None, precision_km=None)
        location = bare if event.location else None
    else:
        location = replace(
            place,
            latitude=found.latitude,
            longitude=found.longitude,
            precision_km=found.precision_km,
            locality=place.locality or found.locality,
            region=place.region or found.region,
        )
    return replace(listing, event=replace(event, location=location))


def _stated(place: Place, home: Place | None) -> Place | None:
    if place.latitude is None or place.longitude is None:
        return None
    if home is not None and home.latitude is not None and home.longitude is not None:
        away = haversine_km(place.latitude, place.longitude, home.latitude, home.longitude)
        if away > FAR_KM:
            return None
    return replace(place, precision_km=place.precision_km or STATED_PRECISION_KM)


def _by_address(place: Place, gazetteer: Gazetteer) -> Place | None:
    code = place.postal_code or _zip_in(place.address) or _zip_in(place.name)
    if code and (found := gazetteer.by_zip(code)):
        return found
    if place.locality and place.region:
        return gazetteer.by_city(place.locality, place.region)
    return None


def _zip_in(address: str) -> str:
    """The ZIP code that ends an address; a number at its start is a house's."""
    match = ZIP.search(address)
    return match[1] if match and match.start() > 0 else ""


def _by_home(place: Place, home: Place | None) -> Place | None:
    if home is None or home.precision_km is None:
        return None
    if place.name or place.address:
        return replace(home, precision_km=max(home.precision_km, UNKNOWN_VENUE_KM))
    return home
