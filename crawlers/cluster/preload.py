"""What a worker on this machine does first: Ctrl-C is for the command, which tells it to end."""

from __future__ import annotations

import os


def dask_setup(worker: object) -> None:
    """Leave the terminal's group of processes."""
    os.setsid()
