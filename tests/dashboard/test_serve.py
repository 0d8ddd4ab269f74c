"""A dashboard that crawls beside itself, in one deployment."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.last_run import last_run
from pipeline.lock import holder

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:{name}
SUMMARY:Dance at {name}
DTSTART:20300310T190000Z
END:VEVENT
END:VCALENDAR
"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"" if self.path == "/robots.txt" else CALENDAR.format(name=self.path).encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.log.append(self.path)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.log = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_serve_crawls_and_ends_its_crawl_when_it_ends(tmp_path, site):
    """Again and again; the crawl at work keeps what it has, and what became of each is told.

    After each the host hears what is new, but not when all ends.
    """
    rows = [
        f'[[source]]\nid = "{name}"\nname = "{name}"\nadapter = "ical"\ntimezone = "UTC"\n'
        f'url = "http://127.0.0.1:{site.server_port}/{name}.ics"\n'
        for name in ("north", "east", "south")
    ]
    (tmp_path / "sources.toml").write_text("\n".join(rows))
    command = [sys.executable, "-m", "pipeline", "serve", "--home", str(tmp_path), "--headless"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--port", str(free_port()), "--crawl-every", "1s"],
            stdout=log,
            stderr=log,
            env={**os.environ, "TWOGETHER_LOOPBACK": "allow"},
        )
    until = time.monotonic() + 90
    while site.log.count("/north.ics") < 2 and time.monotonic() < until:
        time.sleep(0.05)
    server.send_signal(signal.SIGTERM)
    code = server.wait(60)
    log = (tmp_path / "log").read_text()
    told = re.findall(r"^Crawl: (.*)", log, re.MULTILINE)

    assert 0 == code
    assert 2 == len(told)
    assert 1 == log.count("Health:\n")
    assert re.fullmatch(r"Run 1 of .*: 3 sources were due: 3 live\.", told[0])
    assert told[1] == last_run(tmp_path)
    assert re.search(
        r"[12] not read to their end\. It stopped early, .* told to by SIGTERM", told[1]
    )
    assert holder(tmp_path / "catalogue.lock") is None
