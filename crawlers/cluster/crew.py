"""The workers of a Dask cluster, on this machine or on others, as a crew."""

from __future__ import annotations

import logging
import pickle
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from crawlers.cluster.tasks import Able, able, unfit
from model.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client, Future

Part = TypeVar("Part")
Answer = TypeVar("Answer")
LOCAL = re.compile(r"local:([1-9]\d?)")
REMOTE = re.compile(r"(?:tcp|tls)://\S+")
WAIT_S = 60
"""So long a scheduler that was lost, or one without workers, is waited for."""
LOOK_EVERY_S = 0.02
WORKERS_EVERY_S = 5.0
PARTS_MAY_BE_LARGE = {"distributed.admin.large-graph-warning-threshold": "1GB"}
"""Each takes its model along, so that a worker that comes in late needs to have heard nothing."""
AHEAD = 2
"""Parts for each worker that are sent before their answers are taken."""


def check_address(where: str) -> None:
    """Raises `ClusterError` unless *where* is `local:N` or a scheduler's address."""
    if not (LOCAL.fullmatch(where) or REMOTE.fullmatch(where)):
        msg = (
            f"cluster {where!r} is neither local:N with a number of workers nor the address of a "
            "scheduler; give one such as local:2 or tcp://scheduler.example:8786"
        )
        raise ClusterError(msg)


class Cluster:
    """Workers that are connected while the `with` block lasts.

    Args:
        where: `local:N` for N workers on this machine, or a scheduler's address.
        folder: of the run, which each worker must see.
        beat: called again and again while answers are waited for.

    Attributes:
        size: how many parts are under way at once.

    Raises:
        ClusterError: if there is no such cluster, or a worker is not fit for the run.
    """

    def __init__(self, where: str, folder: Path, beat: Callable[[], None]) -> None:
        check_address(where)
        self.where, self.folder, self.beat = where, folder, beat
        self.size = 0
        self._open = ExitStack()
        self._client: Client | None = None
        self._alive = self._next_look = 0.0

    def __enter__(self) -> Self:
        self._connect()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def map(self, work: Callable[[Part], Answer], parts: Iterable[Part]) -> Iterator[Answer]:
        """The answers in the order of *parts*, of which some are sent ahead."""
        waiting: deque[_Sent] = deque()
        packed = partial(_unpacked, pickle.dumps(work))
        for part in parts:
            waiting.append(_Sent(self, packed, part))
            if len(waiting) >= AHEAD * self.size:
                yield self._answer(waiting.popleft())
        while waiting:
            yield self._answer(waiting.popleft())

    def each(
        self, work: Callable[[Part], Answer], parts: Sequence[Part]
    ) -> Iterator[tuple[Part, Answer | Exception]]:
        """Each part with its answer, or with why it has none, as soon as it is there."""
        waiting = [_Sent(self, work, part) for part in parts]
        while waiting:
            ready = [one for one in waiting if one.is_ready()]
            if not ready:
                self._wait()
            for one in ready:
                waiting.remove(one)
                yield one.part, one.answer()

    def _answer(self, one: _Sent) -> Any:
        while not one.is_ready():
            self._wait()
        answer = one.answer()
        if isinstance(answer, Exception):
            msg = (
                f"cluster {self.where!r} could not do a part of the work: {answer!r}; see to "
                "its workers, and run the same command again: it goes on where this one stopped"
            )
            raise ClusterError(msg) from answer
        return answer

    def _wait(self) -> None:
        self.beat()
        time.sleep(LOOK_EVERY_S)
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + WORKERS_EVERY_S
        if self._are_workers():
            self._alive = time.monotonic()
        elif time.monotonic() - self._alive > WAIT_S:
            msg = (
                f"cluster {self.where!r} has had no worker for {WAIT_S} s; start some, and run "
                "the same command again: it goes on where it was"
            )
            raise ClusterError(msg)

    def _are_workers(self) -> bool:
        """Whether there are any; a scheduler that is away says nothing of that."""
        assert self._client is not None
        try:
            return bool(self._client.nthreads())
        except (OSError, TimeoutError, ValueError):
            return True

    def submit(self, work: Callable[[Part], Answer], part: Part) -> Future[Answer]:
        """Send a part; where the scheduler is lost, as soon as it is there again."""
        from distributed.comm.core import CommClosedError

        assert self._client is not None
        if self._client.status != "running":
            self._connect()
        try:
            future: Future[Answer] = self._client.submit(work, part, pure=False)
        except (CommClosedError, ValueError):
            self._connect()
            future = self._client.submit(work, part, pure=False)
        return future

    def _connect(self) -> None:
        """Connect, and look at the workers that are there.

        Raises:
            ClusterError: if there is no scheduler, no worker, or one that is not fit.
        """
        import dask
        from distributed import Client

        self._open.close()
        self._open.enter_context(dask.config.set(PARTS_MAY_BE_LARGE))
        address: Any = self.where
        if local := LOCAL.fullmatch(self.where):
            address = self._open.enter_context(_here(int(local[1])))
        try:
            self._client = self._open.enter_context(
                Client(address, timeout=WAIT_S, set_as_default=False)
            )
            self._client.wait_for_workers(1, timeout=WAIT_S)
            found: dict[str, Able] = self._client.run(able, self.folder)
        except (OSError, TimeoutError) as error:
            msg = (
                f"cluster {self.where!r} has no scheduler with a worker that answers within "
                f"{WAIT_S} s ({error}); start them, and run the same command again: it goes on "
                "where it was"
            )
            raise ClusterError(msg) from error
        except ImportError as error:
            msg = (
                f"cluster {self.where!r} has a worker that cannot do the work ({error}); install "
                "`twogether-events[cluster]` there, in the version that is here"
            )
            raise ClusterError(msg) from error
        wanted = able(self.folder)
        for worker, one in sorted(found.items()):
            if why := unfit(one, wanted):
                msg = f"worker {worker} {why}"
                raise ClusterError(msg)
        self.size = sum(self._client.nthreads().values())
        self._alive = time.monotonic()


def _unpacked(work: bytes, part: Any) -> Any:
    """What packed *work* makes of *part*; it is packed once, since it may hold a whole model."""
    return pickle.loads(work)(part)  # noqa: S301 - a cluster runs what the command gives it


class _Sent:
    """A part that has been sent, and is sent again when it was lost on the way."""

    def __init__(self, cluster: Cluster, work: Callable[[Any], Any], part: Any) -> None:
        self.cluster, self.work, self.part = cluster, work, part
        self.found: Any = None
        self._send()

    def _send(self) -> None:
        self.future = self.cluster.submit(self.work, self.part)

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


@contextmanager
def _here(workers: int) -> Iterator[Any]:
    """Workers on this machine, which nobody else can reach."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        preload="crawlers.cluster.preload",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster
