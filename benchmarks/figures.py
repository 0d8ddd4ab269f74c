"""What a benchmark measured, next to what it is held against.

A benchmark tells its figures, and ends with 1 where a limit is not kept:

    return tell(
        Figure("a search, p99", 3.3, "ms", limit=5),
        Figure("CPU of a feed", 0.8, "s", peer=1.1, of="icalendar bare", limit=1),
    )
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

FILE = "TWOGETHER_FIGURES"
"""The environment's name for the file that `record` appends to."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        name: what was measured, with its size; tells it from the benchmark's other figures.
        value: how much.
        unit: of the value and of the peer's; empty for a bare number.
        limit: what has to be kept: by the value, or with a peer by its ratio to the peer's value.
        peer: the same figure of another program, measured in the same run; not 0.
        of: who the peer is.
        better: which side of the limit is the good one.
        note: what else a reader should know, such as the points that a line was fitted to.
    """

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    peer: float | None = None
    of: str = ""
    better: Literal["less", "more"] = "less"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """To the peer's value, else to the limit; None where there is nothing to divide by."""
        against = self.limit if self.peer is None else self.peer
        return self.value / against if against else None

    def is_kept(self) -> bool:
        """Whether it is on the good side of its limit; without a limit it is."""
        if self.limit is None:
            return True
        figure = self.value if self.peer is None else self.value / self.peer
        return figure <= self.limit if self.better == "less" else figure >= self.limit

    def __str__(self) -> str:
        """One line: the figure, its ratio and its limit."""
        unit = f" {self.unit}" if self.unit else ""
        most = "at most" if self.better == "less" else "at least"
        parts = [f"{self.name}: {number(self.value)}{unit}"]
        if self.peer is not None:
            parts.append(f"{self.value / self.peer:.2f} of {self.of} ({number(self.peer)}{unit})")
        if self.limit is not None:
            ratio = self.peer is not None or not self.ratio
            held = "" if ratio else f"{self.ratio:.2f} of the limit, "
            parts.append(f"{held}{most} {self.limit:g}{'' if self.is_kept() else ': NOT KEPT'}")
        return "; ".join([*parts, self.note] if self.note else parts)


def number(value: float) -> str:
    """Three digits, or all that stand before the point.

    >>> number(1234.5), number(0.01234)
    ('1,234', '0.0123')
    """
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def tell(*figures: Figure) -> int:
    """Print the figures and record them; the exit code, 1 where a limit is not kept."""
    for one in figures:
        print(f"  {one}", flush=True)
    return int(not record(*figures))


def record(*figures: Figure) -> bool:
    """Hand the figures to the runner, if it asked for them; whether all limits are kept."""
    if path := os.environ.get(FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(one)) + "\n" for one in figures)
    return all(one.is_kept() for one in figures)
