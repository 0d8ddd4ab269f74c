"""Where towns and ZIP codes are, from data that ships in a package."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache
from typing import Any

from model.event import Place
from model.geo import haversine_km
from pipeline.world_places import town_abroad

ZIP_PRECISION_KM = 8.0
HOME_PRECISION_KM = 0.3
LOCALITY_FLOOR_KM = 5.0
COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
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


@cache
def _tables() -> tuple[dict[str, Place], dict[tuple[str, str], Place], dict[str, list[str]]]:
    """Places by ZIP and by (city, state), and the states that have a city of each name."""
    import zipcodes

    by_zip: dict[str, Place] = {}
    cities: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    rows: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    for row in rows:
        if not row["lat"] or row["zip_code_type"] == "MILITARY":
            continue
        point = (float(row["lat"]), float(row["long"]))
        place = _place(row["city"], row["state"], row["zip_code"], point, ZIP_PRECISION_KM)
        by_zip.setdefault(row["zip_code"], place)
        if row["zip_code_type"] == "STANDARD":
            names = (row["city"], *row["acceptable_cities"])
            for name in names:
                cities[name.casefold(), row["state"]].append(point)
    by_city = {key: _centre(*key, points) for key, points in cities.items()}
    states: dict[str, list[str]] = defaultdict(list)
    for city, state in by_city:
        states[city].append(state)
    return by_zip, by_city, states


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
    """Looks up places by what people write; its tables are read at first use."""

    def by_zip(self, code: str) -> Place | None:
        """The centre of a US ZIP code."""
        return _tables()[0].get(code[:5])

    def by_city(self, city: str, region: str) -> Place | None:
        """The centre of a city; *region* is a state's or country's code or name."""
        code = STATES.get(region.casefold(), region.upper())
        plain = city.casefold().strip()
        spelt = (plain, plain.replace("st. ", "saint "), plain.replace("mt. ", "mount "))
        found = (_tables()[1].get((name, code)) for name in spelt)
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
        states = _tables()[2].get(text.casefold(), ())
        return [_tables()[1][text.casefold(), state] for state in sorted(states)]

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
