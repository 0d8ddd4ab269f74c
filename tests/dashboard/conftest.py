"""A dashboard on loopback for all journeys, a browser for each file of them."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

PATIENCE_MS = 60_000
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def server_log(tmp_path_factory):
    """What the dashboard at `address` prints."""
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture
def port():
    """One that nobody listens at."""
    return free_port()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(home, port, log, **settings):
    """A dashboard of *home* on loopback, with these settings in its environment."""
    command = [sys.executable, "-m", "pipeline", "serve", "--home", str(home)]
    with log.open("w") as lines:
        server = subprocess.Popen(
            [*command, "--port", str(port), "--headless"],
            stdout=lines,
            stderr=subprocess.STDOUT,
            env={**os.environ, **settings},
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.25)
        yield url
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def address(sample_home, server_log):
    """The dashboard of the sample town."""
    with serve(sample_home, free_port(), server_log) as url:
        yield url


@pytest.fixture(scope="session")
def serve_with(sample_home, tmp_path_factory):
    """Another dashboard, of a home of its own or with settings of its own."""

    def begin(home=sample_home, port=None, **settings):
        log = tmp_path_factory.mktemp("server") / "log.txt"
        return serve(home, port or free_port(), log, **settings)

    return begin


@pytest.fixture
def choose():
    """Chooses from a list, which closes again where the page is made anew under it."""
    errors = pytest.importorskip("playwright.sync_api")

    def chosen(box, words):
        option = box.page.get_by_role("option", name=words, exact=words is not None).first
        for _ in range(12):
            box.press("ArrowDown")
            try:
                option.click(timeout=5_000)
            except errors.TimeoutError:
                continue
            return
        option.click()

    return chosen


class Patient:
    """A browser on a machine that may be busy: what a page does not show at once is waited for."""

    def __init__(self, opened):
        self._opened = opened

    def new_context(self, **options):
        context = self._opened.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        return context

    def new_page(self, **options):
        page = self._opened.new_page(**options)
        page.set_default_timeout(PATIENCE_MS)
        return page


@pytest.fixture(scope="module")
def browser():
    """Chromium; each test opens contexts of its own, and closes them.

    It ends with its module, since Playwright keeps an event loop running in which other modules'
    tests could not run theirs.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    playwright.expect.set_options(timeout=PATIENCE_MS)
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Patient(opened)
        opened.close()
