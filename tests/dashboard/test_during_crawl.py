"""Couples who look while a crawl runs see the town before it or after it, and never an error."""

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from dashboard import queries
from data.sample.build import build
from model.search import defaults

LATER = datetime.now(UTC) + timedelta(days=3)
SESSIONS = 20


def crawl(home, day):
    """A crawl of the sample town as of a day, in a process of its own."""
    recording = home / f"sample-{day:%Y%m%d}.warc.gz"
    recording.write_bytes(build(day.date()))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", str(home), "--json"]
    command += ["--sources", "sample", "--replay", str(recording), "--now", day.isoformat()]
    with (home / "crawl.log").open("w") as log:
        return subprocess.Popen(command, stdout=log, stderr=log)


def look():
    """What a session sees of the town, and of a search in it."""
    found = queries.snapshot()
    ranking = queries.search(found, queries.outing(found, defaults(), LATER), LATER, 12)
    cards = tuple((card.candidate.event, card.candidate.start_date) for card in ranking.cards)
    return found.as_of, len(found.index), tuple(found.index.events), cards


def test_twenty_sessions_see_one_town_or_the_other(sample_home, tmp_path, monkeypatch, copy_home):
    """Whenever they look, before, during or after the crawl's end."""
    home = tmp_path / "home"
    copy_home(sample_home, home)
    monkeypatch.setenv("TWOGETHER_HOME", str(home))
    before = look()
    seen, errors, done = [], [], threading.Event()

    def session():
        while not done.is_set():
            try:
                seen.append(look())
                time.sleep(0.1)
            except Exception as error:  # noqa: BLE001 - any error is what must not happen
                errors.append(error)
                return

    sessions = [threading.Thread(target=session) for _ in range(SESSIONS)]
    process = crawl(home, LATER)
    for one in sessions:
        one.start()
    code = process.wait(300)
    done.set()
    for one in sessions:
        one.join()
    after = look()

    assert 0 == code, (home / "crawl.log").read_text()
    assert not errors, errors[0]
    assert before != after
    for odd in set(seen) - {before, after}:
        of_before = [part == whole for part, whole in zip(odd, before, strict=True)]
        of_after = [part == whole for part, whole in zip(odd, after, strict=True)]
        pytest.fail(f"run, size, events, cards: as before {of_before}, as after {of_after}")
