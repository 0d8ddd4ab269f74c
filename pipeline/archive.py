"""What is long over leaves the catalogue for a file beside it."""

from __future__ import annotations

import gzip
import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from model.errors import DiskError
from pipeline.catalogue import Catalogue
from pipeline.codec import to_json
from pipeline.listing_tables import Stored
from pipeline.recurrence import Horizon, is_over

KEPT_DAYS = 90
"""So long after its last day an announcement stays in the catalogue."""
REPORTS_DAYS = 400
"""So long the report of a run is kept; how its pages were fetched is kept for `KEPT_DAYS`."""


def archive(catalogue: Catalogue, folder: Path, now: datetime) -> int:
    """Move what has been over for `KEPT_DAYS` to a file of *folder*, and forget old fetches.

    The lines are on disk before the rows are gone: a run that is killed between the two leaves
    an announcement in both, never in neither.

    Returns:
        How many announcements were moved.

    Raises:
        DiskError: if the file cannot be written; then nothing is moved.
    """
    then = Horizon(now - timedelta(days=KEPT_DAYS))
    over = [one for one in catalogue.idle_listings() if is_over(one.listing, then)]
    if over:
        path = folder / f"{now:%Y}.jsonl.gz"
        try:
            _append(over, path, now)
        except OSError as error:
            msg = (
                f"archive {str(path)!r} cannot be written: {error}; the run itself is kept, and "
                "so is in the catalogue what is over; see to the disk, and the next run moves it"
            )
            raise DiskError(msg) from error
    with catalogue.writing():
        catalogue.forget_listings([(one.listing.source, one.listing.uid) for one in over])
        catalogue.forget_runs(
            fetched_before=now - timedelta(days=KEPT_DAYS),
            reported_before=now - timedelta(days=REPORTS_DAYS),
        )
    return len(over)


def _append(over: list[Stored], path: Path, now: datetime) -> None:
    """Put the file in its own place, longer: whoever reads it meanwhile sees whole lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    with partial.open("wb") as file:
        file.write(path.read_bytes() if path.exists() else b"")
        with gzip.open(file, "at", encoding="utf-8") as lines:
            for one in over:
                row = {
                    "archived": now.isoformat(),
                    "first_seen": one.first_seen,
                    "last_seen": one.last_seen,
                    "listing": json.loads(to_json(one.listing)),
                }
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
