"""The real command, at work in a process of its own, and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from soaking.server import Town
from soaking.world import Site

TIMEOUT_S = 2


def write_sources(sites: Sequence[Site], town: Town, path: Path) -> None:
    """The town's sources file."""
    path.write_text(
        "".join(
            f'[[source]]\nid = "{site.id}"\nname = "{site.hall}"\n'
            f'url = "{town.urls[site.id]}/calendar"\nadapter = "{site.platform}"\n'
            f'timezone = "{site.zone}"\nevery = "{site.every}"\ntimeout_s = {TIMEOUT_S}\n'
            for site in sites
        )
    )


def crawl(home: Path, now: datetime) -> subprocess.Popen[bytes]:
    """The command, at work."""
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", str(home), "--json"]
    command += ["--sources", str(home / "sources.toml"), "--now", now.isoformat()]
    environment = {
        **os.environ,
        "TWOGETHER_LOOPBACK": "allow",
        "TWOGETHER_CONTACT": "soak@hall.example",
    }
    with (home / "stderr.txt").open("wb") as said:
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said)


def killed(process: subprocess.Popen[bytes], home: Path, after_s: float) -> bool:
    """Kill -9 after some seconds, or as soon as the catalogue is being written.

    Returns:
        False when it had ended by then.
    """
    log = home / "catalogue.db-wal"
    before = _state(log)
    end = time.monotonic() + after_s
    while time.monotonic() < end and _state(log) in (before, (0, 0)):
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return False
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    return True


def _state(log: Path) -> tuple[int, int]:
    """Size and time of a file; zeros for one that is empty or not there."""
    try:
        found = log.stat()
    except FileNotFoundError:
        return 0, 0
    return (found.st_size, found.st_mtime_ns) if found.st_size else (0, 0)
