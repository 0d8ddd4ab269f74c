"""How often a process that crawls collects garbage."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Seldom: a crawl keeps what it finds, so that most collections would free nothing."""
    gc.set_threshold(50_000, 20, 100)
