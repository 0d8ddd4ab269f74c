"""A map without tiles: home, rings of distance, and a dot for each card."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians, sin
from typing import Any

from model.geo import KM_PER_MILE
from model.in_words import when
from model.outing import Outing
from model.ranking import Card

KM_PER_DEGREE = 111.32
RING_STEPS = 72


def spec(cards: Sequence[Card], outing: Outing) -> dict[str, Any] | None:
    """A Vega-Lite chart of *cards* around home; None when there is no home or nothing to show.

    Positions are kilometres east and north of home, so that rings are circles.
    """
    points = [point for card in cards if (point := _point(card, outing))]
    if outing.latitude is None or not points:
        return None
    reach = max(max(abs(p["east"]), abs(p["north"])) for p in points)
    radii = [miles for miles in (1, 2, 5, 10, 25, 50, 100) if miles * KM_PER_MILE <= reach * 1.6]
    extent = reach * 1.15 + 0.5
    axis = {"type": "quantitative", "axis": None, "scale": {"domain": [-extent, extent]}}
    position = {"x": {**axis, "field": "east"}, "y": {**axis, "field": "north"}}
    return {
        "height": 420,
        "view": {"stroke": None},
        "layer": [
            {
                "data": {"values": [row for miles in radii[-3:] for row in _ring(miles)]},
                "mark": {"type": "line", "strokeDash": [3, 4], "opacity": 0.5, "color": "#8c7565"},
                "encoding": {
                    **position,
                    "detail": {"field": "miles"},
                    "order": {"field": "step", "type": "quantitative"},
                },
            },
            {
                "data": {"values": [{"east": 0, "north": m * KM_PER_MILE, "label": f"{m} mi"}
                                    for m in radii[-3:]]},
                "mark": {"type": "text", "dy": -6, "color": "#8c7565"},
                "encoding": {**position, "text": {"field": "label"}},
            },
            {
                "data": {"values": [{"east": 0, "north": 0}]},
                "mark": {"type": "point", "shape": "cross", "size": 120, "color": "#2b211c"},
                "encoding": position,
            },
            {
                "data": {"values": points},
                "mark": {"type": "circle", "size": 180, "opacity": 0.75, "color": "#a2442f"},
                "encoding": {
                    **position,
                    "tooltip": [
                        {"field": "name", "title": "what"},
                        {"field": "when"},
                        {"field": "where"},
                    ],
                },
            },
        ],
    }  # fmt: skip


def _point(card: Card, outing: Outing) -> dict[str, Any] | None:
    one = card.candidate
    if one.latitude is None or one.longitude is None or outing.latitude is None:
        return None
    assert outing.longitude is not None
    narrowing = cos(radians(outing.latitude))
    return {
        "east": round((one.longitude - outing.longitude) * KM_PER_DEGREE * narrowing, 2),
        "north": round((one.latitude - outing.latitude) * KM_PER_DEGREE, 2),
        "name": one.name,
        "when": when(one),
        "where": one.venue or one.address,
    }


def _ring(miles: int) -> list[dict[str, Any]]:
    radius = miles * KM_PER_MILE
    angles = [2 * pi * step / RING_STEPS for step in range(RING_STEPS + 1)]
    return [
        {
            "east": round(radius * sin(a), 2),
            "north": round(radius * cos(a), 2),
            "miles": miles,
            "step": step,
        }
        for step, a in enumerate(angles)
    ]
