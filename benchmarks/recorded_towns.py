"""Towns whose calendars were recorded on one day: those beside the checkout, or the sample town."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.sample.build import build

TOWNS = Path(__file__).parents[2] / "shared" / "towns"
SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A town's sources and the recording of their pages.

    Attributes:
        sources: what `twogether crawl --sources` is given.
        recording: a WARC file.
        now: the moment of the recording, ISO 8601.
    """

    name: str
    sources: str
    recording: Path
    now: str


def towns(folder: Path) -> list[Recorded]:
    """Every town there is, the smallest recording first; the sample town is written to *folder*."""
    found = [_recorded(path) for path in TOWNS.glob("*/recording.warc.gz")]
    return sorted(found, key=lambda one: one.recording.stat().st_size) or [_sample(folder)]


def chosen(every: list[Recorded], names: Collection[str]) -> list[Recorded]:
    """Those called by *names*; without names the median and the largest."""
    if names:
        return [one for one in every if one.name in names]
    return list(dict.fromkeys((every[len(every) // 2], every[-1])))


def _recorded(recording: Path) -> Recorded:
    town = recording.parent
    about = json.loads((town / "town.json").read_text("utf-8"))
    moment = datetime.fromisoformat(about["captured"][0]).replace(tzinfo=UTC)
    return Recorded(town.name, str(town / "feeds.csv"), recording, moment.isoformat())


def _sample(folder: Path) -> Recorded:
    now = datetime.now(UTC).replace(microsecond=0)
    recording = folder / f"{SAMPLE}.warc.gz"
    recording.write_bytes(build(now.date()))
    return Recorded(SAMPLE, SAMPLE, recording, now.isoformat())
