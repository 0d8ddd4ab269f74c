"""The real spider against a loopback server, live, recorded and replayed."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

CALENDAR = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@hall
SUMMARY:Barn Dance
DTSTART;TZID=America/New_York:20260310T190000
END:VEVENT
END:VCALENDAR
"""
LOOPBACK = {**os.environ, "TWOGETHER_LOOPBACK": "allow"}
PAGES = {
    "/calendar.ics": (200, "text/calendar", CALENDAR),
    "/private/calendar.ics": (200, "text/calendar", CALENDAR),
    "/page-instead": (200, "text/html", b"<html><body>Moved</body></html>"),
    "/huge.ics": (200, "text/calendar", CALENDAR + b" " * (17 << 20)),
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private/\n"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.agents.append(self.headers["User-Agent"])
        status, kind, body = PAGES.get(self.path, (404, "text/plain", b"no"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.agents = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def sources_file(tmp_path, port, paths):
    rows = [
        f'[[source]]\nid = "{name}"\nname = "{name}"\nurl = "http://127.0.0.1:{port}{path}"\n'
        f'adapter = "{adapter}"\ntimezone = "America/New_York"\n'
        for name, (path, adapter) in paths.items()
    ]
    path = tmp_path / "sources.toml"
    path.write_text("\n".join(rows))
    return path


def crawl(home, *arguments, env=None):
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--json", *arguments]
    command += ["--now", "2026-03-01"]
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=LOOPBACK,
    )


@pytest.fixture(scope="module")
def crawled(site, tmp_path_factory):
    """A live crawl of good and bad sources, and its recording."""
    tmp_path = tmp_path_factory.mktemp("crawl")
    file = sources_file(
        tmp_path,
        site.server_address[1],
        {
            "good": ("/calendar.ics", "ical"),
            "private": ("/private/calendar.ics", "ical"),
            "absent": ("/nowhere.ics", "ical"),
            "page": ("/page-instead", "ical"),
            "huge": ("/huge.ics", "ical"),
        },
    )
    recording = tmp_path / "town.warc.gz"
    done = crawl(tmp_path / "live", "--sources", file, "--record", recording)
    assert 0 == done.returncode, done.stderr
    return file, recording, json.loads(done.stdout)


def test_the_good_source_is_promoted_and_the_bad_are_named(crawled):
    """Each failure has its class, and none of them costs the good source."""
    _, _, report = crawled
    outcome = {one["source"]: one for one in report["sources"]}

    assert outcome["good"]["promoted"]
    assert 1 == outcome["good"]["occurrences"]
    for name, reason in {
        "private": "robots",
        "absent": "not_found",
        "page": "html_for_feed",
        "huge": "too_large",
    }.items():
        assert not outcome[name]["promoted"]
        assert reason in outcome[name]["held_back"][0]


def test_the_user_agent_says_who_crawls(crawled, site):
    """Every request names the program."""
    assert all(agent.startswith("twogether/") for agent in site.agents)


def test_a_recording_replays_the_same_catalogue(crawled, tmp_path):
    """What was recorded can be crawled again with no server at all."""
    file, recording, live = crawled
    done = crawl(tmp_path, "--sources", file, "--replay", recording)
    again = json.loads(done.stdout)

    assert live["events"] == again["events"] == 1
    held = {one["source"]: one["held_back"] for one in again["sources"]}
    assert "not_recorded" in held["huge"][0]


def test_the_web_is_not_crawled_without_a_contact(tmp_path, monkeypatch):
    """A site's owner must be able to reach the host."""
    monkeypatch.delenv("TWOGETHER_CONTACT", raising=False)
    file = tmp_path / "s.toml"
    file.write_text(
        '[[source]]\nid = "a"\nname = "A"\nurl = "https://a.example/x.ics"\n'
        'adapter = "ical"\ntimezone = "UTC"\n'
    )
    done = crawl(tmp_path, "--sources", file)

    assert 1 == done.returncode
    assert "TWOGETHER_CONTACT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('adapter = "icla"', "names adapter 'icla', which does not exist; choose one of .*ical"),
        ('timezone = "Mars/Base"', "timezone 'Mars/Base', which IANA does not list"),
        ('kind = "pub"', "kind 'pub', which is unknown; choose one of"),
        ("colour = 3", "has \\['colour'\\], which no source has"),
        ('url = "ftp://a.example/"', "which is not http"),
    ],
)
def test_a_wrong_source_says_what_would_be_right(tmp_path, line, message):
    """Where, what, why, and what to do."""
    from crawlers.adapters import adapter
    from crawlers.source import load_sources
    from model.errors import SourceError

    fields = {"id": '"a"', "name": '"A"', "url": '"https://a.example/"', "timezone": '"UTC"'}
    key, _, value = line.partition(" = ")
    rows = {**fields, "adapter": '"ical"', key: value}
    file = tmp_path / "s.toml"
    file.write_text("[[source]]\n" + "\n".join(f"{k} = {v}" for k, v in rows.items()))

    def check():
        return [adapter(one.adapter, one) for one in load_sources(str(file))]

    with pytest.raises(SourceError, match=message):
        check()
