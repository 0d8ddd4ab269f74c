"""Crawls started again and again beside a server, each in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import click

from model.errors import TwogetherError
from pipeline.durations import spoken
from pipeline.last_run import last_run, number_of_last_run

AT_MOST = "30m"
STOP_S = 120
"""Time for a crawl to end politely in when the server ends."""


class Crawls:
    """One crawl after another.

    Args:
        home: whose sources are crawled.
        every: from the beginning of one crawl to that of the next; one that takes longer is
            followed at once.
    """

    def __init__(self, home: Path, every: timedelta) -> None:
        self.home = home
        self.every_s = every.total_seconds()
        self.ended = threading.Event()
        self.child: subprocess.Popen[str] | None = None
        self.thread = threading.Thread(target=self._run, name="crawls", daemon=True)

    def stop(self) -> None:
        """Let the crawl at work end politely, and begin no other."""
        self.ended.set()
        if self.child is not None:
            self.child.terminate()
        self.thread.join(STOP_S)
        if self.child is not None and self.child.poll() is None:
            self.child.kill()

    def _run(self) -> None:
        while not self.ended.is_set():
            begun = time.monotonic()
            try:
                told = self._crawl()
            except (TwogetherError, OSError) as error:
                told = f"it could not begin: {error}"
            click.echo(f"Crawl: {told}", err=True)
            self.ended.wait(max(0.0, begun + self.every_s - time.monotonic()))

    def _crawl(self) -> str:
        """What became of one crawl, by what it recorded rather than by how it exited."""
        before = number_of_last_run(self.home)
        command = [sys.executable, "-P", "-m", "pipeline", "crawl", "--home", str(self.home)]
        self.child = subprocess.Popen(  # noqa: S603 - this very program
            [*command, "--at-most", AT_MOST],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if self.ended.is_set():
            self.child.terminate()
        _, said = self.child.communicate()
        status = f"exit status {self.child.returncode}"
        why = (said.strip().splitlines() or [status])[-1]
        if recorded := last_run(self.home, before):
            return f"{recorded} ({status}: {why})" if self.child.returncode else recorded
        return f"no run was recorded ({status}): {why}"


@contextmanager
def crawling(home: Path, every: timedelta | None) -> Iterator[None]:
    """Crawl the sources of *home* over and over while what is inside runs; None for not at all.

    SIGTERM, which a web server hands on when it has shut down, ends what is inside.
    """
    if every is None:
        yield
        return
    click.echo(f"Crawling the sources that are due, now and every {spoken(every)}", err=True)
    crawls = Crawls(home, every)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    crawls.thread.start()
    try:
        yield
    finally:
        crawls.stop()
        signal.signal(signal.SIGTERM, before)
