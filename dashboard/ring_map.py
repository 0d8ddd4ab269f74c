"""A map without anybody's tiles: outlines, towns, rings of distance, and a dot for each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dashboard import map_layers
from dashboard.map_layers import COLOURS
from model.geo import EARTH_RADIUS_KM, KM_PER_MILE, haversine_km
from model.in_words import when, where
from model.outing import Outing
from model.ranking import Card
from pipeline.basemap import around

MOST_DOTS = 500
NAMED = 3
RINGS = (1, 2, 5, 10, 25, 50, 100, 200, 400)
CREDIT = ["Outlines: US Census Bureau, Natural Earth", "Towns: GeoNames, CC BY 4.0"]


def spec(cards: Sequence[Card], outing: Outing) -> dict[str, Any] | None:
    """A Vega-Lite chart of *cards* around home; None when there is no home or nothing to show.

    Distances from home are true in every direction, so that rings are circles.
    """
    if outing.latitude is None or outing.longitude is None:
        return None
    home = (outing.latitude, outing.longitude)
    dots = _dots(cards)
    if not dots:
        return None
    farthest = max(haversine_km(*home, dot["latitude"], dot["longitude"]) for dot in dots)
    reach_km = max(farthest * 1.12, 2.0)
    surroundings = around(*home, reach_km)
    towns = [
        map_layers.at(town.latitude, town.longitude, what=town.name) for town in surroundings.towns
    ]
    miles = [one for one in RINGS if one * KM_PER_MILE <= reach_km * 1.02][-3:]
    tops = map_layers.ring_tops(home, miles)
    return {
        "height": 460,
        "background": "transparent",
        "title": {"text": CREDIT, "orient": "bottom", "anchor": "end", "fontSize": 11,
                  "fontWeight": "normal", "color": COLOURS["words"]},
        "autosize": {"type": "fit", "contains": "padding"},
        "projection": {
            "type": "azimuthalEquidistant",
            "rotate": [-home[1], -home[0], 0],
            "scale": {"expr": f"min(width, height) / 2 / {reach_km / EARTH_RADIUS_KM:.6f}"},
            "translate": {"expr": "[width / 2, height / 2]"},
        },
        "layer": [
            *map_layers.outlines(surroundings.outlines),
            map_layers.ring_lines(home, miles),
            map_layers.marks("circle", towns, size=14, color=COLOURS["words"], opacity=0.8),
            map_layers.home_mark(home),
            map_layers.dot_marks(dots),
            *map_layers.words(towns, dy=-9, fontSize=11),
            *map_layers.words(tops, dy=9, fontSize=12, fontWeight="bold"),
        ],
        "config": {"view": {"stroke": None, "fill": COLOURS["sea"]}, "padding": 0},
    }  # fmt: skip


def _dots(cards: Sequence[Card]) -> list[dict[str, Any]]:
    """One for each place, with the names of what is on there."""
    places: dict[tuple[float, float], list[Card]] = defaultdict(list)
    for card in cards:
        one = card.candidate
        if one.latitude is not None and one.longitude is not None and not one.is_online:
            places[round(one.latitude, 3), round(one.longitude, 3)].append(card)
    return [_dot(point, on) for point, on in list(places.items())[:MOST_DOTS]]


def _dot(point: tuple[float, float], on: list[Card]) -> dict[str, Any]:
    names = [f"{card.candidate.name} ({when(card.candidate)})" for card in on[:NAMED]]
    more = [f"and {len(on) - NAMED} more"] if len(on) > NAMED else []
    return map_layers.at(
        *point, what="; ".join((*names, *more)), where=where(on[0].candidate), count=len(on)
    )
