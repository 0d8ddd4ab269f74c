"""Where the venues of a town are, learned from the listings that say so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from model.announced import plain_words
from model.event import Listing, Place
from model.geo import haversine_km
from pipeline.coordinates import trusted
from pipeline.places import Gazetteer

AGREE_KM = 1.0
VENUE_KM = 0.3
PIN_OF_MANY = 4
"""From so many addresses at one spot on, it is the source's pin and not the events'."""
ONLY_A_ROOM = re.compile(
    r"^\W*(?:(?:meeting|conference|class|board|choir|fireside|program|community|upper|lower|main|"
    r"great) ?)*"
    r"(?:room|rm|hall|sanctuary|chapel|classroom|lobby|basement|library|level|auditorium|gym)"
    r"\.?\s*#?\w{0,4}\W*$",
    re.IGNORECASE,
)
"""A place that is named by its room is in the source's own house."""
ROOM = re.compile(
    r"\s*(?:[-–—,(:]\s*|\b)(?:room|rm|meeting room|conference room|auditorium \w$|suite|ste|lobby|"
    r"lower level|upper level|\w+ floor|ground floor|program room|storytime room|table|#)\b.*$",
    re.IGNORECASE,
)
GENERAL = frozenset(
    "online virtual zoom tba tbd auditorium library church park downtown main lobby gym field "
    "sanctuary theater hall".split()
)
"""Words that alone name no venue."""


@dataclass(frozen=True, slots=True)
class Venues:
    """Places by venue and by street line, each within its town.

    Attributes:
        spots: with coordinates.
        addresses: with an address only.
        pins: spots that a source gives for events at many addresses.
    """

    spots: Mapping[Hashable, Place]
    addresses: Mapping[Hashable, Place]
    pins: frozenset[tuple[str, float, float]]

    @classmethod
    def learn(
        cls, listings: Iterable[Listing], homes: Mapping[str, Place | None], gazetteer: Gazetteer
    ) -> Self:
        """What *listings* say, as far as they agree.

        Args:
            homes: where each source is, by its id.
        """
        listings = list(listings)
        pins = _pins(listings)
        spots: dict[Hashable, list[Place]] = defaultdict(list)
        told: dict[Hashable, Counter[Place]] = defaultdict(Counter)
        for listing in listings:
            place, home = listing.event.location, homes.get(listing.source)
            if place is None:
                continue
            if (
                _is_exact(place)
                and trusted(place, home, gazetteer)
                and pin(listing.source, place) not in pins
            ):
                for key in {*_keys(place, home), *_names(place, home, at_home=True)}:
                    spots[key].append(place)
            elif place.address or place.postal_code:
                for key in {*_names(place, home), *_names(place, home, at_home=True)}:
                    told[key][replace(place, name="")] += 1
        return cls(
            {key: agreed for key, places in spots.items() if (agreed := _agreed(places))},
            {key: _usual(counted) for key, counted in told.items()},
            pins,
        )

    def find(self, place: Place, home: Place | None) -> Place | None:
        """The known spot of *place*, None where nobody has said it."""
        return next((self.spots[key] for key in _keys(place, home) if key in self.spots), None)

    def address(self, place: Place, home: Place | None) -> Place | None:
        """The known address of a venue that *place* merely names."""
        if place.address or place.postal_code:
            return None
        keys = _names(place, home)
        return next((self.addresses[key] for key in keys if key in self.addresses), None)


def pin(source: str, place: Place) -> tuple[str, float, float] | None:
    """A source's spot, to some ten metres."""
    if place.latitude is None or place.longitude is None:
        return None
    return source, round(place.latitude, 4), round(place.longitude, 4)


def _pins(listings: Iterable[Listing]) -> frozenset[tuple[str, float, float]]:
    lines: dict[tuple[str, float, float], set[Hashable]] = defaultdict(set)
    for listing in listings:
        place = listing.event.location
        if place is None or not (spot := pin(listing.source, place)):
            continue
        lines[spot].update(_street(place))
    return frozenset(spot for spot, streets in lines.items() if len(streets) >= PIN_OF_MANY)


def _keys(place: Place, home: Place | None) -> Iterator[Hashable]:
    town = _town(place, home)
    for street in _street(place):
        yield town, street
    yield from _names(place, home)


def _names(place: Place, home: Place | None, *, at_home: bool = False) -> Iterator[Hashable]:
    """The venue's name in its town; *at_home*, as those know it who name no town."""
    words = tuple(plain_words(ROOM.sub("", place.name.partition(",")[0])))
    words = words[1:] if words[:1] == ("the",) else words
    if words and not set(words) <= GENERAL:
        yield _town(Place() if at_home else place, home), words


def _street(place: Place) -> Iterator[Hashable]:
    """House number and the first words of the street."""
    line = f"{place.name}, {place.address}"
    match = re.search(r"\b(\d{1,5}[A-Za-z]?)\s+((?:[NSEW]\.?\s+)?[A-Za-z][\w'’.-]+)", line)
    if match:
        yield "street", match[1].casefold(), tuple(plain_words(match[2]))


def _town(place: Place, home: Place | None) -> str:
    """The town in which a venue's name means that venue."""
    return (place.locality or (home.locality if home else "")).casefold()


def _agreed(places: list[Place]) -> Place | None:
    """The middle one, if none of them is far from it."""
    ordered = sorted(places, key=lambda one: (one.latitude or 0.0, one.longitude or 0.0))
    middle = ordered[len(ordered) // 2]
    apart = max(_km(middle, one) for one in places)
    return (
        replace(middle, precision_km=round(max(VENUE_KM, apart), 2)) if apart < AGREE_KM else None
    )


def _is_exact(place: Place) -> bool:
    """Whether its coordinates are a venue's, and not those of a town or ZIP code."""
    return place.precision_km is None or place.precision_km <= VENUE_KM


def _km(one: Place, other: Place) -> float:
    return haversine_km(*_spot(one), *_spot(other))


def _spot(place: Place) -> tuple[float, float]:
    assert place.latitude is not None
    assert place.longitude is not None
    return place.latitude, place.longitude


def _usual(counted: Counter[Place]) -> Place:
    """The most frequent; of equally frequent ones the first by its text."""
    return min(counted, key=lambda place: (-counted[place], place.address, place.postal_code))
