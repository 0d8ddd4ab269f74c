"""A crawl that is killed at any instant leaves the catalogue as before it, or as after it."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from data.sample.build import build
from pipeline.catalogue import Catalogue
from pipeline.config import Config

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
KILLS = 10


def crawl(home, recording, now):
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--sources", "sample"]
    command += ["--replay", recording, "--now", now.isoformat()]
    return subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def state(home):
    """All that the catalogue holds, after checking that it is sound."""
    with Catalogue(Config(home).catalogue) as catalogue:
        catalogue.db.check()
        tables = ("runs", "sources", "listings", "events", "occurrences", "labels", "offers")
        return {
            table: catalogue.query(f"SELECT * FROM {table} ORDER BY 1, 2")
            for table in tables
            if table != "runs"
        } | {"runs": catalogue.query("SELECT id, now FROM runs")}


@pytest.fixture(scope="module")
def town(tmp_path_factory, copy_home):
    """A catalogue of one day, the recording of a later day, and what a whole crawl makes of it."""
    base = tmp_path_factory.mktemp("kill")
    first, second = base / "first.warc.gz", base / "second.warc.gz"
    later = NOW + timedelta(days=3)
    first.write_bytes(build(NOW.date()))
    second.write_bytes(build(later.date()))
    home, whole = base / "before", base / "after"
    assert 0 == crawl(home, first, NOW).wait(120)
    copy_home(home, whole)
    start = time.monotonic()
    assert 0 == crawl(whole, second, later).wait(120)
    return base, second, later, time.monotonic() - start


def test_killed_at_ten_random_moments(town, copy_home):
    """No half-written catalogue, whenever the power goes."""
    base, recording, later, duration = town
    allowed = [state(base / "before"), state(base / "after")]
    assert allowed[0] != allowed[1]
    chance = random.Random(20260304)
    moments = [duration * (0.3 + 0.7 * chance.random()) for _ in range(KILLS)]

    for number, moment in enumerate(moments):
        home = base / f"kill-{number}"
        copy_home(base / "before", home)
        process = crawl(home, recording, later)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        assert state(home) in allowed
