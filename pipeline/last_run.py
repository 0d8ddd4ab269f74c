"""How the last run went, by what it recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.config import Config


def last_run(home: Path, after: int = 0) -> str:
    """The last run in words; "" when none with a number beyond *after* has been recorded."""
    from pipeline.catalogue import Catalogue

    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return ""
    with Catalogue(path, read_only=True) as catalogue:
        row = catalogue.last_run()
    return told(json.loads(row["report"])) if row and row["id"] > after else ""


def number_of_last_run(home: Path) -> int:
    """The number of the last run that was recorded; 0 before the first."""
    from pipeline.catalogue import Catalogue

    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return 0
    with Catalogue(path, read_only=True) as catalogue:
        return catalogue.last_run_number()


def told(report: Mapping[str, Any]) -> str:
    """A run's report in a sentence or two."""
    totals = report["totals"]
    late = totals.get("not_reached", 0)
    counts = {
        "live": totals.get("promoted", 0),
        "held back": totals.get("held_back", 0) - late,
        "not read to their end": late,
    }
    parts = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    sources = totals.get("sources", 0)
    what = f"{sources} sources were due: {parts}" if sources else "no source was due"
    stopped = f" It stopped early, since {report['stopped']}." if report.get("stopped") else ""
    return f"Run {report['run']} of {report['now'][:16].replace('T', ' ')}: {what}.{stopped}"
