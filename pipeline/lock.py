"""One run at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import CatalogueLocked


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at *path*; the system lets go of it when the process ends.

    Raises:
        CatalogueLocked: if another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            msg = (
                f"catalogue in {str(path.parent)!r} is being written by process "
                f"{file.read().strip() or '(unknown)'}; wait for it to end"
            )
            raise CatalogueLocked(msg) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
