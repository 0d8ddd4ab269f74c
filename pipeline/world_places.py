"""Towns outside the United States, from GeoNames (CC BY 4.0)."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from functools import cache
from importlib.resources import files

from model.event import Place

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
def towns() -> dict[str, list[list[str]]]:
    """By name in lower case: the rows of `data/places/towns-abroad.csv`, the largest first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    text = files("data").joinpath("places", "towns-abroad.csv").read_text("utf-8")
    for row in csv.reader(text.splitlines()):
        found[row[2].casefold()].append(row)
    return found


def _place(row: list[str]) -> Place:
    country, region, name, latitude, longitude, population = row
    return Place(
        locality=name,
        region=region,
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        precision_km=_radius_km(int(population)),
    )


def _radius_km(population: int) -> float:
    """How far from its centre a town of so many people may reach."""
    return round(1.4 * math.sqrt(population / PEOPLE_PER_KM2 / math.pi) + MARGIN_KM, 1)


def town_abroad(city: str, region: str) -> Place | None:
    """The town *city* in the province, nation or country *region*; None when there is none."""
    wanted = region.strip().rstrip(".").casefold()
    for row in towns().get(city.strip().casefold(), ()):
        country, province = row[:2]
        if wanted in COUNTRIES[country] or (province and wanted == province.casefold()):
            return _place(row)
    return None
