"""How an SQLite file is opened."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

WAIT_S = 30
"""So long another program that writes the file is waited for."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection to the file at *path*, which is not looked at before the first question.

    Read only, it is seen beside a running writer.  In a folder that is closed to this program
    SQLite cannot note who reads; where nobody writes either, the file is read without.
    """
    address = path.absolute().as_uri()
    if read_only:
        wal = path.with_name(f"{path.name}-wal")
        at_rest = not os.access(path.parent, os.W_OK) and not wal.exists()
        address += "?immutable=1" if at_rest else "?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=WAIT_S, check_same_thread=False)
