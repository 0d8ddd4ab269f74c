"""What SQLite and the disk complain of, as errors that say what to do."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import (
    CatalogueDamaged,
    CatalogueError,
    CatalogueLocked,
    DiskError,
    TwogetherError,
)

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
MAKE_ROOM = "nothing of it was kept; make room there and run it again"
LET_WRITE = "nothing was changed; let whoever runs this write there, or choose another place"
SEE_TO_IT = "nothing was changed; see to the disk, then run `twogether doctor`"
PUT_RIGHT = "put a backup in its place with `twogether restore`, or move it away and crawl again"
SQLITE: dict[int, tuple[type[TwogetherError], str]] = {
    sqlite3.SQLITE_FULL: (DiskError, f"cannot be written, its disk is full; {MAKE_ROOM}"),
    sqlite3.SQLITE_IOERR: (DiskError, f"cannot be used, its disk is full or fails; {SEE_TO_IT}"),
    sqlite3.SQLITE_READONLY: (
        DiskError,
        f"cannot be written, since it, its folder or its disk is read-only; {LET_WRITE}",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        DiskError,
        f"cannot be opened, since its folder or its disk is closed to this program; {LET_WRITE}",
    ),
    sqlite3.SQLITE_CORRUPT: (CatalogueDamaged, f"is damaged ({{error}}); {PUT_RIGHT}"),
    sqlite3.SQLITE_BUSY: (
        CatalogueLocked,
        "is being written by another program, which keeps it locked; wait for it to end",
    ),
}
"""By SQLite's primary result code: the error, and the rest of its sentence."""
SAME_AS = {
    sqlite3.SQLITE_PERM: sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB: sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FORMAT: sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_LOCKED: sqlite3.SQLITE_BUSY,
}
UNREADABLE = "Could not decode to UTF-8"
"""How Python's own module, which has no code for it, begins to say that a text is none."""
COMPLAINTS = (sqlite3.Error, UnicodeDecodeError, json.JSONDecodeError)
"""What wrong bytes end in: in texts, in what SQLite says of them, in what is kept as JSON."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what SQLite complains of inside as an error that says what to do.

    Args:
        path: of the database; its stem is what the message calls it.

    Raises:
        CatalogueDamaged, CatalogueLocked, DiskError: as the complaint is.
        CatalogueError: for any other that is no fault of the program.
    """
    try:
        yield
    except COMPLAINTS as error:
        if meant := of_database(error, path):
            raise meant from error
        raise


def of_database(error: BaseException | None, path: Path) -> TwogetherError | None:
    """What *error* means of the database at *path*; None if it is a fault of the program."""
    if not isinstance(error, COMPLAINTS):
        return None
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if not isinstance(error, sqlite3.Error) or str(error).startswith(UNREADABLE):
        code = sqlite3.SQLITE_CORRUPT
    kind, rest = SQLITE.get(SAME_AS.get(code, code), (None, ""))
    if kind:
        return kind(f"{path.stem} {str(path)!r} {rest.format(error=error)}")
    if isinstance(error, sqlite3.OperationalError):
        return CatalogueError(
            f"{path.stem} {str(path)!r} is not what this program expects: {error}; "
            "run `twogether doctor`, or put a backup in its place with `twogether restore`"
        )
    return None


@contextmanager
def disk_explained() -> Iterator[None]:
    """Raise what the system says of a file inside as an error that says what to do.

    Raises:
        DiskError: if a file cannot be used, or a disk is full.
    """
    try:
        yield
    except OSError as error:
        where = f"file {error.filename!r}" if error.filename else "a file"
        if error.errno in FULL:
            msg = f"{where} cannot be written, its disk is full; {MAKE_ROOM}"
            raise DiskError(msg) from error
        if error.filename:
            msg = f"{where} cannot be used ({error.strerror}); {LET_WRITE}"
            raise DiskError(msg) from error
        raise
