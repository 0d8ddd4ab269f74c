"""A home with the sample town in it, crawled by the real command."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory):
    """The sample town as of today."""
    from data.sample.build import build

    home = tmp_path_factory.mktemp("home")
    now = datetime.now(UTC)
    recording = home / "sample.warc.gz"
    recording.write_bytes(build(now.date()))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--sources", "sample"]
    command += ["--replay", recording, "--now", now.isoformat(timespec="seconds")]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)
    return home
