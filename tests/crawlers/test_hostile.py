"""One run over servers that misbehave in every way: each failure named, no good source lost.

Each case has a loopback address of its own, so that no server waits for another's slot.
"""

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

TIMEOUT_S = 30
GOOD = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@hall
SUMMARY:Barn Dance
DTSTART;TZID=America/New_York:20260310T190000
END:VEVENT
END:VCALENDAR
"""
SECONDLY = GOOD.replace(b"END:VEVENT", b"RRULE:FREQ=SECONDLY\nEND:VEVENT")
PAGE = b"<!doctype html><html><head><title>Hall</title></head><body>%s</body></html>"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss><channel><title>&j;</title></channel></rss>"
)


def bomb(size):
    return gzip.compress(b"BEGIN:VCALENDAR\n" + b" " * size)


def page(words):
    return 200, {"Content-Type": "text/html"}, PAGE % words


def calendar(body=GOOD, **headers):
    return 200, {"Content-Type": "text/calendar", **headers}, body


def redirect(location):
    return 302, {"Location": location}, b""


def cut_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(GOOD)


def slow(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(2 * TIMEOUT_S):
        handler.wfile.write(b" ")
        time.sleep(1)


def silent(handler):
    time.sleep(2 * TIMEOUT_S)


def slammed(handler):
    handler.connection.close()


def endless(handler):
    number = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 0
    event = {"@type": "Event", "name": f"Evening {number}", "startDate": "2026-03-10T19:00"}
    words = f'<script type="application/ld+json">{json.dumps(event)}</script>'
    words += f'<a rel="next" href="/x?page={number + 1}">next</a>'
    respond(handler, *page(words.encode()))


def hops(handler):
    number = int(handler.path.rpartition("/")[2]) if handler.path[-1].isdecimal() else 0
    respond(handler, *(calendar() if number == 10 else redirect(f"/hop/{number + 1}")))


def respond(handler, status, headers, body):
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


CASES = {
    # name: (what the server does, adapter, outcome)
    "good": (calendar(), "ical", "ok"),
    "gone": ((404, {}, b"no"), "ical", "not_found"),
    "gone_for_good": ((410, {}, b"no"), "ical", "not_found"),
    "locked": ((401, {}, b"who?"), "ical", "forbidden"),
    "forbidden": ((403, {}, b"no"), "ical", "forbidden"),
    "teapot": ((418, {}, b"tea"), "ical", "http_error"),
    "broken": ((500, {}, b"oops"), "ical", "server_error"),
    "busy": ((429, {}, b"wait"), "ical", "rate_limited"),
    "busy_for_an_hour": ((429, {"Retry-After": "3600"}, b"wait"), "ical", "rate_limited"),
    "closed_to_robots": (calendar(), "ical", "robots"),
    "unhurried": (calendar(), "ical", "ok"),
    "slow": (slow, "ical", "timeout"),
    "silent": (silent, "ical", "timeout"),
    "slammed": (slammed, "ical", "cut_off"),
    "cut_off": (cut_off, "ical", "cut_off"),
    "huge": (calendar(GOOD + b" " * (50 << 20)), "ical", "too_large"),
    "bomb": (calendar(bomb(64 << 20), **{"Content-Encoding": "gzip"}), "ical", "too_large"),
    "small_bomb": (calendar(bomb(8 << 20), **{"Content-Encoding": "gzip"}), "ical", "guard"),
    "not_gzip": (calendar(GOOD, **{"Content-Encoding": "gzip"}), "ical", "error"),
    "circle": (redirect("/calendar"), "ical", "redirects"),
    "ten_hops": (hops, "ical", "redirects"),
    "to_a_file": (redirect("file:///etc/passwd"), "ical", "http_error"),
    "to_metadata": (redirect("http://169.254.169.254/latest/"), "ical", "guard"),
    "to_a_private_host": (redirect("http://10.0.0.1/"), "ical", "guard"),
    "to_ipv6_loopback_in_disguise": (redirect("http://[::ffff:10.0.0.1]/"), "ical", "guard"),
    "to_another_port": (redirect("http://93.184.216.34:25/"), "ical", "guard"),
    "home": (redirect("/"), "", "redirect_home"),
    "login": (redirect("/login?next=calendar"), "", "login_wall"),
    "password": (page(b'<form><input type="password"></form>'), "", "login_wall"),
    "challenge": (page(b"<title>Just a moment...</title>"), "", "challenge"),
    "challenge_403": ((403, {}, PAGE % b"cf-chl-widget"), "ical", "challenge"),
    "empty": (calendar(b""), "ical", "empty"),
    "blank": (calendar(b" \r\n "), "", "empty"),
    "page_for_feed": (page(b"We have moved"), "ical", "html_for_feed"),
    "nonsense": (calendar(b"\x00\xff\xfe" * 400), "ical", "parse_error"),
    "deep_json": ((200, {}, b"[" * 200_000), "localist", "parse_error"),
    "entities": ((200, {}, ENTITIES), "rss", "ok"),
    "latin": (calendar(GOOD.replace(b"Barn", "Bärn".encode("latin-1"))), "ical", "ok"),
    "every_second": (calendar(SECONDLY), "ical", "ok"),
    "endless": (endless, "schemaorg", "page_cap"),
}
ROBOTS = {
    "closed_to_robots": b"User-agent: *\nDisallow: /\n",
    "unhurried": b"User-agent: *\nCrawl-delay: 86400\n",
}
ELSEWHERE = {
    "refused": ("http://127.1.1.1:65001/a.ics", "", "refused"),
    "no_such_name": ("http://no-such-name.invalid/a.ics", "", "dns"),
    "no_tls": ("https://{good}/a.ics", "", "tls"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.server.case
        if self.path == "/robots.txt":
            respond(self, 200, {}, ROBOTS.get(name, b""))
        elif self.path == "/" or self.path.startswith("/login"):
            respond(self, *page(b"Welcome"))
        elif callable(does := CASES[name][0]):
            does(self)
        else:
            respond(self, *does)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Clients hang up on a bomb; that is their right."""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of one run over all of them, by source."""
    servers = []
    rows = []
    for number, (name, (_, adapter, _)) in enumerate(CASES.items(), start=2):
        server = Server((f"127.0.1.{number}", 0), Handler)
        server.case = name
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        rows.append((name, f"http://127.0.1.{number}:{server.server_port}/calendar", adapter))
    good = f"127.0.1.2:{servers[0].server_port}"
    rows += [(name, url.format(good=good), "ical") for name, (url, _, _) in ELSEWHERE.items()]
    home = tmp_path_factory.mktemp("hostile")
    sources = home / "sources.toml"
    sources.write_text(
        "".join(
            f'[[source]]\nid = "{name}"\nname = "{name}"\nurl = "{url}"\nadapter = "{adapter}"\n'
            'timezone = "America/New_York"\n'
            for name, url, adapter in rows
        )
    )
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--json"]
    command += ["--now", "2026-03-01"]
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={
            **os.environ,
            "TWOGETHER_LOOPBACK": "allow",
            "TWOGETHER_CONTACT": "tests@hall.example",
        },
    )
    took = time.monotonic() - started
    for server in servers:
        server.shutdown()
        server.server_close()
    assert 0 == done.returncode, done.stderr[-3000:]
    return {one["source"]: one for one in json.loads(done.stdout)["sources"]}, took


@pytest.mark.parametrize(
    ("name", "outcome"),
    [*((name, case[2]) for name, case in CASES.items())]
    + [(name, case[2]) for name, case in ELSEWHERE.items()],
)
def test_every_failure_has_its_name(report, name, outcome):
    """The source's outcome is the class of what went wrong."""
    assert outcome == report[0][name]["outcome"], report[0][name]["held_back"]


def test_no_failure_costs_a_good_source(report):
    """What could be read is live; of what could not, nothing is."""
    live = {name for name, one in report[0].items() if one["promoted"]}

    assert {name for name, case in CASES.items() if case[2] in ("ok", "page_cap")} == live
    assert 60 == report[0]["endless"]["parsed"]
    (aside,) = report[0]["every_second"]["set_aside"]
    assert "FREQ=SECONDLY" in aside["reason"]


def test_nothing_takes_longer_than_its_cap(report):
    """The whole run ends soon after the slowest server's time is up."""
    assert report[1] < 6 * TIMEOUT_S
