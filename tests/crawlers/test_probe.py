"""`twogether probe` against sites on loopback: what it names, previews, adds and refuses."""

import json
import os
import subprocess
import sys
import threading
import tomllib
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawlers.discovery import discover, out_of_reach

FIXTURES = Path(__file__).parent / "fixtures"
ICS = (
    "BEGIN:VCALENDAR\nPRODID:-//Hall//EN\n"
    + "".join(
        f"BEGIN:VEVENT\nUID:{n}@hall\nSUMMARY:Supper {n}\nLOCATION:Long Hall\n"
        f"DTSTART;TZID=America/New_York:202603{n:02}T190000\nEND:VEVENT\n"
        for n in range(10, 22)
    )
    + "END:VCALENDAR\n"
)
HOME = """<!doctype html><html><head><title>Welcome | St. Brigid Parish</title></head><body>
<a href="/about">About</a> <a href="/parish-life/events">Events</a>
<p>12 Mill Lane, Montclair, NJ 07042</p></body></html>"""
EVENTS = """<!doctype html><html><head><title>Events</title></head><body>
<a href="webcal://{host}/calendar.ics">Subscribe</a></body></html>"""
NOTHING = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
WITHOUT_EVENTS = [
    NOTHING.format("About us", "<p>We are a small parish by the river, founded in 1873.</p>"),
    NOTHING.format("Contact", "<p>Call the office, Monday to Friday, 9 am to 4 pm.</p>"),
    NOTHING.format("News", "<article><h2>New roof</h2><p>Posted on June 2, 2019</p></article>"),
    NOTHING.format("Menu", "<ul><li>Soup $6</li><li>Pie $4</li></ul>"),
    NOTHING.format(
        "Hours",
        "<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Mon</td><td>9-5</td></tr></table>",
    ),
    NOTHING.format("Staff", "<p>Ana Ruiz, director since January 4, 2021.</p>"),
    NOTHING.format("Archive", "<h2>Spring Supper</h2><p>March 12, 2019, 6 pm</p>"),
    NOTHING.format("Shop", '<form action="/buy"><button>Buy</button></form>'),
    NOTHING.format("Gallery", '<img src="a.jpg" alt="The dance of 2018">'),
    NOTHING.format("Policy", "<p>Effective April 1, 2026 the hall is closed to dogs.</p>"),
]


class Site(ThreadingHTTPServer):
    """Serves *pages* by path; whatever else is asked for is not there."""

    daemon_threads = True

    def __init__(self, address, pages):
        self.pages = pages
        self.asked = []
        super().__init__((address, 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"{self.server_address[0]}:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        found = self.server.pages.get(self.path)
        body = found if isinstance(found, bytes) else (found or "").encode()
        self.send_response(200 if found is not None else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    sites = []

    def serve(pages, address="127.0.0.1"):
        sites.append(Site(address, pages))
        return sites[-1]

    yield serve
    for one in sites:
        one.shutdown()
        one.server_close()


def probe(url, *arguments, home=None, now="2026-03-01", **env):
    command = [sys.executable, "-m", "pipeline", "probe", url, "--now", now, *arguments]
    command += ["--home", home] if home else []
    env = {
        **os.environ,
        "TWOGETHER_LOOPBACK": "allow",
        "TWOGETHER_CONTACT": "a@hall.example",
        **env,
    }
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=env,
    )


def found(done):
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


def test_from_a_parishs_home_page_to_a_source_that_is_crawled(site, tmp_path):
    """The feed is found, previewed, added with its guesses marked, and crawled."""
    parish = site({"/": HOME, "/calendar.ics": ICS})
    parish.pages["/parish-life/events"] = EVENTS.format(host=parish.host).replace("webcal", "http")
    done = probe(f"http://{parish.host}/", "--add", home=tmp_path)

    assert 0 == done.returncode, done.stderr
    assert "Tue 10 Mar 2026 19:00  Supper 10" in done.stdout
    assert 10 == done.stdout.count("Mar 2026 19:00")
    text = (tmp_path / "sources.toml").read_text()
    (source,) = tomllib.loads(text)["source"]
    assert {
        "id": "st-brigid-parish",
        "name": "St. Brigid Parish",
        "kind": "church",
        "url": f"http://{parish.host}/calendar.ics",
        "adapter": "ical",
        "timezone": "America/New_York",
        "locality": "Montclair, NJ",
        "expect_at_least": 6,
    } == source
    assert 'kind = "church" # a guess' in text
    assert len(parish.asked) <= 13

    crawl = subprocess.run(
        [
            sys.executable,
            "-m",
            "pipeline",
            "crawl",
            "--home",
            tmp_path,
            "--now",
            "2026-03-01",
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TWOGETHER_LOOPBACK": "allow"},
    )
    assert 12 == json.loads(crawl.stdout)["occurrences"]

    again = probe(f"http://{parish.host}/", "--add", home=tmp_path)
    assert 1 == again.returncode
    assert "has this address already" in again.stderr
    assert text == (tmp_path / "sources.toml").read_text()


@pytest.mark.parametrize("number", range(len(WITHOUT_EVENTS)))
def test_a_page_without_events_is_said_to_have_none_and_is_not_added(site, tmp_path, number):
    """The refusal says what was looked at and what would be right."""
    page = site({"/page": WITHOUT_EVENTS[number]})
    done = probe(f"http://{page.host}/page", "--add", home=tmp_path)

    assert 1 == done.returncode, done.stdout
    assert "give the page that lists its events" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "sources.toml").exists()


def test_an_address_inside_is_not_probed():
    """The refusal names the rule."""
    done = probe("http://169.254.169.254/latest/meta-data/")

    assert 1 == done.returncode
    assert "rule 'address'" in done.stderr


def test_a_site_that_answers_nothing_is_explained(site):
    """In the words of the failure."""
    absent = site({})
    done = probe(f"http://{absent.host}/calendar")

    assert 1 == done.returncode
    assert "The page is gone" in done.stderr


PLATFORMS = {
    # case: (path where the platform serves it, name)
    "campuslabs/page_one": ("/engage/api/discovery/event/search", "Campus Labs Engage"),
    "churchsuite/embed": ("/embed/calendar/json", "ChurchSuite"),
    "churchtools/appointments": ("/api/calendars/2/appointments", "ChurchTools"),
    "gancio/events": ("/api/events", "Gancio"),
    "google_json/api": ("/calendar/v3/calendars/hall/events", "Google Calendar"),
    "growthzone/events": ("/api/events", "GrowthZone / ChamberMaster"),
    "libcal/list": ("/ajax/calendar/list?c=1", "LibCal"),
    "livewhale/events": ("/live/json/events", "LiveWhale"),
    "localist/two_pages": ("/api/2/events?pp=100", "Localist"),
    "membershipworks/calendar": ("/v2/events?org=1", "MembershipWorks"),
    "mobilizon/outbox": ("/@hall/outbox?page=1", "Mobilizon"),
    "squarespace/collection": ("/calendar?format=json", "Squarespace"),
    "tickettailor/events": ("/v1/events", "Ticket Tailor"),
    "tockify/ngevent": ("/api/ngevent?calname=hall", "Tockify"),
    "wix/warmup": ("/events", "Wix Events"),
    "microformats/both": ("/events", "microformats"),
    "htmlpage/listing": ("/whats-on", "plain page"),
}


@pytest.mark.parametrize(("case", "path", "name"), [(c, *rest) for c, rest in PLATFORMS.items()])
def test_each_platform_is_named_at_its_own_path(site, case, path, name):
    """And its coming events are previewed."""
    (recorded,) = (FIXTURES / case).glob("input.*")
    document = found(probe(f"http://{site({path: recorded.read_bytes()}).host}{path}", "--json"))

    assert name == document["platform"]
    assert document["next"]
    assert all(row["start_date"] > "2026-03-01" for row in document["next"])


@pytest.mark.parametrize(
    ("markup", "feed"),
    [
        (
            '<iframe src="https://calendar.google.com/calendar/embed?src=hall%40group.calendar.google.com&ctz=UTC">',
            "https://calendar.google.com/calendar/ical/hall%40group.calendar.google.com/public/basic.ics",
        ),
        (
            '<a href="https://calendar.google.com/calendar/u/0?cid=aGFsbEBleGFtcGxlLm9yZw">',
            "https://calendar.google.com/calendar/ical/hall%40example.org/public/basic.ics",
        ),
        (
            '<a href="https://www.google.com/calendar/event?eid=MTIzIGhhbGxAZw">Copy</a>',
            "https://calendar.google.com/calendar/ical/hall%40group.calendar.google.com/public/basic.ics",
        ),
        (
            '<a href="https://www.meetup.com/fern-hill-walkers/">',
            "https://www.meetup.com/fern-hill-walkers/events/ical/",
        ),
        (
            '<a href="https://www.eventbrite.com/o/fern-hill-hall-123456">',
            "https://www.eventbrite.com/o/fern-hill-hall-123456",
        ),
        ("<!-- This is Squarespace. -->", "https://hall.example/whats-on?format=json"),
        (
            '<link rel="alternate" href="https://hall.example/wp-json/tribe/events/v1/">',
            "https://hall.example/wp-json/tribe/events/v1/events?per_page=50",
        ),
        (
            '<link href="/wp-content/plugins/modern-events-calendar-lite/a.css">',
            "https://hall.example/?mec-ical-feed=1",
        ),
        (
            '<link href="/wp-content/plugins/all-in-one-event-calendar/a.css">',
            "https://hall.example/?plugin=all-in-one-event-calendar&controller=ai1ec_exporter_controller&action=export_events&no_html=true",
        ),
        (
            '<link href="/wp-content/plugins/events-manager/a.css">',
            "https://hall.example/events.ics",
        ),
        (
            '<a href="https://hall.libcal.com/calendar?cid=77">',
            "https://hall.libcal.com/ajax/calendar/list?c=77&date=0000-00-00&perpage=100&page=1",
        ),
        (
            '<div data-tockify-component="calendar" data-tockify-calendar="fern.hill">',
            "https://tockify.com/api/ngevent?calname=fern.hill&max=200",
        ),
        (
            '<a href="/common/modules/iCalendar/iCalendar.aspx?catID=14&amp;feed=calendar">',
            "https://hall.example/common/modules/iCalendar/iCalendar.aspx?catID=14&feed=calendar",
        ),
        (
            '<a href="https://hall.campuslabs.com/engage/organization/walkers">',
            "https://hall.campuslabs.com/engage/events.ics",
        ),
        (
            '<a href="https://business.fernhill.example/events/calendar">',
            "https://business.fernhill.example/api/events",
        ),
        (
            '<iframe src="https://teamup.com/ksq8ayp7mw5mhb193x">',
            "https://ics.teamup.com/feed/ksq8ayp7mw5mhb193x/0.ics",
        ),
        (
            '<iframe src="https://outlook.office365.com/owa/calendar/ab@hall.example/cd/calendar.html">',
            "https://outlook.office365.com/owa/calendar/ab@hall.example/cd/calendar.ics",
        ),
        (
            '<a href="webcal://p24-caldav.icloud.com/published/2/WvhkIr4F">',
            "https://p24-caldav.icloud.com/published/2/WvhkIr4F",
        ),
        (
            '<script src="https://fernhill.churchsuite.com/embed/calendar"></script>',
            "https://fernhill.churchsuite.com/embed/calendar/json?num_results=200",
        ),
        (
            '<a href="https://buytickets.at/fernhill">',
            "https://www.tickettailor.com/events/fernhill",
        ),
        (
            '<a href="https://www.ticketsource.co.uk/fernhill">',
            "https://www.ticketsource.co.uk/fernhill",
        ),
        (
            '<a href="https://www.outsavvy.com/organiser/fernhill">',
            "https://www.outsavvy.com/organiser/fernhill",
        ),
        ('<link href="/localist_widget.css">', "https://hall.example/api/2/events?days=180&pp=100"),
        ('<script src="/live/resource/js/a.js">', "https://hall.example/live/json/events"),
        ('<gancio-events baseurl="https://hall.example">', "https://hall.example/api/events"),
        (
            '<link rel="alternate" type="text/calendar" href="/feed.ics">',
            "https://hall.example/feed.ics",
        ),
    ],
)
def test_what_a_page_embeds_leads_to_its_feed(markup, feed):
    """Each platform's sign stands for the address that serves its events."""
    page = f"<!doctype html><html><body>{markup}</body></html>".encode()

    assert feed in {lead.url for lead in discover(page, "https://hall.example/whats-on")}


def test_what_no_program_may_read_is_named_with_what_to_ask_for():
    """Church Center, Daxko and Facebook."""
    page = (
        b'<a href="https://fernhill.churchcenter.com/calendar"><a href="https://ops.daxko.com/x">'
        b'<a href="https://www.facebook.com/fernhill/events">'
    )

    assert ["Church Center", "Daxko", "Facebook events"] == [one.name for one in out_of_reach(page)]
    assert all(one.ask for one in out_of_reach(page))


RECORDED = {
    # folder: (glob, path, platform)
    "google-calendar-ics": (
        "*.ics",
        "/calendar/ical/hall%40group/public/basic.ics",
        "Google Calendar",
    ),
    "ai1ec": ("*.html", "/wp-admin/admin-ajax.php", "Events Manager"),
    "icloud": ("*.ics", "/published/2/abc", "iCloud"),
    "meetup": ("*.ics", "/hall-walkers/events/ical/", "Meetup"),
    "outlook365": ("*.ics", "/owa/calendar/ab/cd/calendar.ics", "Outlook 365"),
    "teamup": ("ics-*.ics", "/feed/ksq8ayp7mw5mhb193x/0.ics", "TeamUp"),
    "eventbrite": ("eventbrite-co-uk-o-queer*.html", "/o/hall-123", "Eventbrite"),
    "outsavvy": ("*organiser-sappho*.html", "/organiser/hall", "OutSavvy"),
    "squarespace": ("*json*.json", "/our-events?format=json", "Squarespace"),
    "wix": ("*.html", "/event-list", "Wix Events"),
    "ticketsolve": ("*.xml", "/shows.xml", "TicketSolve"),
    "tickettailor": ("*.json", "/v1/events", "Ticket Tailor"),
    "libcal": ("*.json", "/ajax/calendar/list?c=1", "LibCal"),
    "churchsuite": ("*.json", "/embed/calendar/json", "ChurchSuite"),
}


@pytest.mark.parametrize(("folder", "case"), RECORDED.items())
def test_recorded_answers_are_named_and_previewed(shared, site, folder, case):
    """As of the day before their last event."""
    from crawlers.reading import read_page
    from crawlers.source import Page, Source
    from pipeline.recurrence import first_start

    pattern, path, name = case
    file = min((shared / "fixtures" / folder).glob(pattern))
    body = file.read_bytes()
    server = site({path: body})
    page = Page(f"http://{server.host}{path}", datetime(2024, 1, 1, tzinfo=UTC))
    source = Source(id="a", name="A", url=page.url, timezone="UTC")
    listings = read_page(body, source, page).listings
    starts = [
        first_start(one) if one.recurrence else one.occurrences[0].start_date for one in listings
    ]
    before = max(starts).astimezone(UTC).replace(hour=0, minute=0)
    done = probe(page.url, "--json", now=before.date().isoformat())

    document = found(done)
    assert name == document["platform"]
    assert {row["name"] for row in document["next"]} & {one.event.name.strip() for one in listings}


def test_times_are_shown_by_the_clock_of_the_place(site, tmp_path):
    """A feed in UTC is previewed in the zone that the site's own address tells."""
    utc = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nSUMMARY:Supper\nDTSTART:202603{n:02}T000000Z\nEND:VEVENT\n"
        for n in (12, 13)
    )
    hall = site({"/": HOME, "/calendar.ics": f"BEGIN:VCALENDAR\n{utc}END:VCALENDAR\n"})
    hall.pages["/parish-life/events"] = EVENTS.format(host=hall.host).replace("webcal", "http")
    document = found(probe(f"http://{hall.host}/", "--json", home=tmp_path))

    assert "2026-03-11T20:00:00-04:00" == document["next"][0]["start_date"]
