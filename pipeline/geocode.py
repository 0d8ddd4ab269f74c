"""Where an event is, offline, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from model.event import AttendanceMode, Listing, Place
from pipeline.coordinates import trusted
from pipeline.places import Gazetteer
from pipeline.venues import ONLY_A_ROOM, Venues, pin

STATED_PRECISION_KM = 0.05
UNKNOWN_VENUE_KM = 15.0
Asked = Callable[[Place], Place | None]


@dataclass(frozen=True, slots=True)
class Placer:
    """Pins listings, with the venues that all of them together teach.

    Attributes:
        homes: where each source's events are when they do not say, by its id.
        asked: what a geocoder has answered for an address.
    """

    homes: Mapping[str, Place | None]
    gazetteer: Gazetteer
    venues: Venues
    asked: Asked | None = None

    @classmethod
    def learn(
        cls,
        listings: Iterable[Listing],
        homes: Mapping[str, Place | None],
        gazetteer: Gazetteer,
        asked: Asked | None = None,
    ) -> Self:
        """One that knows the venues of *listings*."""
        return cls(homes, gazetteer, Venues.learn(listings, homes, gazetteer), asked)

    def place(self, listing: Listing) -> Listing:
        """*listing* with coordinates where they can be told."""
        home = self.homes.get(listing.source)
        return geocode(listing, home, self.gazetteer, self.venues, self.asked)


def geocode(
    listing: Listing,
    home: Place | None,
    gazetteer: Gazetteer,
    venues: Venues,
    asked: Asked | None = None,
) -> Listing:
    """*listing* with coordinates where they can be told, each with its precision.

    In this order: the source's own coordinates, where they can be believed; the spot that other
    listings give for the venue or the street line, or a geocoder has answered; the ZIP code of
    the address, or of the one that others give for the venue; its town; the source's home.  An
    event that is only online gets none, and one that cannot be placed keeps none.
    """
    event = listing.event
    if event.event_attendance_mode is AttendanceMode.ONLINE:
        return listing
    place = event.location or Place()
    found = (
        _stated(listing.source, place, home, gazetteer, venues)
        or venues.find(place, home)
        or (asked(place) if asked and place.address else None)
        or gazetteer.by_address(place)
        or _by_known_address(place, home, gazetteer, venues)
        or _by_home(place, home)
    )
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


def query(place: Place) -> str:
    """The address as a geocoder is asked for it; "" when there is none.

    >>> query(Place(name="Long Hall", address="2 Mill Ln, Marietta, OH 45750", locality="Marietta"))
    '2 Mill Ln, Marietta, OH 45750'
    """
    if not any(character.isdigit() for character in place.address):
        return ""
    town = [part for part in (place.locality, place.region) if part and part not in place.address]
    return ", ".join((place.address, *town))


def _stated(
    source: str, place: Place, home: Place | None, gazetteer: Gazetteer, venues: Venues
) -> Place | None:
    if pin(source, place) in venues.pins or not trusted(place, home, gazetteer):
        return None
    return replace(place, precision_km=place.precision_km or STATED_PRECISION_KM)


def _by_known_address(
    place: Place, home: Place | None, gazetteer: Gazetteer, venues: Venues
) -> Place | None:
    known = venues.address(place, home)
    return gazetteer.by_address(known) if known else None


def _by_home(place: Place, home: Place | None) -> Place | None:
    if home is None or home.precision_km is None:
        return None
    in_house = not place.address and ONLY_A_ROOM.match(place.name)
    if (place.name and not in_house) or place.address:
        return replace(home, precision_km=max(home.precision_km, UNKNOWN_VENUE_KM))
    return home
