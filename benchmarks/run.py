"""Run the benchmarks, one after another, and write `RESULTS.md` beside this file.

    python benchmarks/run.py [FILE ...]

With files only these run, and the page is printed instead of written.  A benchmark that fails does
not keep the others from running; a run that is broken off leaves what it has measured.  Ends with 1
when one failed or a limit was not kept.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from gathering import Outcome, gather
from machine import machine
from results import all_well, page

HERE = Path(__file__).parent
ALL = ("bench_*.py", "dashboard.py", "soak.py")
LONG = (
    "soak.py", "bench_sources.py", "bench_pipeline.py", "bench_events.py", "bench_million.py",
    "bench_cluster.py", "dashboard.py",
)  # fmt: skip
"""These come last."""
ARGUMENTS = {"soak.py": ("--sites", "40", "--days", "4", "--kills", "2")}
"""Of those whose whole takes too long."""


def about(script: Path) -> str:
    """The first paragraph of its docstring, and how to run the whole where it is shortened."""
    text = ast.get_docstring(ast.parse(script.read_text("utf-8"))) or ""
    said = " ".join(text.split("\n\n")[0].split())
    whole = f" Shortened here; the whole is `python benchmarks/{script.name}`."
    return said + whole if script.name in ARGUMENTS else said


def every() -> list[Path]:
    """All benchmarks, those that take long last."""
    found = sorted(path for pattern in ALL for path in HERE.glob(pattern))
    return sorted(found, key=lambda path: LONG.index(path.name) if path.name in LONG else -1)


def main(named: Sequence[str]) -> int:
    """Run those that are *named*, or all."""
    scripts = [Path(one) for one in named] or every()
    on, outcomes, abouts = machine(), list[Outcome](), dict[str, str]()
    for script in scripts:
        print(f"== {script.name}", flush=True)
        outcome = gather(script, ARGUMENTS.get(script.name, ()))
        outcomes.append(outcome)
        abouts[outcome.command] = about(script)
        text = page(outcomes, on, datetime.now(UTC).date(), abouts)
        if not named:
            (HERE / "RESULTS.md").write_text(text, "utf-8")
    if named:
        print(text)
    return int(not all_well(outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
