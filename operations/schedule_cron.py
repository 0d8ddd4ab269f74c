"""A schedule kept by cron: a marked block in the user's crontab, whose other lines stay."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path

from model.errors import InputError
from operations.schedule_job import Job, job_name
from operations.schedule_when import at, following
from operations.tool import demand, run


class Cron:
    """A line of the user's crontab."""

    name = "cron"

    def usable(self) -> None:
        """Raises `InputError` where there is no crontab."""
        _read()

    def texts(self, job: Job) -> dict[str, str]:
        """The block."""
        log = shlex.quote(str(job.home / "schedule.log"))
        command = f"{{ {job.shell()}; }} > {log} 2>&1".replace("%", "\\%")
        begin, end = _marks(job.name)
        return {"crontab": f"{begin}\n{job.when.crontab()} {command}\n{end}\n"}

    def install(self, job: Job) -> str:
        """Put the block into the crontab."""
        block = self.texts(job)["crontab"]
        others = without_block(_read(), job.name)
        gap = "" if not others or others.endswith("\n") else "\n"
        demand("crontab", "-", text=others + gap + block)
        return f"What it says is in {job.home / 'schedule.log'}."

    def status(self, home: Path) -> str:
        """The line, and when it runs next."""
        name = job_name(home)
        try:
            lines = _read().splitlines()
        except InputError:
            return ""
        begin, _ = _marks(name)
        if begin not in lines:
            return ""
        line = lines[lines.index(begin) + 1]
        when = at(" ".join(line.split()[:5]))
        return f"{line}\nnext at {following(when, datetime.now().astimezone()):%Y-%m-%d %H:%M}"

    def remove(self, home: Path) -> None:
        """Take the block out of the crontab."""
        demand("crontab", "-", text=without_block(_read(), job_name(home)))


def without_block(crontab: str, name: str) -> str:
    """*crontab* without the block of a job; every other line as it is.

    Raises:
        InputError: if the block has no end.
    """
    begin, end = _marks(name)
    lines = crontab.splitlines(keepends=True)
    bare = [line.rstrip("\n") for line in lines]
    if begin not in bare:
        return crontab
    start = bare.index(begin)
    if end not in bare[start:]:
        msg = f"crontab has the line {begin!r} but no {end!r}; mend it with `crontab -e`"
        raise InputError(msg)
    return "".join(lines[:start] + lines[bare.index(end, start) + 1 :])


def _marks(name: str) -> tuple[str, str]:
    return f"# >>> {name}, kept by `twogether schedule`", f"# <<< {name}"


def _read() -> str:
    """The user's crontab; "" where there is none yet."""
    done = run("crontab", "-l")
    if done.returncode and "no crontab" not in done.stderr:
        msg = f"crontab cannot be read: {done.stderr.strip()}; ask the machine's administrator"
        raise InputError(msg)
    return "" if done.returncode else done.stdout
