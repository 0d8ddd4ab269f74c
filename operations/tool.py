"""Programs of the host's machine."""

from __future__ import annotations

import shutil
import subprocess

from model.errors import InputError


def run(name: str, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """What the program *name* says; *text* is what it reads.

    Raises:
        InputError: if this machine does not have it.
    """
    program = shutil.which(name)
    if program is None:
        msg = (
            f"program {name!r} is not on this machine, so it cannot keep the schedule; "
            "choose another way, or let `twogether serve --crawl-every 6h` crawl"
        )
        raise InputError(msg)
    return subprocess.run(  # noqa: S603 - a program of the system, its arguments ours
        [program, *arguments], input=text, capture_output=True, text=True, check=False
    )


def demand(name: str, *arguments: str, text: str = "") -> str:
    """What the program *name* prints.

    Raises:
        InputError: if this machine does not have it, or it fails.
    """
    done = run(name, *arguments, text=text)
    if done.returncode:
        said = done.stderr.strip() or f"status {done.returncode}"
        msg = (
            f"`{' '.join((name, *arguments))}` failed: {said}; "
            "choose another way, or let `twogether serve --crawl-every 6h` crawl"
        )
        raise InputError(msg)
    return done.stdout
