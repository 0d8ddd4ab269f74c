"""Second visits cost little, and a server's wishes are honoured."""

import itertools
import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crawlers.manners import PAGES_A_DAY
from crawlers.platforms import slot
from pipeline.catalogue import Catalogue

EVENT = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:{uid}\nDTSTAMP:{stamp}\nSUMMARY:Barn Dance\n"
    "DTSTART;TZID=America/New_York:20260303T190000\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n"
)
NEXT_YEAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:later\nSUMMARY:New Year Ball\n"
    "DTSTART;TZID=America/New_York:20270101T190000\nEND:VEVENT\nEND:VCALENDAR\n"
)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        log = self.server.log
        if self.path == "/robots.txt":
            return self.answer(200, b"User-agent: *\nCrawl-delay: 3\n")
        log.append((self.path, time.monotonic(), self.headers.get("If-None-Match")))
        if self.path == "/tagged.ics":
            if self.headers.get("If-None-Match") == '"v1"':
                return self.answer(304, b"", ETag='"v1"')
            return self.answer(200, EVENT.format(uid="tagged", stamp="1").encode(), ETag='"v1"')
        if self.path == "/stamped.ics":
            return self.answer(200, EVENT.format(uid="stamped", stamp=len(log)).encode())
        if self.path == "/patience.ics" and not any(p == self.path for p, *_ in log[:-1]):
            return self.answer(429, b"", **{"Retry-After": "2"})
        body = NEXT_YEAR if self.path == "/next-year.ics" else EVENT.format(uid="other", stamp="1")
        return self.answer(200, body.encode())

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.log = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def name(path):
    return path.strip("/").replace(".ics", "").replace("#", "-")


def crawl(home, site, paths, *arguments, now="2026-03-01", every=""):
    rows = [
        f'[[source]]\nid = "{name(path)}"\nname = "Hall"\nadapter = "ical"\ntimezone = "UTC"\n'
        f'url = "http://127.0.0.1:{site.server_port}{path}"\nevery = "{every}"\n'
        for path in paths
    ]
    (home / "sources.toml").write_text("\n".join(rows))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--json", "--now", now]
    done = subprocess.run(
        [str(part) for part in (*command, *arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "TWOGETHER_LOOPBACK": "allow"},
    )
    assert 0 == done.returncode, done.stderr
    return {one["source"]: one for one in json.loads(done.stdout)["sources"]}, done.stderr


def test_an_unchanged_page_is_known_again_and_its_series_goes_on(tmp_path, site):
    """By ETag or by content; either way what it holds was seen today, over today's horizon."""
    paths = ["/tagged.ics", "/stamped.ics"]
    first, _ = crawl(tmp_path, site, paths)
    second, _ = crawl(tmp_path, site, paths, now="2026-03-20")

    assert {"ok"} == {one["outcome"] for one in first.values()}
    assert {"not_modified"} == {one["outcome"] for one in second.values()}
    assert ("/tagged.ics", '"v1"') in {(path, tag) for path, _, tag in site.log}
    assert all(one["promoted"] and one["occurrences"] >= 25 for one in second.values())
    with Catalogue(tmp_path / "catalogue.db", read_only=True) as catalogue:
        seen = {stored.last_seen[:10] for stored in catalogue.listings().values()}
        starts = [row["start_date"] for row in catalogue.occurrences(None, None)]
    assert {"2026-03-20"} == seen
    assert "2026-09-15" == max(starts)[:10]


def test_what_lies_beyond_the_horizon_is_there_when_its_time_comes(tmp_path, site):
    """Although the page that announces it has not changed since."""
    early, _ = crawl(tmp_path, site, ["/next-year.ics"], now="2026-03-01")
    late, _ = crawl(tmp_path, site, ["/next-year.ics"], now="2026-12-01")

    assert 0 == early["next-year"]["occurrences"]
    assert ("not_modified", 1) == (late["next-year"]["outcome"], late["next-year"]["occurrences"])


def test_two_sources_may_share_a_page(tmp_path, site):
    """Each of them gets what it holds."""
    report, _ = crawl(tmp_path, site, ["/shared.ics#a", "/shared.ics#b"])

    assert [1, 1] == [one["parsed"] for one in report.values()]


def test_a_source_rests_as_long_as_it_says(tmp_path, site):
    """`every` spares the server; asking for the source by name does not."""
    crawl(tmp_path, site, ["/tagged.ics"], every="2d")
    again, words = crawl(tmp_path, site, ["/tagged.ics"], now="2026-03-02", every="2d")
    named, _ = crawl(tmp_path, site, ["/tagged.ics"], "--source", "tagged", every="2d")
    later, _ = crawl(tmp_path, site, ["/tagged.ics"], now="2026-03-04", every="2d")

    assert {} == again
    assert "tagged is not due before 2026-03-03" in words
    assert "tagged" in named
    assert "tagged" in later


def test_crawl_delay_and_retry_after_are_honoured(tmp_path, site):
    """The pages of one server come at least its Crawl-delay apart; a 429 is waited out."""
    report, _ = crawl(tmp_path, site, ["/tagged.ics", "/stamped.ics", "/patience.ics"])
    times = sorted(at for _, at, _ in site.log)

    assert {"ok"} == {one["outcome"] for one in report.values()}
    assert all(later - earlier >= 2.9 for earlier, later in itertools.pairwise(times))


def test_a_server_has_a_budget_for_the_day(tmp_path, site):
    """What was fetched within a day counts, however many runs fetched it."""
    crawl(tmp_path, site, ["/tagged.ics"])
    with Catalogue(tmp_path / "catalogue.db") as catalogue:
        (row,) = catalogue.query("SELECT * FROM fetches")
        del row["id"]
        catalogue.db.insert("fetches", (row for _ in range(PAGES_A_DAY)))
    report, _ = crawl(tmp_path, site, ["/tagged.ics"])

    assert "budget" == report["tagged"]["outcome"]


def test_customers_of_one_platform_share_its_slot():
    """However many sources are on it."""
    assert slot("https://northside.libcal.com/a") == slot("https://southside.libcal.com/b")
    assert slot("https://hall.example/a") != slot("https://other.example/b")
