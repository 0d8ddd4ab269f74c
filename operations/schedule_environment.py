"""The settings of what runs by a schedule, in a file that only the host can read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from model.errors import InputError
from pipeline.config import carried

NAME = re.compile(r"([A-Z_]+)=")


def settings(path: Path) -> dict[str, str]:
    """The file's lines by name: those that are set now, and those that stand there and are not.

    Raises:
        InputError: if nobody would know whom to write to about the crawl.
    """
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    kept = {named[1]: line for line in lines if (named := NAME.match(line))}
    found = kept | {name: f'{name}="{_escaped(value)}"' for name, value in carried().items()}
    if not {"TWOGETHER_CONTACT", "TWOGETHER_LOOPBACK"} & found.keys():
        msg = (
            "TWOGETHER_CONTACT is not set, so sites' owners could not reach you; "
            "set it to your e-mail address or web page"
        )
        raise InputError(msg)
    return found


def write(path: Path) -> None:
    """Bring the file at *path* up to date."""
    text = "".join(f"{line}\n" for line in settings(path).values())
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)


def _escaped(value: str) -> str:
    """As both a shell and systemd read it between double quotes."""
    return re.sub(r'([\\"$`])', r"\\\1", value)
