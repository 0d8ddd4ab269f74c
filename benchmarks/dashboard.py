"""The dashboard in a real browser, next to the smallest Streamlit page there is.

For catalogues of 5,000 and 100,000 dates: what the socket carries at the first load and at a rerun,
how soon the first cards are there and how long a changed filter takes, both as a ratio to a page
with one selectbox and one line of text in the same run; twenty visitors at once; the server's
memory.  Give sizes as arguments for others.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from figures import Figure, tell
from playwright.sync_api import Browser, Page, sync_playwright
from town_of import fill

SIZES = (5_000, 100_000)
VISITS, RERUNS, VISITORS = 5, 10, 20
SMALLEST_PAGE = "the smallest page"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
CARD, LINE = "[data-testid='stMain'] h3", "[data-testid='stMarkdown'] p"
ERROR = "[data-testid='stException']"
LIMITED = ("$25", "$50", "$100", "$200", "Any")
SETTLE_MS = 300
WATCH = """
window.last = 0;
const note = () => { window.last = performance.now(); };
new MutationObserver(note).observe(
  document, { subtree: true, childList: true, characterData: true, attributes: true });
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); this.addEventListener("message", note); }
};
"""
QUIET = f"""start => window.last > start && performance.now() - window.last > {SETTLE_MS}
  && document.querySelector("{IDLE}") !== null"""
THERE = """content => document.querySelector(content)?.getClientRects().length
  && performance.now()"""
SMALLEST = """
import streamlit as st
choice = st.selectbox("At most, for two", ["Any", "$25", "$50", "$100", "$200"])
st.write(f"Chosen: {choice}")
"""


@dataclass
class Measured:
    """What one page took: seconds to its first content, each rerun, and bytes over its socket."""

    first: list[float] = field(default_factory=list)
    load: list[int] = field(default_factory=list)
    reruns_ms: list[float] = field(default_factory=list)
    rerun_bytes: list[int] = field(default_factory=list)


@contextmanager
def serving(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server, once it answers; ended with the block."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def counted(page: Page) -> list[int]:
    """A list that grows by the size of each message that the page's socket receives."""
    sizes: list[int] = []
    page.on(
        "websocket",
        lambda one: one.on("framereceived", lambda payload: sizes.append(len(payload))),
    )
    return sizes


def visit(browser: Browser, url: str, content: str, choices: tuple[str, ...]) -> Measured:
    """Open *url* as somebody new, wait for *content*, then change the limit again and again.

    The page itself says when it is there, at each frame: asked from outside, it would be known to
    half a second.
    """
    found = Measured()
    page = browser.new_context(viewport={"width": 1280, "height": 1600}).new_page()
    page.add_init_script(WATCH)
    sizes = counted(page)
    page.goto(url, wait_until="commit")
    there = page.wait_for_function(THERE, arg=content, timeout=120_000)
    found.first.append(there.json_value() / 1000)
    page.locator(IDLE).wait_for(timeout=120_000)
    page.wait_for_timeout(SETTLE_MS)
    found.load.append(sum(sizes))
    for number in range(RERUNS):
        before = sum(sizes)
        found.reruns_ms.append(choose(page, choices[number % len(choices)]))
        found.rerun_bytes.append(sum(sizes) - before)
    page.context.close()
    return found


def choose(page: Page, choice: str) -> float:
    """Set the limit; the milliseconds from the click until nothing more comes or changes."""
    page.get_by_role("combobox", name="At most, for two").click()
    option = page.get_by_role("option", name=choice, exact=True)
    option.wait_for()
    start = page.evaluate("performance.now()")
    option.click()
    page.wait_for_function(QUIET, arg=start, timeout=120_000)
    return float(page.evaluate("window.last") - start)


def together(browser: Browser, url: str, choices: tuple[str, ...]) -> int:
    """Twenty visitors open the page and set a limit at once; how many saw an error or no card."""
    pages = [browser.new_context().new_page() for _ in range(VISITORS)]
    for page in pages:
        page.goto(url, wait_until="commit")
    failed = 0
    for number, page in enumerate(pages):
        page.locator(CARD).first.wait_for(timeout=120_000)
        page.get_by_role("combobox", name="At most, for two").click()
        page.get_by_role("option", name=choices[number % len(choices)], exact=True).click()
    for page in pages:
        page.wait_for_url("**budget=**", timeout=120_000)
        page.locator(IDLE).wait_for(timeout=120_000)
        is_well = page.locator(CARD).count() and not page.locator(ERROR).count()
        failed += not is_well
        page.context.close()
    return failed


def memory_mb(server: subprocess.Popen[bytes]) -> float:
    """What the server holds, files that it has mapped included."""
    status = Path(f"/proc/{server.pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def smallest(folder: Path) -> Iterator[str]:
    """Where the smallest page is served."""
    script, port = folder / "smallest.py", free_port()
    script.write_text(SMALLEST, "utf-8")
    options = ("--server.port", str(port), "--server.address", "127.0.0.1")
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    with serving([*command, "--server.headless", "true"], port):
        yield f"http://127.0.0.1:{port}"


def side_by_side(browser: Browser, url: str, peer: str) -> tuple[list[Measured], list[Measured]]:
    """Visits to *url* and *peer* in turn, so that a busy moment of the machine meets both."""
    one, other = partial(visit, browser, url, CARD), partial(visit, browser, peer, LINE)
    for first in (one, other):
        first(LIMITED)
    both = [(one(LIMITED), other(LIMITED)) for _ in range(VISITS)]
    return [ours for ours, _ in both], [theirs for _, theirs in both]


def ours(browser: Browser, home: Path, size: int, peer: str) -> Iterator[Figure]:
    """The figures of one catalogue."""
    port, of = free_port(), f", {size:,} dates"
    command = [sys.executable, "-m", "pipeline", "serve", "--home", str(home)]
    with serving([*command, "--port", str(port), "--headless"], port) as server:
        url = f"http://127.0.0.1:{port}/find"
        visits, visits_to_peer = side_by_side(browser, url, peer)
        load = max(bytes_ for one in visits for bytes_ in one.load)
        again = max(bytes_ for one in visits for bytes_ in one.rerun_bytes)
        yield Figure(f"first load{of}", load / 1000, "KB", limit=80)
        yield Figure(f"rerun{of}", again / 1000, "KB", limit=60)
        yield from next_to_smallest(visits, visits_to_peer, of)
        failed = together(browser, url, LIMITED[:-1])
        yield Figure(f"{VISITORS} visitors at once who saw an error{of}", failed, limit=0)
        yield Figure(f"memory of the server{of}", memory_mb(server), "MB", limit=450)


def next_to_smallest(visits: list[Measured], peer: list[Measured], of: str) -> Iterator[Figure]:
    """How soon the first cards are there, and how long a changed limit takes."""
    first, first_of_peer = (median(one.first[0] for one in each) for each in (visits, peer))
    reruns, of_peer = ([ms for one in each for ms in one.reruns_ms] for each in (visits, peer))
    yield Figure(f"first cards{of}", first, "s", limit=1.6, peer=first_of_peer, of=SMALLEST_PAGE)
    yield Figure(
        f"rerun, p95{of}",
        float(np.percentile(reruns, 95)),
        "ms",
        limit=2.5,
        peer=float(np.percentile(of_peer, 95)),
        of=SMALLEST_PAGE,
        note=f"median {median(reruns):.0f} ms, of {SMALLEST_PAGE} {median(of_peer):.0f} ms",
    )


def main() -> int:
    """Print the figures of each size."""
    code = 0
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for size in [int(one) for one in sys.argv[1:]] or SIZES:
            home = Path(scratch) / str(size)
            fill(home, size)
            with smallest(Path(scratch)) as peer:
                for figure in ours(browser, home, size, peer):
                    code |= tell(figure)
        browser.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
