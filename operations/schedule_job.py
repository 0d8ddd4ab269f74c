"""What a schedule runs, and what keeps one."""

from __future__ import annotations

import re
import shlex
import sysconfig
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from model.errors import CatalogueLocked, InputError
from operations.schedule_when import When
from pipeline.config import Config
from pipeline.durations import written

LOCKED = CatalogueLocked.exit_code
"""The exit status of a crawl that found another at work, which is no failure."""


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl that is run again and again.

    Attributes:
        home: the installation's folder, absolute.
        when: it runs.
        options: of `twogether crawl`.
        at_most: time that it fetches for.
    """

    home: Path
    when: When
    options: tuple[str, ...]
    at_most: timedelta

    @property
    def name(self) -> str:
        """Of the job, told from those of other installations on this machine."""
        return job_name(self.home)

    @property
    def crawl(self) -> list[str]:
        """The command to run."""
        return [_program(), "crawl", "--home", str(self.home), *self.options]

    @property
    def alert(self) -> list[str]:
        """The command to run after the first, with `--failed` when that has failed."""
        return [_program(), "health", "--alert", "--home", str(self.home)]

    @property
    def environment(self) -> Path:
        """The file that holds the settings of both commands."""
        return Config(self.home).environment

    @property
    def own_settings(self) -> dict[str, str]:
        """What the schedule says itself: how often a crawl is due."""
        return {"TWOGETHER_CRAWL_EVERY": written(self.when.longest())}

    def shell(self) -> str:
        """Both commands as a shell runs them; nothing is told of a run that found another."""
        settings, alert = shlex.quote(str(self.environment)), shlex.join(self.alert)
        return (
            f"set -a; . {settings}; set +a; {shlex.join(self.crawl)}; "
            f"case $? in 0) {alert};; {LOCKED}) ;; *) {alert} --failed {self.name};; esac"
        )


class Backend(Protocol):
    """What keeps a schedule on some machines."""

    name: str

    def usable(self) -> None:
        """Raises `InputError` if this machine does not have it."""

    def texts(self, job: Job) -> dict[str, str]:
        """What would be written, by where."""

    def install(self, job: Job) -> str:
        """Write it, in the place of what was there; what the host should know, or ""."""

    def status(self, home: Path) -> str:
        """What it says of the job of *home*; "" when it has none."""

    def remove(self, home: Path) -> None:
        """Take the job of *home* out."""


def job_name(home: Path) -> str:
    """The name of the job of an installation, which no other has.

    Raises:
        InputError: if the folder cannot stand in a schedule.
    """
    if not str(home).isprintable():
        msg = f"folder {str(home)!r} cannot stand in a schedule; give it a name without line breaks"
        raise InputError(msg)
    slug = re.sub(r"[^a-z0-9]+", "-", home.name.lower()).strip("-") or "home"
    return f"twogether-{slug}-{spread(home) % 0x10000:04x}"


def spread(home: Path) -> int:
    """A number that differs from one installation to the next."""
    return int.from_bytes(blake2b(str(home).encode(), digest_size=4).digest())


def _program() -> str:
    return str(Path(sysconfig.get_path("scripts")) / "twogether")
