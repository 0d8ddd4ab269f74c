"""Listings a second of the ical adapter and its expansion, against the two libraries called bare.

Both read the same bytes and find the occurrences of the same 180 days.  Prints the ratio of
their times; below 1 we are the faster.  Reads a recorded town where there is one beside the
checkout, else the sample town.
"""

from __future__ import annotations

import io
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import recurring_ical_events
from figures import Figure, tell
from warcio.archiveiterator import ArchiveIterator

from crawlers.adapters.ical import parse
from crawlers.source import Page, Source
from data.sample.build import build
from model.event import Listing
from pipeline.recurrence import Horizon, expand

RECORDED = Path(__file__).parents[2] / "shared/towns/montclair/recording.warc.gz"
SOURCE = Source(id="bench", name="Bench", url="https://bench.example/", timezone="UTC")
PAGE = Page(SOURCE.url, datetime(2026, 3, 1, tzinfo=UTC))
LIMIT = 1.0


def feeds() -> tuple[list[bytes], Horizon]:
    """ICalendar bodies that the bare libraries can read too, and the horizon to look at."""
    if RECORDED.is_file():
        archive, now = RECORDED.read_bytes(), datetime(2026, 8, 22, tzinfo=UTC)
    else:
        now = datetime.now(UTC)
        archive = build(now.date())
    bodies = [
        record.content_stream().read()
        for record in ArchiveIterator(io.BytesIO(archive))
        if record.rec_type == "response"
    ]
    horizon = Horizon(now)
    return [b for b in bodies if b"BEGIN:VCALENDAR" in b and readable(b, horizon)], horizon


def readable(body: bytes, horizon: Horizon) -> bool:
    """Whether the bare libraries get through *body*."""
    try:
        bare(body, horizon)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def bare(body: bytes, horizon: Horizon) -> int:
    """Occurrences found by the libraries alone."""
    calendar = icalendar.Calendar.from_ical(body)
    return len(recurring_ical_events.of(calendar).between(horizon.start, horizon.end))


def ours(body: bytes, horizon: Horizon) -> int:
    """Occurrences found by adapter and expansion."""
    return sum(len(expand(one, horizon).occurrences) for one in listings(body))


def listings(body: bytes) -> Iterator[Listing]:
    """What the adapter reads."""
    return (one for one in parse(body, SOURCE, PAGE) if isinstance(one, Listing))


def seconds(read: Callable[[bytes, Horizon], int], bodies: list[bytes], horizon: Horizon) -> float:
    """CPU time of reading every body once."""
    start = time.process_time()
    for body in bodies:
        read(body, horizon)
    return time.process_time() - start


def main() -> int:
    """Measure three rounds in turn and print the best of each."""
    warnings.simplefilter("ignore")
    bodies, horizon = feeds()
    count = sum(1 for body in bodies for _ in listings(body))
    rounds = [(seconds(ours, bodies, horizon), seconds(bare, bodies, horizon)) for _ in range(3)]
    mine, theirs = (min(column) for column in zip(*rounds, strict=True))
    print(f"ical: {count} listings in {len(bodies)} feeds")
    ms, bare_libraries = 1000 / count, "icalendar and recurring-ical-events"
    peer = {"peer": theirs * ms, "of": bare_libraries}
    return tell(Figure("CPU of a listing", mine * ms, "ms", limit=LIMIT, **peer))


if __name__ == "__main__":
    sys.exit(main())
