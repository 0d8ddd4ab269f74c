"""`twogether probe` in a process of its own: pages fetch nothing themselves."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from pipeline.config import default_home

TIMEOUT_S = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What probing an address has shown.

    Attributes:
        document: what `twogether probe --json` prints, None when it printed nothing.
        error: why there is no source to take, "" when there is one.
    """

    document: dict[str, Any] | None
    error: str = ""


def probe(url: str, *, add: bool = False) -> Answer:
    """What there is at *url*; with *add*, its source is kept in the host's file."""
    options = ["--home", str(default_home()), "--json", *(["--add"] if add else [])]
    command = [sys.executable, "-m", "pipeline", "probe", *options, "--", url]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the address as one argument
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return Answer(None, f"{url} took longer than {TIMEOUT_S // 60} minutes; try its feed")
    document = json.loads(done.stdout) if done.stdout.strip() else None
    if done.returncode == 0:
        return Answer(document)
    lines = done.stderr.strip().splitlines() or ["the probe ended without a word; try again"]
    return Answer(document, lines[-1].removeprefix("Error: "))
