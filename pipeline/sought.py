"""What events are looked for by, beside when they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import degrees
from typing import Any
from unicodedata import normalize

from model.errors import InputError
from model.geo import EARTH_RADIUS_KM
from pipeline.database import Spelling


@dataclass(frozen=True, slots=True)
class Sought:
    """What an event must be.

    Attributes:
        words: its name, description, organizer, keywords or place hold all of these, in any form
            that has the same stem; "" for any.
        near: latitude and longitude that its place is within `within_km` of, as the crow flies;
            None for anywhere.

    Raises:
        InputError: if *words* have no letter and no digit.
    """

    words: str = ""
    near: tuple[float, float] | None = None
    within_km: float = 0.0

    def __post_init__(self) -> None:
        if self.words and not self._words():
            msg = f"words {self.words!r} hold no letter, so nothing has them; say a word or two"
            raise InputError(msg)

    def condition(self, spelling: Spelling) -> str:
        """What follows WHERE, of the events `e`; "" for nothing."""
        words = [f"e.id IN ({spelling.words()})"] if self.words else []
        near = [f"e.place IN ({spelling.near()})"] if self.near else []
        return " AND ".join(words + near)

    def parameters(self) -> dict[str, Any]:
        """The values that the condition names."""
        named: dict[str, Any] = {}
        if self.words:
            named["words"] = " ".join(f'"{word}"' for word in self._words())
        if self.near:
            latitude, longitude = self.near
            reach = degrees(self.within_km / EARTH_RADIUS_KM) + 1e-9
            named |= {"latitude": latitude, "longitude": longitude, "km": self.within_km}
            named |= {"south": latitude - reach, "north": latitude + reach}
        return named

    def _words(self) -> list[str]:
        """Runs of letters and digits, as both databases part a text."""
        return re.findall(r"[^\W_]+", normalize("NFC", self.words))


ANYTHING = Sought()
