"""Crawls started again and again beside a server, each in a process of its own."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from model.errors import CatalogueLocked, TwogetherError
from pipeline.durations import spoken
from pipeline.last_run import last_run, number_of_last_run
from pipeline.log import is_json, say

TWOGETHER = (sys.executable, "-P", "-m", "pipeline")
AT_MOST = "30m"
FAILED = ("--failed", "The crawl")
STOP_S = 120
"""Time for a crawl to end politely in when the server ends."""


class Crawls:
    """One crawl after another, and what is new of it to the host.

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
                self._crawl()
            except (TwogetherError, OSError) as error:
                say(f"Crawl: it could not begin: {error}", logging.ERROR)
            self.ended.wait(max(0.0, begun + self.every_s - time.monotonic()))

    def _crawl(self) -> None:
        """One crawl; what became of it is told by what it recorded, not by its exit alone."""
        before = number_of_last_run(self.home)
        code, _, words = self._twogether("crawl", "--at-most", AT_MOST)
        recorded = last_run(self.home, before) or "no run was recorded"
        if code:
            recorded += f" (exit status {code}" + (f": {words[-1]})" if words else ")")
        say(f"Crawl: {recorded}", logging.WARNING if code else logging.INFO)
        if not self.ended.is_set() and code != CatalogueLocked.exit_code:
            _, told, words = self._twogether("health", "--alert", *(FAILED if code else ()))
            if told or words:
                say("\n".join(("Health:", *told, *words)))

    def _twogether(self, command: str, *options: str) -> tuple[int, list[str], list[str]]:
        """The exit status of a command in a process of its own, and its lines on both outputs.

        Where it logs JSON, what it says on standard error goes straight to this process's.
        """
        self.child = subprocess.Popen(  # noqa: S603 - this very program
            [*TWOGETHER, command, "--home", str(self.home), *options],
            stdout=subprocess.PIPE,
            stderr=None if is_json() else subprocess.PIPE,
            text=True,
        )
        if self.ended.is_set():
            self.child.terminate()
        said, words = self.child.communicate()
        return self.child.returncode, said.splitlines(), (words or "").strip().splitlines()


@contextmanager
def crawling(home: Path, every: timedelta | None) -> Iterator[None]:
    """Crawl the sources of *home* over and over while what is inside runs; None for not at all.

    SIGTERM, which a web server hands on when it has shut down, ends what is inside.
    """
    if every is None:
        yield
        return
    say(f"Crawling the sources that are due, now and every {spoken(every)}")
    crawls = Crawls(home, every)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    crawls.thread.start()
    try:
        yield
    finally:
        crawls.stop()
        signal.signal(signal.SIGTERM, before)
