"""What the libraries of a run take alone: `libraries_alone.py RECORDING NOW`.

Prints CPU seconds as JSON: to start Scrapy, sqlite-utils, scikit-learn and skops, from the start
of the process on; and for icalendar to read each calendar of the recording whole, and
recurring-ical-events to tell what takes place within a run's horizon.  What they cannot read they
skip.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

STARTED = ("scrapy.crawler", "sqlite_utils", "sklearn.calibration", "sklearn.compose", "skops.io")
DAYS = 180


def start() -> float:
    """Import what a run cannot do without."""
    for name in STARTED:
        import_module(name)
    return time.process_time()


def calendars(recording: Path, now: datetime) -> float:
    """Read every calendar of *recording*."""
    import recurring_ical_events
    from icalendar import Calendar
    from warcio.archiveiterator import ArchiveIterator

    began = time.process_time()
    with recording.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                with suppress(ValueError, KeyError, TypeError, AttributeError, IndexError):
                    calendar = Calendar.from_ical(record.content_stream().read())
                    query = recurring_ical_events.of(calendar, skip_bad_series=True)
                    query.between(now, now + timedelta(days=DAYS))
    return time.process_time() - began


def main(recording: str, now: str) -> None:
    """Take both, and print them."""
    spent = {"start": start()}
    spent["calendars"] = calendars(Path(recording), datetime.fromisoformat(now))
    print(json.dumps(spent))


if __name__ == "__main__":
    main(*sys.argv[1:])
