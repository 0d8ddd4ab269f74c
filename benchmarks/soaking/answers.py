"""An answer of a server, and what the forms of calendars have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from soaking.world import Date

PAGE = 12
"""Dates on one page of a platform that spreads them over several."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a server.

    Attributes:
        length: that it promises; None for its body's own.
        stalls: nothing comes until the visitor leaves.
    """

    body: bytes = b""
    status: int = 200
    kind: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    stalls: bool = False
    slams: bool = False


def title(one: Date) -> str:
    """The title on platforms that have no other place for a cancellation."""
    return f"CANCELLED: {one.title}" if one.cancelled else one.title


def paged(dates: Sequence[Date], page: int) -> tuple[list[Date], int]:
    """The dates of one page, and how many pages there are."""
    return list(dates[(page - 1) * PAGE : page * PAGE]), max(1, -(-len(dates) // PAGE))
