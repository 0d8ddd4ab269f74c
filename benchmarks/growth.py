"""How a cost grows with the size: the exponent of a power law, fitted to some points."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from figures import Figure, number


def exponent(points: Mapping[int, float]) -> float:
    """The slope of log cost over log size, by least squares: 1 is linear, 2 quadratic.

    Args:
        points: cost by size, at least two, each above 0.

    >>> round(exponent({10: 3.0, 100: 300.0, 1000: 30000.0}), 6)
    2.0
    """
    slope, _ = np.polyfit(np.log(list(points)), np.log(list(points.values())), 1)
    return float(slope)


def growth(name: str, points: Mapping[int, float], unit: str, limit: float) -> list[Figure]:
    """The exponent of all points and of the last step, where what is small counts least."""
    shown = "; ".join(f"{size:,}: {number(cost)} {unit}" for size, cost in points.items())
    last = dict(list(points.items())[-2:])
    return [
        Figure(f"{name}, exponent of growth", exponent(points), limit=limit, note=shown),
        Figure(f"{name}, exponent of the last step", exponent(last), limit=limit),
    ]
