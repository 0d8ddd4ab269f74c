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
from pathlib import Path
from statistics import median

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright
from town_of import fill

SIZES = (5_000, 100_000)
VISITS, RERUNS, VISITORS = 5, 10, 20
LIMITS = {
    "first load": (80, "KB"),
    "rerun": (60, "KB"),
    "first cards": (1.6, "of the smallest page's"),
    "rerun p95": (2.5, "of the smallest page's"),
    "memory": (450, "MB"),
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
CARD, ERROR = "[data-testid='stMain'] h3", "[data-testid='stException']"
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
SMALLEST = """
import streamlit as st
choice = st.selectbox("At most, for two", ["Any", "$25", "$50", "$100", "$200"])
st.write(f"Chosen: {choice}")
"""


@dataclass
class Measured:
    """What one page took: seconds to its first content, and each rerun; bytes over its socket."""

    first: list[float] = field(default_factory=list)
    load: list[int] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
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
    """Open *url* as somebody new, wait for *content*, then change the limit again and again."""
    found = Measured()
    page = browser.new_context(viewport={"width": 1280, "height": 1600}).new_page()
    page.add_init_script(WATCH)
    sizes = counted(page)
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(content).first.wait_for(timeout=120_000)
    found.first.append(time.perf_counter() - start)
    page.locator(IDLE).wait_for(timeout=120_000)
    page.wait_for_timeout(SETTLE_MS)
    found.load.append(sum(sizes))
    for number in range(RERUNS):
        before = sum(sizes)
        found.reruns.append(choose(page, choices[number % len(choices)]))
        found.rerun_bytes.append(sum(sizes) - before)
    page.context.close()
    return found


def choose(page: Page, choice: str) -> float:
    """Set the limit; the seconds from the click until nothing more comes or changes."""
    page.get_by_role("combobox", name="At most, for two").click()
    option = page.get_by_role("option", name=choice, exact=True)
    option.wait_for()
    start = page.evaluate("performance.now()")
    option.click()
    page.wait_for_function(QUIET, arg=start, timeout=120_000)
    return float(page.evaluate("window.last") - start) / 1000


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


def smallest(browser: Browser, folder: Path) -> list[Measured]:
    """Visits to the smallest page."""
    script, port = folder / "smallest.py", free_port()
    script.write_text(SMALLEST, "utf-8")
    options = ("--server.port", str(port), "--server.address", "127.0.0.1")
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    with serving([*command, "--server.headless", "true"], port):
        url = f"http://127.0.0.1:{port}"
        visit(browser, url, "text=Chosen:", LIMITED)
        return [visit(browser, url, "text=Chosen:", LIMITED) for _ in range(VISITS)]


def ours(browser: Browser, home: Path, peer: list[Measured]) -> Iterator[str]:
    """The lines to print of one catalogue."""
    port = free_port()
    command = [sys.executable, "-m", "pipeline", "serve", "--home", str(home)]
    with serving([*command, "--port", str(port), "--headless"], port) as server:
        url = f"http://127.0.0.1:{port}/find"
        visit(browser, url, CARD, LIMITED)
        visits = [visit(browser, url, CARD, LIMITED) for _ in range(VISITS)]
        first, reruns = (
            [one for visit_ in visits for one in getattr(visit_, name)]
            for name in ("first", "reruns")
        )
        peer_first, peer_reruns = (
            [one for visit_ in peer for one in getattr(visit_, name)]
            for name in ("first", "reruns")
        )
        yield line("first load", max(size for one in visits for size in one.load) / 1000)
        yield line("rerun", max(size for one in visits for size in one.rerun_bytes) / 1000)
        yield line("first cards", median(first) / median(peer_first), f"{median(first):.2f} s")
        p95, peer_p95 = (float(np.percentile(times, 95)) for times in (reruns, peer_reruns))
        yield line(
            "rerun p95", p95 / peer_p95, f"{p95 * 1000:.0f} ms, p50 {median(reruns) * 1000:.0f} ms"
        )
        failed = together(browser, url, LIMITED[:-1])
        yield f"  {VISITORS} visitors at once: {failed} saw an error (limit 0)"
        yield line("memory", memory_mb(server))


def line(name: str, figure: float, more: str = "") -> str:
    """One figure next to its limit."""
    limit, unit = LIMITS[name]
    return (
        f"  {name}: {figure:.2f} {unit}{f' ({more})' if more else ''}, "
        f"{figure / limit:.2f} of the limit {limit:g}"
    )


def main() -> None:
    """Print the figures of each size."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        peer = smallest(browser, Path(scratch))
        for size in [int(one) for one in sys.argv[1:]] or SIZES:
            home = Path(scratch) / str(size)
            fill(home, size)
            print(f"{size:,} dates", flush=True)
            for text in ours(browser, home, peer):
                print(text, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
