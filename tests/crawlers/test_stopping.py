"""A crawl that must end early keeps what it has read, and the next one reads the rest."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crawlers.due import turns
from crawlers.source import Source
from pipeline.catalogue import Catalogue
from pipeline.config import Config

CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:{name}
SUMMARY:Dance at {name}
DTSTART;TZID=America/New_York:20260310T190000
END:VEVENT
END:VCALENDAR
"""
HALLS = ("north", "east", "south", "west")
SERIES = ("/series.json", "/series.json?page=2", "/series.json?page=3")
ENV = {**os.environ, "TWOGETHER_LOOPBACK": "allow"}


def series(page, port):
    """One page of a calendar of three."""
    event = {
        "id": page,
        "title": f"Supper {page}",
        "start_date": f"2026-03-1{page} 18:00:00",
        "timezone": "America/New_York",
        "url": f"http://127.0.0.1:{port}/supper/{page}",
    }
    following = {"next_rest_url": f"http://127.0.0.1:{port}{SERIES[page]}"} if page < 3 else {}
    return json.dumps({"events": [event], **following})


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/robots.txt":
            return self.answer(404, b"")
        self.server.log.append(self.path)
        self.server.gate.wait(30)
        if self.path.startswith("/fails"):
            return self.answer(404, b"")
        if self.path in SERIES:
            page = SERIES.index(self.path) + 1
            return self.answer(200, series(page, self.server.server_port).encode())
        return self.answer(200, CALENDAR.format(name=self.path[1:-4]).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.log = []
        server.gate = threading.Event()
        server.gate.set()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def start(home, site, names, *options, now="2026-03-01", every="1d"):
    """A crawl of some calendars, in a process of its own."""
    rows = [
        f'[[source]]\nid = "{name}"\nname = "{name}"\ntimezone = "America/New_York"\nevery = "{every}"\n'
        + (
            f'adapter = "tribe"\nurl = "http://127.0.0.1:{site.server_port}{SERIES[0]}"\n'
            if name == "series"
            else f'adapter = "ical"\nurl = "http://127.0.0.1:{site.server_port}/{name}.ics"\n'
        )
        for name in names
    ]
    home.mkdir(exist_ok=True)
    (home / "sources.toml").write_text("\n".join(rows))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", str(home), "--json"]
    return subprocess.Popen(
        [*command, "--now", now, *options],
        env=ENV,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process):
    """The report of a crawl that ended well, and what else it said."""
    out, words = process.communicate(timeout=60)
    assert 0 == process.returncode, words
    return json.loads(out), words


def names_in(home):
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        return sorted(row["name"] for row in catalogue.occurrences(None, None))


def asked(site):
    """The pages that were asked for since this was called last."""
    log = [*site.log]
    site.log.clear()
    return log


def test_sigterm_keeps_what_was_read_and_the_rest_comes_next(tmp_path, site):
    """Finished sources are live, a half-read one goes on where it stopped, nothing is read twice.

    Another crawl that is started meanwhile leaves at once.
    """
    everything = {*SERIES, *(f"/{hall}.ics" for hall in HALLS)}
    crawl = start(tmp_path, site, ["series", *HALLS])
    while len(site.log) < 3:
        time.sleep(0.02)
    site.gate.clear()
    other = start(tmp_path, site, HALLS)
    _, words = other.communicate(timeout=60)
    crawl.send_signal(signal.SIGTERM)
    site.gate.set()
    first, _ = ended(crawl)
    log = asked(site)
    read = set(log)
    finished = {one["source"] for one in first["sources"] if one["promoted"]}

    assert "it was told to by SIGTERM" == first["stopped"]
    assert SERIES[0] in read
    assert 3 <= len(log) < len(everything)
    assert {f"/{hall}.ics" for hall in finished} == read - {*SERIES}
    assert {"not_reached"} == {
        one["outcome"] for one in first["sources"] if one["source"] not in finished
    }
    assert [f"Dance at {hall}" for hall in sorted(finished)] == names_in(tmp_path)

    assert 75 == other.returncode
    assert f"being written by process {crawl.pid} on" in words

    second, _ = ended(start(tmp_path, site, ["series", *HALLS], now="2026-03-01T06:00"))

    assert sorted(everything - read) == sorted(asked(site))
    assert "" == second["stopped"]
    assert {*HALLS, "series"} - finished == {one["source"] for one in second["sources"]}
    assert all(one["promoted"] for one in second["sources"])
    dances, suppers = [f"Dance at {hall}" for hall in sorted(HALLS)], [f"Supper {n}" for n in "123"]
    assert dances + suppers == names_in(tmp_path)


def test_a_crawl_keeps_to_its_pages(tmp_path, site):
    """What did not fit comes first in the next run, before what is due as well.

    A source that failed is left alone for a while; `twogether crawl` says until when.
    """
    halls = ["fails", *HALLS]
    few, _ = ended(start(tmp_path, site, halls, "--pages", "3", every=""))
    log = asked(site)
    later = {"now": "2026-03-01T00:30", "every": ""}
    more, words = ended(start(tmp_path, site, halls, "--pages", "2", **later))

    assert ["/east.ics", "/fails.ics", "/north.ics"] == sorted(log)
    assert "its 3 pages were fetched" == few["stopped"]
    assert (2, 2) == (few["totals"]["promoted"], few["totals"]["not_reached"])
    assert "not_found" in [one["outcome"] for one in few["sources"]]
    assert ["/south.ics", "/west.ics"] == sorted(asked(site))
    assert {"not_reached"} == {
        one["outcome"] for one in more["sources"] if one["source"] in ("north", "east")
    }
    assert {*HALLS} == {one["source"] for one in more["sources"]}
    assert "fails is not due before 2026-03-01T01:00+00:00" in words


def test_a_crawl_keeps_to_its_time(tmp_path, site):
    """A dead run's lock is taken over, which is noted."""
    lock = Config(tmp_path).lock
    dead = "import sys; sys.argv = ['twogether', 'crawl']; from pathlib import Path; import os\n"
    dead += "from pipeline.lock import locked\nwith locked(Path({!r})): os._exit(9)"
    gone = subprocess.run([sys.executable, "-c", dead.format(str(lock))], check=False)
    halls = [*HALLS, "great", "town"]
    short, _ = ended(start(tmp_path, site, halls, "--at-most", "3s"))
    asked(site)

    assert 9 == gone.returncode
    assert "its 3 seconds were over" == short["stopped"]
    assert 1 <= short["totals"]["promoted"] < len(halls)
    assert "(`twogether crawl`)" in short["took_over"]
    assert "" == lock.read_text()


def test_the_rest_doubles_with_each_failure_and_ends_with_a_good_visit():
    """At most a week; a visit that a run did not get to does not count, a server's wish does."""
    halls = [
        Source(id=name, name=name, url="https://hall.example/", timezone="UTC", every="1d")
        for name in ("new", "failing", "good", "missed", "asked")
    ]
    row = {
        "url": "https://hall.example/",
        "last_visit": "2026-03-01T00:00+00:00",
        "last_outcome": "ok",
        "held_back": "",
        "failures": 0,
        "not_before": "",
    }
    known = {
        "failing": {**row, "held_back": "404", "last_outcome": "not_found", "failures": 6},
        "good": row,
        "missed": {**row, "held_back": "x", "last_outcome": "not_reached", "failures": 9},
        "asked": {**row, "not_before": "2026-03-09T00:00+00:00"},
    }

    def found(day, hour=0):
        return turns(halls, known, datetime(2026, 3, day, hour, tzinfo=UTC))

    def due(day, hour=0):
        return [source.id for source in found(day, hour).due]

    known["good"] = {**row, "last_visit": "2027-05-01T00:00+00:00"}
    assert "good" in due(1), "a visit that lies ahead was dated by a wrong clock"
    known["good"] = row
    assert "2026-03-02T08:00+00:00, having failed 6 times in a row" == found(1).resting["failing"]
    assert ["new", "missed"] == due(1, 1)
    assert ["new", "missed", "good"] == due(2)
    assert ["new", "missed", "failing", "good"] == due(2, 8)
    assert ["new", "missed", "failing", "good", "asked"] == due(9)
