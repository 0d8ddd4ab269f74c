"""Where towns and ZIP codes are, from data that ships in a package."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from model.event import Place
from model.geo import haversine_km
from pipeline.world_places import town_abroad

ZIP_PRECISION_KM = 8.0
HOME_PRECISION_KM = 0.3
LOCALITY_FLOOR_KM = 5.0
COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
FIVE_DIGITS = re.compile(r"[0-9]{5}")
ZIP = re.compile(
    r"\b(\d{5})(?:-\d{4})?,?\s*(?:,?\s*(?:USA|US|United States(?: of America)?)\.?)?\s*$"
)
STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA",
    "colorado": "CO", "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA",
    "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA",
    "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD",
    "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS",
    "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH",
    "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC",
    "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA",
    "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY", "ontario": "ON", "quebec": "QC",
}  # fmt: skip
STATE_LETTERS = 2
Row = Mapping[str, Any]
"""A ZIP code as the package `zipcodes` tells it."""


@cache
def _by_zip(code: str) -> Place | None:
    import zipcodes

    rows: list[Row] = zipcodes.matching(code)  # type: ignore[no-untyped-call]
    return next((_place_of_zip(row) for row in rows if _is_somewhere(row)), None)


@cache
def _cities(state: str) -> dict[str, Place]:
    """The cities of a state by name in lower case; none for a code that no state has."""
    import zipcodes

    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    rows: list[Row] = zipcodes.filter_by(state=state)  # type: ignore[no-untyped-call]
    for row in rows:
        for name in _city_names(row):
            points[name].append(_point(row))
    return {name: _centre(name, state, found) for name, found in points.items()}


@cache
def _states() -> dict[str, set[str]]:
    """The states that have a city of each name in lower case."""
    import zipcodes

    states: dict[str, set[str]] = defaultdict(set)
    rows: list[Row] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    for row in rows:
        for name in _city_names(row):
            states[name].add(row["state"])
    return states


def _city_names(row: Row) -> Iterator[str]:
    """What the city is called; nothing where its code is of post boxes or of one company."""
    if _is_somewhere(row) and row["zip_code_type"] == "STANDARD":
        yield from (name.casefold() for name in (row["city"], *row["acceptable_cities"]))


def _is_somewhere(row: Row) -> bool:
    return bool(row["lat"]) and row["zip_code_type"] != "MILITARY"


def _point(row: Row) -> tuple[float, float]:
    return float(row["lat"]), float(row["long"])


def _place_of_zip(row: Row) -> Place:
    return _place(row["city"], row["state"], row["zip_code"], _point(row), ZIP_PRECISION_KM)


def _place(
    city: str, state: str, code: str, point: tuple[float, float], precision_km: float
) -> Place:
    return Place(
        locality=city,
        region=state,
        postal_code=code,
        latitude=point[0],
        longitude=point[1],
        precision_km=precision_km,
    )


def _centre(city: str, state: str, points: list[tuple[float, float]]) -> Place:
    """The mean of a city's ZIP codes; as precise as the farthest of them is near."""
    latitude = math.fsum(point[0] for point in points) / len(points)
    longitude = math.fsum(point[1] for point in points) / len(points)
    spread = max(haversine_km(latitude, longitude, *point) for point in points)
    precision = max(LOCALITY_FLOOR_KM, spread) + LOCALITY_FLOOR_KM
    return _place(city.title(), state, "", (latitude, longitude), precision)


class Gazetteer:
    """Looks up places by what people write; a state's cities are read at first use."""

    def by_zip(self, code: str) -> Place | None:
        """The centre of a US ZIP code."""
        code = code[:5]
        return _by_zip(code) if FIVE_DIGITS.fullmatch(code) else None

    def by_city(self, city: str, region: str) -> Place | None:
        """The centre of a city; *region* is a state's or country's code or name."""
        code = STATES.get(region.casefold(), region.upper())
        plain = city.casefold().strip()
        spelt = (plain, plain.replace("st. ", "saint "), plain.replace("mt. ", "mount "))
        cities = _cities(code) if len(code) == STATE_LETTERS else {}
        found = (cities.get(name) for name in spelt)
        return next(filter(None, found), None) or town_abroad(city, region)

    def by_address(self, place: Place) -> Place | None:
        """The ZIP code of *place*'s address, else its town; None when it states neither."""
        code = place.postal_code or _zip_in(place.address) or _zip_in(place.name)
        if code and (found := self.by_zip(code)):
            return found
        if place.locality and (place.region or place.country):
            return self.by_city(place.locality, place.region or place.country)
        return None

    def candidates(self, text: str) -> list[Place]:
        """Every place that *text* may mean: coordinates, a ZIP code, a town with or without state.

        >>> [place.region for place in Gazetteer().candidates("Bloomington, IN")]
        ['IN']
        >>> len(Gazetteer().candidates("Bloomington")) > 1
        True
        """
        text = " ".join(text.split())
        if match := COORDINATES.match(text):
            point = (float(match[1]), float(match[2]))
            inside = abs(point[0]) <= 90 and abs(point[1]) <= 180
            return [_place("", "", "", point, 0.05)] if inside else []
        if (match := ZIP.search(text)) and (place := self.by_zip(match[1])):
            return [place]
        city, _, region = text.partition(",")
        if region.strip():
            found = self.by_city(city.strip(), region.strip())
            return [found] if found else []
        words = text.split()
        for count in (1, 2):
            found = self.by_city(" ".join(words[:-count]), " ".join(words[-count:]))
            if found:
                return [found]
        city = text.casefold()
        return [_cities(state)[city] for state in sorted(_states().get(city, ()))]

    def lookup(self, text: str) -> Place | None:
        """The one place that *text* means; None when it means none, or several."""
        found = self.candidates(text)
        return found[0] if len(found) == 1 else None


def _zip_in(address: str) -> str:
    """The ZIP code that ends an address; a number at its start is a house's."""
    match = ZIP.search(address)
    return match[1] if match and match.start() > 0 else ""


def source_place(
    locality: str, latitude: float | None, longitude: float | None, gazetteer: Gazetteer
) -> Place | None:
    """Where a source's events are when they do not say: its own spot, else its locality."""
    if latitude is not None and longitude is not None:
        city, _, region = locality.partition(",")
        point = (latitude, longitude)
        return _place(city.strip(), region.strip(), "", point, HOME_PRECISION_KM)
    return gazetteer.lookup(locality) if locality else None
