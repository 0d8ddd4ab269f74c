"""A schedule kept by launchd: an agent of the user, on a Mac."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path

from operations.schedule_job import Job, job_name
from operations.tool import demand, run

STOP_S = 300


class Launchd:
    """A launch agent."""

    name = "launchd"

    def usable(self) -> None:
        """Raises `InputError` where there is no launchd."""
        demand("launchctl", "version")

    def texts(self, job: Job) -> dict[str, str]:
        """The property list, by path."""
        log = str(job.home / "schedule.log")
        document = {
            "Label": job.name,
            "ProgramArguments": ["/bin/sh", "-c", job.shell()],
            **job.when.launchd(),
            "StandardOutPath": log,
            "StandardErrorPath": log,
            "ProcessType": "Background",
            "LowPriorityIO": True,
            "ExitTimeOut": STOP_S,
        }
        return {str(_file(job.name)): plistlib.dumps(document, sort_keys=False).decode()}

    def install(self, job: Job) -> str:
        """Write the property list and load it."""
        run("launchctl", "bootout", _target(job.name))
        ((path, text),) = self.texts(job).items()
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, "utf-8")
        demand("launchctl", "bootstrap", f"gui/{os.getuid()}", path)
        return f"What it says is in {job.home / 'schedule.log'}."

    def status(self, home: Path) -> str:
        """Whether the agent is loaded."""
        name = job_name(home)
        if not _file(name).is_file():
            return ""
        is_loaded = run("launchctl", "print", _target(name)).returncode == 0
        return f"{_file(name)}, {'loaded' if is_loaded else 'not loaded'}"

    def remove(self, home: Path) -> None:
        """Unload the agent and delete its property list."""
        run("launchctl", "bootout", _target(job_name(home)))
        _file(job_name(home)).unlink(missing_ok=True)


def _file(name: str) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{name}.plist"


def _target(name: str) -> str:
    return f"gui/{os.getuid()}/{name}"
