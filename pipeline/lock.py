"""One run at a time, and what the run at work says of itself."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from model.errors import CatalogueLocked
from pipeline.chosen_database import alone
from pipeline.config import Config
from pipeline.durations import spoken

HUNG_AFTER = timedelta(minutes=30)
"""Without a sign of life; the longest stage of a run takes less."""
BEAT_EVERY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds the lock.

    Attributes:
        pid, host: of the process.
        command: as it was called.
        started, heartbeat: when it took the lock and last gave a sign of life, ISO 8601 in UTC.
        doing: what it was at then, in words.
    """

    pid: int
    host: str
    command: str
    started: str
    heartbeat: str
    doing: str = ""

    @property
    def name(self) -> str:
        """Which process it is."""
        return f"process {self.pid} on {self.host} (`{self.command}`)"

    def told(self, now: datetime) -> str:
        """Who it is, for how long, and whether it may hang."""
        words = f"{self.name} for {spoken(now - datetime.fromisoformat(self.started))}"
        if self.doing:
            words += f", {self.doing}"
        if self.hangs(now):
            words += f", without a sign of life for {spoken(self._silence(now))}: it may hang"
        return words

    def hangs(self, now: datetime) -> bool:
        """Whether it has been silent for longer than any stage of a run takes."""
        return self._silence(now) > HUNG_AFTER

    def _silence(self, now: datetime) -> timedelta:
        return now - datetime.fromisoformat(self.heartbeat)


class Lock:
    """The lock while it is held.

    Args:
        file: descriptor of the file that this process has locked.
        owner: this process.
        dead: the owner before, where it ended without letting go.
    """

    def __init__(self, file: int, owner: Owner, dead: Owner | None) -> None:
        self.file = file
        self.owner = owner
        self.dead = dead
        self._write()

    def beat(self, doing: str) -> None:
        """Give a sign of life, at most once a second."""
        now = datetime.now(UTC)
        if now - datetime.fromisoformat(self.owner.heartbeat) >= BEAT_EVERY:
            self.at(doing)

    def at(self, doing: str) -> None:
        """Give a sign of life at the beginning of something that takes a while."""
        self.owner = replace(self.owner, heartbeat=datetime.now(UTC).isoformat(), doing=doing)
        self._write()

    def _write(self) -> None:
        text = json.dumps(asdict(self.owner)).encode()
        os.pwrite(self.file, text, 0)
        os.ftruncate(self.file, len(text))


@contextmanager
def locked(path: Path) -> Iterator[Lock]:
    """Hold the lock file at *path*; the system lets go of it when the process ends.

    What the file says is read by people and by `holder`; that the system has locked it decides.

    Raises:
        CatalogueLocked: if another process holds it, on this machine or on another.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _take(file):
            raise CatalogueLocked(_refusal(path))
        with alone(Config(path.parent).catalogue):
            lock = Lock(file, _this_process(), _read(path))
            try:
                yield lock
            finally:
                os.ftruncate(file, 0)
    finally:
        os.close(file)


def holder(path: Path) -> Owner | None:
    """Who holds the lock file at *path* now; None when nobody does."""
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(path)
    except FileNotFoundError:
        pass
    return None


def _take(file: int) -> bool:
    """Whether the lock is ours; asked twice, since `holder` has it for an instant."""
    for wait_s in (0.05, 0):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(wait_s)
        else:
            return True
    return False


def _read(path: Path) -> Owner | None:
    """What the file says; None when it is empty or of another version."""
    try:
        return Owner(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError):
        return None


def _this_process() -> Owner:
    now = datetime.now(UTC).isoformat()
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    return Owner(os.getpid(), socket.gethostname(), command, now, now)


def _refusal(path: Path) -> str:
    owner, now = _read(path), datetime.now(UTC)
    where = f"catalogue in {str(path.parent)!r} is being written"
    if owner is None:
        return f"{where} by a process that has only just begun; wait for it to end"
    if owner.hangs(now):
        do = f"look at it, and end it with `kill {owner.pid}` if it does nothing"
    else:
        do = "wait for it to end"
    return f"{where} by {owner.told(now)}; {do}"
