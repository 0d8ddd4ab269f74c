"""One run at a time, on however many machines that share a server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from model.errors import CatalogueLocked
from pipeline.postgresql_address import Address
from pipeline.postgresql_connection import connect

PATIENCE_S = 3.0
"""So long the server may take to notice that the last run was killed."""
TRY = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0)) AS is_ours"
HOLDER = """
SELECT a.client_addr, a.backend_start::timestamp(0) AS began
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (l.classid::bigint << 32) + l.objid::bigint = hashtextextended(%s, 0)
"""


@contextmanager
def held(at: Address) -> Iterator[None]:
    """Hold the lock of a catalogue; the server lets go of it when the connection ends.

    Raises:
        CatalogueLocked: if a run elsewhere holds it.
        CatalogueError: if the server does not answer.
    """
    with closing(connect(at)) as db:
        until = time.monotonic() + PATIENCE_S
        while not (db.execute(TRY, [at.schema]).fetchone() or {})["is_ours"]:
            if time.monotonic() > until:
                row = db.execute(HOLDER, [at.schema]).fetchone()
                who = f"a run on {row['client_addr'] or 'its server'}" if row else "another run"
                began = f" that began at {row['began']}" if row else ""
                msg = f"catalogue {at.where} is being written by {who}{began}; wait for it to end"
                raise CatalogueLocked(msg)
            time.sleep(0.1)
        yield
