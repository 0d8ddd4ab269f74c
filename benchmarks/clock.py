"""CPU time of this process, which other work on the machine does not lengthen much."""

from __future__ import annotations

import time
from collections.abc import Callable


def cpu_ms(what: Callable[[], object]) -> float:
    """Milliseconds that it takes."""
    start = time.process_time()
    what()
    return (time.process_time() - start) * 1000
