"""A map without anybody's tiles: outlines, towns, rings of distance, and a dot for each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

import streamlit as st

from model.geo import EARTH_RADIUS_KM, KM_PER_MILE, haversine_km
from model.in_words import when, where
from model.outing import Outing
from model.ranking import Card
from pipeline.basemap import EDITION, Surroundings, around

ADDRESS = f"/map/{EDITION}"
MOST_DOTS = 500
NAMED = 3
RING_STEPS = 72
RINGS = (1, 2, 5, 10, 25, 50, 100, 200, 400)
CREDIT = "Outlines: US Census Bureau and Natural Earth. Towns: GeoNames, CC BY 4.0"
LIGHT = {
    "sea": "#e6ecec", "land": "#f6efe6", "lines": "#dccdbb", "words": "#6f5f53",
    "rings": "#a58d79", "home": "#2b211c", "dots": "#a2442f", "halo": "#fcf9f5",
}  # fmt: skip
DARK = {
    "sea": "#141718", "land": "#2a2320", "lines": "#4d4039", "words": "#b8a99c",
    "rings": "#86746a", "home": "#f2e8de", "dots": "#e39a7e", "halo": "#1d1815",
}  # fmt: skip


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
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    return {
        "height": 460,
        "background": "transparent",
        "title": {"text": CREDIT, "orient": "bottom", "anchor": "end", "fontSize": 11,
                  "fontWeight": "normal", "color": colours["words"]},
        "autosize": {"type": "fit", "contains": "padding"},
        "projection": {
            "type": "azimuthalEquidistant",
            "rotate": [-home[1], -home[0], 0],
            "scale": {"expr": f"min(width, height) / 2 / {reach_km / EARTH_RADIUS_KM:.6f}"},
            "translate": {"expr": "[width / 2, height / 2]"},
        },
        "layer": [
            *_basemap(around(*home, reach_km), colours),
            *_rings(home, reach_km, colours),
            _marks("point", [_at(*home, what=outing.home or "Home")],
                   shape="cross", size=150, color=colours["home"], filled=True),
            _dot_marks(dots, colours),
        ],
        "config": {"view": {"stroke": None, "fill": colours["sea"]}, "padding": 0},
    }  # fmt: skip


def _at(latitude: float, longitude: float, **more: Any) -> dict[str, Any]:
    return {"latitude": round(latitude, 4), "longitude": round(longitude, 4), **more}


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
    return _at(*point, what="; ".join((*names, *more)), where=where(on[0].candidate), count=len(on))


def _basemap(surroundings: Surroundings, colours: dict[str, str]) -> list[dict[str, Any]]:
    """Land with its lines, and the names of towns."""
    outlines = [
        {
            "data": {
                "url": f"{ADDRESS}/{name}.json",
                "format": {"type": "topojson", "feature": _feature(name)},
            },
            "mark": {"type": "geoshape", "clip": True, "aria": False, "fill": colours["land"],
                     "stroke": colours["lines"], "strokeWidth": 1},
        }
        for name in surroundings.outlines
    ]  # fmt: skip
    towns = [_at(town.latitude, town.longitude, what=town.name) for town in surroundings.towns]
    return [
        *outlines,
        _marks("circle", towns, size=14, color=colours["words"], opacity=0.8),
        _words(towns, colours, dy=-9, fontSize=11),
    ]


def _feature(name: str) -> str:
    """What to draw of an outline: of a state alone its counties."""
    return "counties" if name.startswith("US-") else name


def _rings(
    home: tuple[float, float], reach_km: float, colours: dict[str, str]
) -> list[dict[str, Any]]:
    """The last three that fit, each with how far it is."""
    miles = [one for one in RINGS if one * KM_PER_MILE <= reach_km * 1.02][-3:]
    lines = [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": _circle(*home, one * KM_PER_MILE)},
        }
        for one in miles
    ]
    tops = [
        _at(home[0] + degrees(one * KM_PER_MILE / EARTH_RADIUS_KM), home[1], what=f"{one} mi")
        for one in miles
    ]
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "geoshape", "clip": True, "aria": False, "filled": False,
                     "stroke": colours["rings"], "strokeDash": [3, 4]},
        },
        _words(tops, colours, dy=9, fontSize=12, fontWeight="bold"),
    ]  # fmt: skip


def _circle(latitude: float, longitude: float, radius_km: float) -> list[list[float]]:
    """Longitudes and latitudes at *radius_km* from a place, all around it."""
    phi, far = radians(latitude), radius_km / EARTH_RADIUS_KM
    around_home = []
    for step in range(RING_STEPS + 1):
        bearing = 2 * pi * step / RING_STEPS
        there = asin(sin(phi) * cos(far) + cos(phi) * sin(far) * cos(bearing))
        turn = atan2(sin(bearing) * sin(far) * cos(phi), cos(far) - sin(phi) * sin(there))
        around_home.append([round(longitude + degrees(turn), 4), round(degrees(there), 4)])
    return around_home


def _dot_marks(dots: list[dict[str, Any]], colours: dict[str, str]) -> dict[str, Any]:
    layer = _marks("circle", dots, opacity=0.85, color=colours["dots"], stroke=colours["halo"])
    sizes = {"field": "count", "type": "quantitative", "legend": None,
             "scale": {"domain": [1, 12], "range": [130, 700], "clamp": True}}  # fmt: skip
    hints = [{"field": name, "type": "nominal"} for name in ("what", "where")]
    layer["encoding"] |= {"size": sizes, "tooltip": hints}
    return layer


def _words(places: list[dict[str, Any]], colours: dict[str, str], **mark: Any) -> dict[str, Any]:
    layer = _marks("text", places, color=colours["words"], **mark)
    layer["encoding"]["text"] = {"field": "what", "type": "nominal"}
    return layer


def _marks(kind: str, places: list[dict[str, Any]], **mark: Any) -> dict[str, Any]:
    """A layer with a mark at each of *places*."""
    position = {name: {"field": name, "type": "quantitative"} for name in ("latitude", "longitude")}
    return {
        "data": {"values": places},
        "mark": {"type": kind, "clip": True, "aria": False, **mark},
        "encoding": dict(position),
    }
