"""What all tests share: recorded data where it is, and expectations that can be recorded."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


def pytest_addoption(parser):
    parser.addoption(
        "--record", action="store_true", help="write expected.json from what the adapters find now"
    )


@pytest.fixture(scope="session")
def shared():
    """The folder of recorded data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("no recorded data in ../shared")
    return SHARED


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory):
    """The sample town as of today, and what its crawl logged in `crawl.jsonl`."""
    from data.sample.build import build

    home = tmp_path_factory.mktemp("home")
    now = datetime.now(UTC)
    recording = home / "sample.warc.gz"
    recording.write_bytes(build(now.date()))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--sources", "sample"]
    command += ["--replay", recording, "--now", now.isoformat(timespec="seconds")]
    env = {**os.environ, "TWOGETHER_LOG": "json"}
    done = subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, timeout=300, env=env
    )
    (home / "crawl.jsonl").write_bytes(done.stderr)
    return home
