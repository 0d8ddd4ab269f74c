"""What a process says of itself on standard error: errors as text, or all of it as JSON."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import click

from model.errors import InputError
from pipeline.config import log_format, secrets
from pipeline.log_redact import Redact

log = logging.getLogger(__name__)
FIELDS = {"levelname": "level", "name": "logger", "message": "event"}


class Standard(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the time."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        self.stream = sys.stderr
        super().emit(record)


def set_up() -> bool:
    """Send what is logged to standard error, without secrets; whether it is JSON.

    Raises:
        InputError: if TWOGETHER_LOG asks for a format that there is not.
    """
    wanted = log_format()
    if wanted not in ("", "json"):
        msg = f"TWOGETHER_LOG is {wanted!r}, which is no format; set it to 'json' or not at all"
        raise InputError(msg)
    handler = Standard()
    handler.setLevel(logging.INFO if wanted else logging.ERROR)
    handler.addFilter(Redact(secrets()))
    handler.setFormatter(
        _json() if wanted else logging.Formatter("%(levelname)s %(name)s: %(message)s")
    )
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, Standard)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(handler.level)
    return bool(wanted)


def is_json() -> bool:
    """Whether what is logged is JSON."""
    return log_format() == "json"


def say(text: str, level: int = logging.INFO) -> None:
    """A word to the host on standard error: as it is, or as JSON where the logs are."""
    if is_json():
        set_up()
        log.log(level, text)
    else:
        click.echo(text, err=True)


def _json() -> logging.Formatter:
    from pythonjsonlogger.core import RESERVED_ATTRS
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        list(FIELDS),
        reserved_attrs=[*RESERVED_ATTRS, "color_message"],
        rename_fields=FIELDS,
        timestamp="time",
        json_ensure_ascii=False,
    )
