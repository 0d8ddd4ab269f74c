"""The workers of a Dask cluster, on this machine or on others, as a crew."""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Self, TypeVar

from crawlers.cluster.connection import WAIT_S, Connection
from model.errors import ClusterError

Part = TypeVar("Part")
Answer = TypeVar("Answer")
LOOK_EVERY_S, SOON_S = 0.25, 0.02
"""Between two looks at what takes minutes, and at what takes seconds."""
WORKERS_EVERY_S = 5.0
AHEAD = 2
"""Parts for each worker that are sent before their answers are taken."""


class Cluster:
    """Workers that are connected while the `with` block lasts.

    Args:
        where: `local:N` for N workers on this machine, or a scheduler's address.
        folder: of the run, which each worker must see.
        beat: called again and again while answers are waited for.

    Raises:
        ClusterError: if there is no such cluster, or a worker is not fit for the run.
    """

    def __init__(self, where: str, folder: Path, beat: Callable[[], None]) -> None:
        self.connection = Connection(where, folder)
        self.where, self.beat = where, beat
        self._next_look = 0.0
        self._alive = time.monotonic()

    def __enter__(self) -> Self:
        try:
            self.connection.open()
        except BaseException:
            self.connection.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()

    @property
    def size(self) -> int:
        """How many parts are under way at once."""
        return self.connection.size

    def map(self, work: Callable[[Part], Answer], parts: Iterable[Part]) -> Iterator[Answer]:
        """The answers in the order of *parts*, of which some are sent ahead."""
        waiting: deque[_Sent] = deque()
        packed = partial(_unpacked, pickle.dumps(work))
        for part in parts:
            waiting.append(_Sent(self.connection, packed, part))
            if len(waiting) >= AHEAD * self.size:
                yield self._answer(waiting.popleft())
        while waiting:
            yield self._answer(waiting.popleft())

    def each(
        self, work: Callable[[Part], Answer], parts: Sequence[Part]
    ) -> Iterator[tuple[Part, Answer | Exception]]:
        """Each part with its answer, or with why it has none, as soon as it is there."""
        waiting = [_Sent(self.connection, work, part) for part in parts]
        while waiting:
            ready = [one for one in waiting if one.is_ready()]
            if not ready:
                self._wait(LOOK_EVERY_S)
            for one in ready:
                waiting.remove(one)
                yield one.part, one.answer()

    def _answer(self, one: _Sent) -> Any:
        while not one.is_ready():
            self._wait(SOON_S)
        answer = one.answer()
        if isinstance(answer, Exception):
            msg = (
                f"cluster {self.where!r} could not do a part of the work: {answer!r}; see to "
                "its workers, and run the same command again: it goes on where this one stopped"
            )
            raise ClusterError(msg) from answer
        return answer

    def _wait(self, seconds: float) -> None:
        self.beat()
        time.sleep(seconds)
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + WORKERS_EVERY_S
        if self.connection.has_workers():
            self._alive = time.monotonic()
        elif time.monotonic() - self._alive > WAIT_S:
            msg = (
                f"cluster {self.where!r} has had no worker for {WAIT_S} s; start some, and run "
                "the same command again: it goes on where it was"
            )
            raise ClusterError(msg)


def _unpacked(work: bytes, part: Any) -> Any:
    """What packed *work* makes of *part*; it is packed once, since it may hold a whole model."""
    return _unpack(work)(part)


@lru_cache(maxsize=1)
def _unpack(work: bytes) -> Callable[[Any], Any]:
    """Unpacked once for all the parts that come one after another."""
    found: Callable[[Any], Any] = pickle.loads(work)  # noqa: S301 - a cluster runs what the command gives it
    return found


class _Sent:
    """A part that has been sent, and is sent again when it was lost on the way."""

    def __init__(self, connection: Connection, work: Callable[[Any], Any], part: Any) -> None:
        self.connection, self.work, self.part = connection, work, part
        self.found: Any = None
        self._send()

    def _send(self) -> None:
        self.future = self.connection.submit(self.work, self.part)

    def is_ready(self) -> bool:
        """Whether its answer is here."""
        status = self.future.status
        if status == "error":
            self.found = self.future.exception()
        elif status == "finished":
            try:
                self.found = self.future.result()
            except (CancelledError, OSError, TimeoutError):
                status = "cancelled"
        if status in ("cancelled", "lost"):
            self._send()
        return status in ("error", "finished")

    def answer(self) -> Any:
        """What came, or the exception that came in its place."""
        return self.found
