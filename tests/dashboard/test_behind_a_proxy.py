"""The dashboard behind the proxy that ships, both real."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

CADDYFILE = Path(__file__).parents[2] / "Caddyfile"
pytestmark = [
    pytest.mark.checkout,
    pytest.mark.skipif(shutil.which("caddy") is None, reason="no caddy on this machine"),
]


@pytest.fixture
def site(address, tmp_path):
    """Where the proxy serves the dashboard at `address`, without TLS."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    settings = {
        "CADDY_ADMIN": f"unix/{tmp_path}/admin",
        "HOME": str(tmp_path),
        "TWOGETHER_DOMAIN": url,
        "TWOGETHER_UPSTREAM": address.removeprefix("http://"),
    }
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
    proxy = subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)
    try:
        for _ in range(80):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        proxy.terminate()
        proxy.wait(20)


def test_a_visit_through_the_proxy(site, browser):
    """Cards come over its WebSocket, scripts come compressed, and nothing from elsewhere."""
    page = browser.new_page()
    answers = {}

    def keep(one):
        answers[one.url] = one.headers

    page.on("response", keep)
    with page.expect_websocket() as socket_:
        page.goto(site)
    page.get_by_role("heading", level=3).first.wait_for()

    assert socket_.value.url.startswith(site.replace("http:", "ws:"))
    assert [] == [url for url in answers if not url.startswith((f"{site}/", "data:", "blob:"))]
    scripts = {url: headers for url, headers in answers.items() if url.endswith(".js")}
    assert scripts
    for url, headers in scripts.items():
        is_small = int(headers.get("content-length", 512)) < 512
        assert is_small or headers.get("content-encoding") in ("gzip", "zstd"), url
    assert "default-src 'self'" in answers[f"{site}/"]["content-security-policy"]
    page.close()
