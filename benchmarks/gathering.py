"""Benchmarks run in processes of their own, and the figures that they hand over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from figures import FILE, Figure

RUNS, QUICK_S, BOUND_S = 3, 75.0, 1800.0
"""So many runs, as long as the next one is likely to end within so many seconds in all; a run that
takes longer than the last of the three is ended."""
ENDED = -signal.SIGKILL
"""The exit code of what was ended."""


@dataclass(slots=True)
class Outcome:
    """What came of one benchmark.

    Attributes:
        command: as one would type it.
        runs: the figures of each run.
        seconds: what each run took.
        said: the last line that it printed, or of a failed run the last of its errors.
        failed: it ended otherwise than by a limit that was not kept.
    """

    command: str
    runs: list[list[Figure]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    said: str = ""
    failed: bool = False

    def rows(self) -> list[list[Figure]]:
        """Each figure's values over the runs, in the order of the first run."""
        by_name: dict[str, list[Figure]] = {}
        for figure in (one for run in self.runs for one in run):
            by_name.setdefault(figure.name, []).append(figure)
        return list(by_name.values())


def gather(script: Path, arguments: Sequence[str] = ()) -> Outcome:
    """Run *script* up to three times, fewer where it takes long; a failed run is the last."""
    outcome = Outcome(" ".join([script.name, *arguments]))
    while not outcome.failed and len(outcome.runs) < RUNS:
        spent = sum(outcome.seconds)
        if outcome.runs and spent + spent / len(outcome.runs) > QUICK_S:
            break
        begun = time.monotonic()
        _run([sys.executable, str(script), *arguments], outcome)
        outcome.seconds.append(time.monotonic() - begun)
    return outcome


def _run(command: list[str], outcome: Outcome) -> None:
    """One run, added to *outcome*."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file, printed = Path(folder) / "figures.jsonl", Path(folder) / "printed.txt"
        with printed.open("w") as out:
            code = _ended(command, {**os.environ, FILE: str(file)}, out.fileno())
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        figures = [Figure(**json.loads(line)) for line in lines]
        text = printed.read_text("utf-8", "replace").rstrip()
    print(text, flush=True)
    outcome.runs.append(figures)
    last = text.splitlines()[-1].strip() if text else f"ended with {code}"
    outcome.said = f"was ended after {BOUND_S:g} s" if code == ENDED else last
    outcome.failed = bool(code) and all(one.is_kept() for one in figures)


def _ended(command: list[str], environment: Mapping[str, str], out: int) -> int:
    """The exit code; what runs for too long is ended with all that it started."""
    process = subprocess.Popen(
        command, env=dict(environment), stdout=out, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        return process.wait(BOUND_S)
    except subprocess.TimeoutExpired:
        return ENDED
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
