"""The settings of what runs by a schedule, in a file that only the host can read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from model.errors import InputError
from operations.schedule_job import Job
from pipeline.config import carried

NAME = re.compile(r"([A-Z_]+)=")


def settings(job: Job) -> dict[str, str]:
    """The file's lines by name: the job's own, those set now, and those that stand there already.

    Raises:
        InputError: if nobody would know whom to write to about the crawl.
    """
    now = carried() | job.own_settings
    found = _kept(job.environment) | {
        name: f'{name}="{_escaped(value)}"' for name, value in now.items()
    }
    if not {"TWOGETHER_CONTACT", "TWOGETHER_LOOPBACK"} & found.keys():
        msg = (
            "TWOGETHER_CONTACT is not set, so sites' owners could not reach you; "
            "set it to your e-mail address or web page"
        )
        raise InputError(msg)
    return found


def write(job: Job) -> None:
    """Bring the file up to date."""
    job.home.mkdir(parents=True, exist_ok=True)
    _write(job.environment, settings(job))


def unschedule(path: Path) -> None:
    """Take out how often a crawl is due, which no schedule says any more."""
    kept = _kept(path)
    if kept.pop("TWOGETHER_CRAWL_EVERY", None):
        _write(path, kept)


def _kept(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {named[1]: line for line in lines if (named := NAME.match(line))}


def _write(path: Path, lines: dict[str, str]) -> None:
    text = "".join(f"{line}\n" for line in lines.values())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)


def _escaped(value: str) -> str:
    """As both a shell and systemd read it between double quotes."""
    return re.sub(r'([\\"$`])', r"\\\1", value)
