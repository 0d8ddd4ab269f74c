"""The present, or the moment that a command is told to take for it."""

from __future__ import annotations

from datetime import UTC, datetime

from model.errors import InputError


def moment(text: str | None) -> datetime:
    """The time that `--now` gives, in UTC where it has no zone; without one the present.

    Raises:
        InputError: if *text* is no ISO 8601 date or time.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        now = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"--now {text!r} is no ISO 8601 time; write it as 2026-08-22 or 2026-08-22T09:00"
        raise InputError(msg) from error
    return now if now.tzinfo else now.replace(tzinfo=UTC)
