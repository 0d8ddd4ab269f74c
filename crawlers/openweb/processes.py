"""Processes of this machine as a crew."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from model.errors import InputError

Part = TypeVar("Part")
Answer = TypeVar("Answer")
AHEAD = 3
"""Parts for each process that are read before their answers are taken."""


class Processes:
    """A pool of processes, each of which does a part at a time."""

    def __init__(self, pool: Executor, size: int) -> None:
        self.pool = pool
        self.size = size

    def map(self, work: Callable[[Part], Answer], parts: Iterable[Part]) -> Iterator[Answer]:
        """The answers in the order of *parts*, of which some are sent ahead."""
        waiting: deque[Future[Answer]] = deque()
        for part in parts:
            waiting.append(self.pool.submit(work, part))
            if len(waiting) == AHEAD * self.size:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def processes(count: int) -> Iterator[Processes]:
    """A crew of *count* processes.

    Raises:
        InputError: if one of them was ended from outside.
    """
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(count, context) as pool:
            yield Processes(pool, count)
    except BrokenProcessPool as error:
        msg = (
            "a process that reads pages was ended from outside, perhaps since memory ran out; "
            "give fewer --workers"
        )
        raise InputError(msg) from error
