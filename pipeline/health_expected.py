"""What is usual, by the settings: when a crawl is late and a source silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click

from model.errors import InputError
from pipeline.config import crawl_every, silent_days
from pipeline.durations import duration

USUALLY = timedelta(days=7)
"""Between two crawls, where TWOGETHER_CRAWL_EVERY does not say."""
MIN_GRACE = timedelta(hours=1)
SILENT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is thought to be usual.

    Attributes:
        every: between two crawls.
        silent: so long a source may bring nothing new.
    """

    every: timedelta = USUALLY
    silent: timedelta = timedelta(days=SILENT_DAYS)

    @property
    def late(self) -> timedelta:
        """After so long without a crawl, one did not happen: half as long again, or an hour."""
        return self.every + max(self.every / 2, MIN_GRACE)


def expected(home: Path) -> Expected:
    """What the environment, or the schedule of *home*, says is usual.

    Raises:
        InputError: if it says so in no way that is understood.
    """
    every, days = crawl_every(home), silent_days()
    try:
        usually = duration(every) if every else USUALLY
    except click.BadParameter as error:
        msg = f"TWOGETHER_CRAWL_EVERY {error.message}"
        raise InputError(msg) from error
    if days and not (days.isdecimal() and int(days)):
        msg = f"TWOGETHER_SILENT_DAYS {days!r} is no number of days; write one, such as 30"
        raise InputError(msg)
    return Expected(every=usually, silent=timedelta(days=int(days or SILENT_DAYS)))
