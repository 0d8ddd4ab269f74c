"""Who does what can be done in parts: this process, or workers elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

Part = TypeVar("Part")
Answer = TypeVar("Answer")
Item = TypeVar("Item")
PARTS_EACH = 4
"""How many parts a worker gets, so that none of them waits long for the slowest."""
WORTH_SENDING = 100
"""Items below which a part is not worth its way."""


class Crew(Protocol):
    """Those who do the parts of a work."""

    @property
    def size(self) -> int:
        """How many parts are under way at once."""

    def map(self, work: Callable[[Part], Answer], parts: Iterable[Part]) -> Iterator[Answer]:
        """The answers in the order of *parts*.

        Args:
            work: depends on nothing but its part, so that it may be done twice.
        """


class Alone:
    """This process, which does all parts itself."""

    size = 1

    def map(self, work: Callable[[Part], Answer], parts: Iterable[Part]) -> Iterator[Answer]:
        """The answers in the order of *parts*, each when it is asked for."""
        return map(work, parts)


ALONE = Alone()


def split(items: Sequence[Item], crew: Crew) -> Iterator[Sequence[Item]]:
    """*items* in parts for *crew*, in order; a crew of one gets all in one.

    >>> [len(part) for part in split(range(250), ALONE)]
    [250]
    """
    wanted = 1 if crew.size == 1 else crew.size * PARTS_EACH
    length = max(WORTH_SENDING, -(-len(items) // wanted)) if wanted > 1 else max(1, len(items))
    return (items[start : start + length] for start in range(0, len(items), length))
