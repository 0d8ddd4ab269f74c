"""The way to a Dask scheduler and its workers, on this machine or on others."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

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
PLACES = 2
"""Shards that a worker here crawls at once: servers rest most of the time, and while one shard
begins or ends, the other keeps the processor busy."""
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.worker.profile.enabled": False,
}
"""A part takes its model along, so that a worker that comes in late needs to have heard nothing;
and nobody looks at profiles of the workers."""


def check_installed() -> None:
    """Raises `ClusterError` unless what a cluster needs is installed."""
    if find_spec("distributed") is None or find_spec("pyarrow") is None:
        msg = (
            "--cluster needs Dask and PyArrow, which are not installed; "
            "install twogether-events[cluster]"
        )
        raise ClusterError(msg)


def check_address(where: str) -> None:
    """Raises `ClusterError` unless *where* is `local:N` or a scheduler's address."""
    if not (LOCAL.fullmatch(where) or REMOTE.fullmatch(where)):
        msg = (
            f"cluster {where!r} is neither local:N with a number of workers nor the address of a "
            "scheduler; give one such as local:2 or tcp://scheduler.example:8786"
        )
        raise ClusterError(msg)


class Connection:
    """A scheduler and its workers, looked at before they are given anything.

    Args:
        where: `local:N` for N workers on this machine, or a scheduler's address.
        folder: of the run, which each worker must see.

    Attributes:
        size: how many parts are under way at once.
    """

    def __init__(self, where: str, folder: Path) -> None:
        check_address(where)
        check_installed()
        self.where, self.folder = where, folder
        self.size = 0
        self.held = ExitStack()
        self.client: Client | None = None

    def close(self) -> None:
        """Let go of them; workers on this machine end."""
        self.held.close()

    def open(self) -> None:
        """Connect, and look at the workers that are there.

        Raises:
            ClusterError: if there is no scheduler, no worker, or one that is not fit.
        """
        import dask
        from distributed import Client

        self.held.close()
        self.held.enter_context(dask.config.set(SETTINGS))
        address: Any = self.where
        if local := LOCAL.fullmatch(self.where):
            address = self.held.enter_context(_here(int(local[1])))
        try:
            self.client = self.held.enter_context(
                Client(address, timeout=WAIT_S, set_as_default=False)
            )
            self.client.wait_for_workers(1, timeout=WAIT_S)
            found: dict[str, Able] = self.client.run(able, self.folder)
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
        self.size = sum(self.client.nthreads().values())

    def has_workers(self) -> bool:
        """Whether there are any; a scheduler that is away says nothing of that."""
        assert self.client is not None
        try:
            return bool(self.client.nthreads())
        except (OSError, TimeoutError, ValueError):
            return True

    def submit(self, work: Callable[[Part], Answer], part: Part) -> Future[Answer]:
        """Send a part; where the scheduler is lost, as soon as it is there again."""
        from distributed.comm.core import CommClosedError

        assert self.client is not None
        if self.client.status != "running":
            self.open()
        try:
            future: Future[Answer] = self.client.submit(work, part, pure=False)
        except (CommClosedError, ValueError):
            self.open()
            future = self.client.submit(work, part, pure=False)
        return future


@contextmanager
def _here(workers: int) -> Iterator[Any]:
    """Workers on this machine, which nobody else can reach."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=PLACES,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        preload="crawlers.cluster.preload",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster
