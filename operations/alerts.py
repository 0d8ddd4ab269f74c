"""What the host is told of: each problem once, again after a week, and when it is over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from model.errors import InputError
from pipeline.health import Health
from pipeline.health_problems import Problem
from pipeline.whole_file import write_whole

AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem that the host knows of.

    Attributes:
        what: the host was told.
        state: of the problem then.
        at: when, ISO 8601.
    """

    what: str
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What there is to tell, and what will have been told then.

    Attributes:
        new: problems that the host does not know of, or that have changed.
        still: problems that the host was told of a week ago or more.
        over: what the host was told of, and is so no more.
        told: by key, all that the host knows of after this letter.
    """

    new: tuple[Problem, ...]
    still: tuple[Problem, ...]
    over: tuple[Told, ...]
    told: Mapping[str, Told]

    def __bool__(self) -> bool:
        return bool(self.new or self.still or self.over)


def letter(health: Health, more: tuple[Problem, ...], known: Mapping[str, Told]) -> Letter:
    """What there is to tell of *health*, and of *more* problems, beyond what is *known*.

    While the catalogue cannot be read nothing is over, since nothing is known.
    """
    now = health.now
    problems = [one for one in (*health.problems, *more) if one.is_told]
    there = {one.key for one in problems}
    past = {} if health.is_known else {key: one for key, one in known.items() if key not in there}
    new, still = [], []
    told = dict(past)
    for one in problems:
        before = known.get(one.key)
        if before is None or before.state != one.state:
            new.append(one)
        elif now - datetime.fromisoformat(before.at) >= AGAIN_AFTER:
            still.append(one)
        else:
            told[one.key] = before
            continue
        told[one.key] = Told(one.what, one.state, now.isoformat())
    over = tuple(one for key, one in known.items() if key not in told)
    return Letter(tuple(new), tuple(still), over, told)


def read_told(file: Path) -> dict[str, Told]:
    """What the host knows of, by key; nothing where there is no *file*.

    Raises:
        InputError: if the file holds something else.
    """
    if not file.is_file():
        return {}
    try:
        return {key: Told(**one) for key, one in json.loads(file.read_text("utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as error:
        msg = f"file {str(file)!r} is damaged: {error}; delete it, and be told everything anew"
        raise InputError(msg) from error


def write_told(file: Path, told: Mapping[str, Told]) -> None:
    """Remember what the host knows of, whole or not at all."""
    document = {key: asdict(one) for key, one in told.items()}
    write_whole(file, json.dumps(document, ensure_ascii=False, indent=1).encode())
