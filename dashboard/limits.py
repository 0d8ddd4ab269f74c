"""How often a visitor may do something, so that nobody can flood what is kept."""

from __future__ import annotations

import time
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
    at: dict[str, list[float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def one_more(self, visitor: str = "") -> bool:
        """Count one more; False, and nothing counted, where there were too many.

        Args:
            visitor: who; "" for all together.
        """
        now = self.clock()
        since = now - self.seconds
        with self.lock:
            recent = {who: [at for at in times if at > since] for who, times in self.at.items()}
            self.at = {who: times for who, times in recent.items() if times}
            if len(self.at.get(visitor, ())) >= self.most:
                return False
            self.at.setdefault(visitor, []).append(now)
            return True


PASSWORDS = Limit(most=10, seconds=60)
LISTS = Limit(most=20, seconds=3600)
PROBES = Limit(most=30, seconds=3600)
CHANGES = Limit(most=60, seconds=60)
REPORTS = Limit(most=10, seconds=3600)


def visitor() -> str:
    """The address that the visitor comes from, "" for who sits at this machine; never stored."""
    return st.context.ip_address or ""
