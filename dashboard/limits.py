"""How often a visitor may do something, so that nobody can flood what is kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st


@dataclass(slots=True)
class Limit:
    """At most *most* times within *seconds*, for each visitor by themselves.

    It is counted in memory, and forgotten of whoever is quiet for so long.

    Attributes:
        clock: seconds that only grow.
    """

    most: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    at: dict[str, deque[float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def one_more(self, visitor: str = "") -> bool:
        """Count one more; False, and nothing counted, where there were too many.

        Args:
            visitor: who; "" for all together.
        """
        now = self.clock()
        with self.lock:
            self.at = {who: at for who, at in self.at.items() if at[-1] > now - self.seconds}
            times = self.at.setdefault(visitor, deque(maxlen=self.most))
            if len(times) == self.most and times[0] > now - self.seconds:
                return False
            times.append(now)
            return True


PASSWORDS = Limit(most=10, seconds=60)
LISTS = Limit(most=20, seconds=3600)
PROBES = Limit(most=30, seconds=3600)
CHANGES = Limit(most=60, seconds=60)
REPORTS = Limit(most=10, seconds=3600)


def visitor() -> str:
    """The address that the visitor comes from, "" for who sits at this machine; never stored."""
    return st.context.ip_address or ""
