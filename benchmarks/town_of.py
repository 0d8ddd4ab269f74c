"""A catalogue of any number of dates around one town, made of texts like the recorded ones."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus import CORPUS, announcements

from pipeline.labels_file import read_examples, shipped

TOWN, LATITUDE, LONGITUDE = "Marietta, OH", 39.415, -81.455
BASE, SOURCES, DAYS = 4_000, 10, 90


def texts() -> list[tuple[str, str]]:
    """Names and descriptions: the recorded corpus's, or else those that ship."""
    if CORPUS.is_file():
        found = [(one.event.name, one.event.description) for one in announcements()]
        return found[:: max(1, len(found) // BASE)]
    return shipped_texts()


def shipped_texts() -> list[tuple[str, str]]:
    """Names and descriptions of the texts that ship."""
    rows = read_examples(shipped())[0]
    return [(row.announcement.title, row.announcement.description) for row in rows]


def fill(home: Path, dates: int) -> None:
    """Import *dates* events of the coming ninety days into the catalogue of *home*."""
    dice = random.Random(dates)
    known = texts()
    home.mkdir(parents=True, exist_ok=True)
    files = [home / f"calendar-{number}.jsonl" for number in range(SOURCES)]
    today = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    for number, file in enumerate(files):
        rows = (
            event(known, dice, today, f"{number}-{serial}") for serial in range(dates // SOURCES)
        )
        file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    command = [sys.executable, "-m", "pipeline", "import", "--home", home, "--locality", TOWN]
    subprocess.run(
        [str(part) for part in (*command, "--timezone", "America/New_York", *files)],
        check=True,
        capture_output=True,
    )


def event(
    known: list[tuple[str, str]], dice: random.Random, today: datetime, serial: str
) -> dict[str, object]:
    """One event like one of those that are known, and unlike all others."""
    name, description = dice.choice(known)
    words = [word for word in description.split() if dice.random() > 0.1]
    start = today + timedelta(hours=dice.randrange(1, DAYS * 24))
    price = dice.choice((None, 0, round(dice.uniform(5, 200))))
    return {
        "id": serial,
        "name": f"{name} {serial}",
        "description": " ".join(words),
        "startDate": start.isoformat(),
        "endDate": (start + timedelta(hours=2)).isoformat(),
        "url": f"https://town.example/{serial}",
        "venue": f"Hall {dice.randrange(500)}",
        "lat": LATITUDE + dice.gauss(0, 0.15),
        "lon": LONGITUDE + dice.gauss(0, 0.15),
        "price": price,
    }
