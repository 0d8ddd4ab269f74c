"""The catalogue anew, from the listings that it keeps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.harvest import Harvest
from pipeline.recurrence import Horizon
from pipeline.report import Report
from pipeline.store import store


def rebuild(home: Path, now: datetime | None = None, days: int = 180) -> Report:
    """Derive every event of *home* anew; the caller holds its lock.

    Args:
        now: aware; None for the time of the last run, so that only what a host said changes.

    Raises:
        CatalogueError: if there is no catalogue.
    """
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        last = catalogue.last_run()
    if now is None and last:
        now = datetime.fromisoformat(last["now"])
    recording = str(last["recording"]) if last else ""
    horizon = Horizon(now or datetime.now().astimezone(), days)
    return store(Harvest([]), home, horizon, recording=recording)
