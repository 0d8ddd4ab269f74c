"""A schedule kept by systemd: a timer and services of the user."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path

from model.errors import InputError
from operations.schedule_job import LOCKED, Job, job_name
from operations.tool import demand, run

STOP_S = 300
"""Time to end politely in, before systemd kills."""
SERVICE = """\
[Unit]
Description=Twogether: read the calendars of {home}
OnFailure={name}-alert.service

[Service]
Type=oneshot
EnvironmentFile={environment}
ExecStart={crawl}
ExecStartPost=-{alert}
SuccessExitStatus={locked}
TimeoutStartSec={longest}
TimeoutStopSec={stop}
Nice=10
"""
ALERT = """\
[Unit]
Description=Twogether: tell the host that a crawl of {home} failed

[Service]
Type=oneshot
EnvironmentFile={environment}
ExecStart={alert} --failed {name}
"""
TIMER = """\
[Unit]
Description=Twogether: when to read the calendars of {home}

[Timer]
{when}
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
"""


class Systemd:
    """A user timer."""

    name = "systemd"

    def usable(self) -> None:
        """Raises `InputError` where no user manager of systemd answers."""
        demand("systemctl", "--user", "show-environment")

    def texts(self, job: Job) -> dict[str, str]:
        """The units, by path."""
        values = {
            "home": _percent(str(job.home)),
            "name": job.name,
            "environment": _percent(str(job.environment)),
            "crawl": _command(job.crawl),
            "alert": _command(job.alert),
            "locked": LOCKED,
            "longest": int(job.at_most.total_seconds()) + 3600,
            "stop": STOP_S,
            "when": "\n".join(job.when.systemd()),
        }
        texts = (SERVICE, ALERT, TIMER)
        files = _files(job.name)
        return {str(path): text.format(**values) for path, text in zip(files, texts, strict=True)}

    def install(self, job: Job) -> str:
        """Write the units and start the timer."""
        for path, text in self.texts(job).items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(text, "utf-8")
        demand("systemctl", "--user", "daemon-reload")
        demand("systemctl", "--user", "enable", "--now", f"{job.name}.timer")
        return (
            "It runs while you are logged in; `loginctl enable-linger` lets it run always. "
            f"`journalctl --user -u {job.name}` shows what it says."
        )

    def status(self, home: Path) -> str:
        """Whether the timer waits, and for when."""
        timer = f"{job_name(home)}.timer"
        if not _files(job_name(home))[-1].is_file():
            return ""
        try:
            shown = run("systemctl", "--user", "list-timers", "--all", "--no-pager", timer)
        except InputError as error:
            return f"{timer} is written; {error}"
        return f"{timer}\n{(shown.stdout or shown.stderr).strip()}"

    def remove(self, home: Path) -> None:
        """Stop the timer and delete the units."""
        run("systemctl", "--user", "disable", "--now", f"{job_name(home)}.timer")
        for path in _files(job_name(home)):
            path.unlink(missing_ok=True)
        run("systemctl", "--user", "daemon-reload")


def _files(name: str) -> list[Path]:
    folder = user_config_path() / "systemd" / "user"
    return [folder / f"{name}{end}" for end in (".service", "-alert.service", ".timer")]


def _command(words: list[str]) -> str:
    """Words as a unit's command line takes them, whatever is in them."""
    escaped = (_percent(word).replace("\\", "\\\\").replace('"', '\\"') for word in words)
    return " ".join('"' + word.replace("$", "$$") + '"' for word in escaped)


def _percent(text: str) -> str:
    return text.replace("%", "%%")
