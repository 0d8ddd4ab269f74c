"""What PostgreSQL complains of, as errors that say what to do."""

from __future__ import annotations

import json

import psycopg
from psycopg import errors

from model.errors import (
    CatalogueDamaged,
    CatalogueError,
    CatalogueLocked,
    DiskError,
    TwogetherError,
)
from pipeline.complaints import LET_WRITE, MAKE_ROOM, PUT_RIGHT, SEE_TO_IT

DAMAGED = f"is damaged ({{reason}}); {PUT_RIGHT}"
LOOK = "see that its server runs and that TWOGETHER_DATABASE is right, and run it again"
BUSY = "is being written by another program, which keeps it locked; wait for it to end"
KINDS: tuple[tuple[tuple[type[psycopg.Error], ...], type[TwogetherError], str], ...] = (
    (
        (errors.DiskFull,),
        DiskError,
        f"cannot be written, the disk of its server is full; {MAKE_ROOM}",
    ),
    ((errors.IoError,), DiskError, f"cannot be used, the disk of its server fails; {SEE_TO_IT}"),
    (
        (errors.ReadOnlySqlTransaction,),
        DiskError,
        f"cannot be written, since its server is read-only; {LET_WRITE}",
    ),
    ((errors.DataCorrupted, errors.IndexCorrupted), CatalogueDamaged, DAMAGED),
    (
        (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure),
        CatalogueLocked,
        BUSY,
    ),
    (
        (errors.InsufficientPrivilege,),
        CatalogueError,
        "may not be used by this role ({reason}); let its owner grant that, or name another role",
    ),
    (
        (errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction),
        CatalogueError,
        f"is not what this program expects: {{reason}}; run `twogether doctor`, or {PUT_RIGHT}",
    ),
    (
        (psycopg.OperationalError,),
        CatalogueError,
        f"does not answer ({{reason}}), so nothing that was begun was kept; {LOOK}",
    ),
)
"""By what the server says: the error, and the rest of its sentence."""


def of_server(error: BaseException | None, where: str) -> TwogetherError | None:
    """What *error* means of the catalogue called *where*; None if it is a fault of the program."""
    if isinstance(error, json.JSONDecodeError):
        return CatalogueDamaged(f"catalogue {where} {DAMAGED.format(reason=error)}")
    for classes, kind, rest in KINDS:
        if isinstance(error, classes):
            return kind(f"catalogue {where} {rest.format(reason=reason(error))}")
    return None


def reason(error: BaseException) -> str:
    """The last line of what was said, which names the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    found = next((line for line in lines if "LINE " not in line and "^" not in line), "no word")
    return found.removeprefix("connection failed: ")
