"""What a worker does for a crawl."""

from __future__ import annotations

import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Lock

from crawlers.cluster.folder import Done, RunFolder
from crawlers.collecting import collect_rarely
from crawlers.fingerprint import reader
from pipeline.language import identifier

NEEDED = ("pipeline.run", "model.classifier", "pyarrow.parquet")
LOADING = Lock()
SAID = 2000
"""Characters of what a process said at last that an error repeats."""


@dataclass(frozen=True, slots=True)
class Able:
    """What a worker must have in common with whoever gives it work.

    Attributes:
        twogether, adapters, python: versions.
        sees: what the run's folder says to it; None when it does not see the folder.
    """

    twogether: str
    adapters: str
    python: str
    sees: str | None


def able(folder: Path) -> Able:
    """What this process has, and sees of a run's folder."""
    plan = RunFolder(folder).read("plan")
    return Able(
        twogether=version("twogether-events"),
        adapters=reader(),
        python=".".join(platform.python_version_tuple()[:2]),
        sees=plan["key"] if plan else None,
    )


def unfit(found: Able, wanted: Able) -> str:
    """Why a worker with *found* cannot work where *wanted* is; "" when it can."""
    if found.sees != wanted.sees:
        return (
            "does not see the folder of the run, which all workers must share; mount the home "
            "folder there, at the same path"
        )
    if found != wanted:
        return f"has {found}, and here is {wanted}; install the same versions in both places"
    return ""


class ShardFailed(Exception):
    """The process of a shard ended badly."""


def get_ready() -> None:
    """Load what the parts of the pipeline need that come after the crawl, while servers rest."""
    collect_rarely()
    with LOADING:
        for name in NEEDED:
            import_module(name)
        identifier()


def crawl_shard(task: tuple[Path, str]) -> Done:
    """Crawl a shard of the run in a folder in a process of its own; once done, just say so.

    Args:
        task: the run's folder, and the shard's name.

    Raises:
        ShardFailed: with what the process said at last.
    """
    path, name = task
    folder = RunFolder(path)
    if done := folder.done(name):
        return done
    if why := unfit(able(path), Able(**folder.read("plan")["able"])):
        raise ShardFailed(f"its worker {why}")
    command = [sys.executable, "-m", "crawlers.cluster.shard_crawl", str(path), name]
    with subprocess.Popen(  # noqa: S603 - our own module, by its path
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        get_ready()
        said = process.stderr.read()
        status = process.wait()
    done = folder.done(name)
    if status != 0 or done is None:
        raise ShardFailed(said[-SAID:].strip() or f"it ended with {status}")
    return done
