"""What can keep a schedule, and which of them does."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from model.errors import InputError
from operations.schedule_cron import Cron
from operations.schedule_job import Backend, Job
from operations.schedule_launchd import Launchd
from operations.schedule_systemd import Systemd

BACKENDS: tuple[Backend, ...] = (Systemd(), Cron(), Launchd())


def backend(cron: str | None, *, systemd: bool, launchd: bool) -> Backend:
    """The one that was named; without a name, the one that this machine has.

    Args:
        cron: five fields of a crontab; "" for cron itself, at any times; None for neither.
    """
    named = {"systemd": systemd, "launchd": launchd}
    named["cron"] = cron == "" or (cron is not None and not any(named.values()))
    if sum(named.values()) > 1:
        msg = "--systemd, --launchd and --cron without times exclude each other; choose one"
        raise click.UsageError(msg)
    every = {one.name: one for one in BACKENDS}
    for name, is_named in named.items():
        if is_named:
            return every[name]
    if sys.platform == "darwin":
        return every["launchd"]
    try:
        every["systemd"].usable()
    except InputError:
        return every["cron"]
    return every["systemd"]


def installed(home: Path) -> list[tuple[Backend, str]]:
    """Those that keep a schedule of *home*, each with what it says of it."""
    found = [(one, one.status(home)) for one in BACKENDS]
    return [(one, words) for one, words in found if words]


def alone(chosen: Backend, job: Job) -> None:
    """Raises `InputError` if another than *chosen* keeps a schedule of the same folder."""
    for one, _ in installed(job.home):
        if one.name != chosen.name:
            msg = (
                f"folder {str(job.home)!r} is scheduled with {one.name} already, and would be "
                "crawled twice; run `twogether schedule remove` first"
            )
            raise InputError(msg)
