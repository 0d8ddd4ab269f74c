"""The layers that a map is drawn of, in Vega-Lite's terms."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

from model.geo import EARTH_RADIUS_KM, KM_PER_MILE
from pipeline.basemap import EDITION

ADDRESS = f"/map/{EDITION}"
RING_STEPS = 72
COLOURS = {
    name: f"light-dark({light}, {dark})"
    for name, light, dark in (
        ("sea", "#e6ecec", "#141718"),
        ("land", "#f6efe6", "#2a2320"),
        ("lines", "#dccdbb", "#4d4039"),
        ("words", "#6f5f53", "#b8a99c"),
        ("rings", "#a58d79", "#86746a"),
        ("home", "#2b211c", "#f2e8de"),
        ("dots", "#a2442f", "#e39a7e"),
        ("halo", "#fcf9f5", "#1d1815"),
    )
}
"""For the browser to choose from, so that a map follows the theme at once."""


def outlines(names: Sequence[str]) -> list[dict[str, Any]]:
    """Land with its lines."""
    return [
        {
            "data": {
                "url": f"{ADDRESS}/{name}.json",
                "format": {"type": "topojson", "feature": _feature(name)},
            },
            "mark": {"type": "geoshape", "clip": True, "aria": False, "fill": COLOURS["land"],
                     "stroke": COLOURS["lines"], "strokeWidth": 1},
        }
        for name in names
    ]  # fmt: skip


def _feature(name: str) -> str:
    """What to draw of an outline: of a state alone its counties."""
    return "counties" if name.startswith("US-") else name


def ring_lines(home: tuple[float, float], miles: Sequence[int]) -> dict[str, Any]:
    """The rings at *miles* from home."""
    lines = [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": _circle(*home, one * KM_PER_MILE)},
        }
        for one in miles
    ]
    return {
        "data": {"values": lines},
        "mark": {"type": "geoshape", "clip": True, "aria": False, "filled": False,
                 "stroke": COLOURS["rings"], "strokeDash": [3, 4]},
    }  # fmt: skip


def ring_tops(home: tuple[float, float], miles: Sequence[int]) -> list[dict[str, Any]]:
    """Where each ring is the farthest north, and how far that is from home."""
    return [
        at(home[0] + degrees(one * KM_PER_MILE / EARTH_RADIUS_KM), home[1], what=f"{one} mi")
        for one in miles
    ]


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


def home_mark(home: tuple[float, float]) -> dict[str, Any]:
    """A cross where home is."""
    return marks("point", [at(*home)], shape="cross", size=150, color=COLOURS["home"], filled=True)


def dot_marks(dots: list[dict[str, Any]]) -> dict[str, Any]:
    """A dot for each place, larger where more is on; resting on it tells what."""
    layer = marks("circle", dots, opacity=0.85, color=COLOURS["dots"], stroke=COLOURS["halo"])
    sizes = {"field": "count", "type": "quantitative", "legend": None,
             "scale": {"domain": [1, 12], "range": [130, 700], "clamp": True}}  # fmt: skip
    hints = [{"field": name, "type": "nominal"} for name in ("what", "where")]
    layer["encoding"] |= {"size": sizes, "tooltip": hints}
    return layer


def words(places: list[dict[str, Any]], **mark: Any) -> list[dict[str, Any]]:
    """What each place is called, on a halo, so that it can be read over lines and dots."""
    halo = {"stroke": COLOURS["land"], "strokeWidth": 3, "strokeJoin": "round", "opacity": 0.85}
    layers = [marks("text", places, color=COLOURS["words"], **mark, **more) for more in (halo, {})]
    for layer in layers:
        layer["encoding"]["text"] = {"field": "what", "type": "nominal"}
    return layers


def marks(kind: str, places: list[dict[str, Any]], **mark: Any) -> dict[str, Any]:
    """A layer with a mark at each of *places*."""
    position = {name: {"field": name, "type": "quantitative"} for name in ("latitude", "longitude")}
    return {
        "data": {"values": places},
        "mark": {"type": kind, "clip": True, "aria": False, **mark},
        "encoding": position,
    }


def at(latitude: float, longitude: float, **more: Any) -> dict[str, Any]:
    """A place to be marked, and what else is known of it."""
    return {"latitude": round(latitude, 4), "longitude": round(longitude, 4), **more}
