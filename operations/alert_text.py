"""An alert in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from operations.alerts import Letter
from pipeline.health_problems import Problem

AT_ONCE = 20


def subject(letter: Letter) -> str:
    """How many problems there are of which sort."""
    counts = {
        "new": len(letter.new),
        "still there": len(letter.still),
        "over": len(letter.over),
    }
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"Twogether: {said}"


def text(letter: Letter) -> str:
    """All of it, at most `AT_ONCE` problems of a sort one by one."""
    return "\n".join(_lines(letter)).strip() + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield from _problems("", letter.new)
    yield from _problems("Still so:", letter.still)
    if letter.over:
        yield "Over:"
        for one in letter.over[:AT_ONCE]:
            yield f"- {one.what}"
        yield from _rest(len(letter.over))
        yield ""
    yield "`twogether health` tells more."


def _problems(title: str, problems: Sequence[Problem]) -> Iterator[str]:
    if problems and title:
        yield title
    for one in problems[:AT_ONCE]:
        yield f"- {one.what}"
        yield f"  {one.next}"
    yield from _rest(len(problems))
    if problems:
        yield ""


def _rest(count: int) -> Iterator[str]:
    if count > AT_ONCE:
        yield f"- and {count - AT_ONCE} more"
