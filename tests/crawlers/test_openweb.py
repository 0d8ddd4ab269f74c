"""Web archives: what they announce, site by site, whatever state the files are in."""

import csv
import gzip
import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from crawlers.openweb.records import MAX_BLOCK, blocks
from crawlers.openweb.site import site_of
from pipeline.cli import main

FIXTURES = Path(__file__).parent / "fixtures"
NOW = "2026-03-01T12:00:00+00:00"
CALENDAR = b"""BEGIN:VCALENDAR
X-WR-CALNAME:Fern Hill Walkers
X-WR-TIMEZONE:America/Chicago
BEGIN:VEVENT
UID:1@walk
SUMMARY:Moonlight Walk
DTSTART:20260310T190000
END:VEVENT
END:VCALENDAR
"""
TRIBE = json.dumps(
    {
        "events": [
            {
                "id": number,
                "title": title,
                "url": f"https://www.mill.example/event/{number}",
                "start_date": f"2026-03-{number} 19:30:00",
                "utc_start_date": f"2026-03-{number} 23:30:00",
                "timezone": "America/New_York",
            }
            for number, title in ((12, "Quilt Supper"), (13, "Harvest Waltz"))
        ]
    }
).encode()
HOME = b"""<!doctype html><html><head><title>News | St. Alder Church</title></head>
<body><p>St. Alder Church, 12 Mill Lane, Montclair, NJ 07042</p></body></html>"""
CONCERT = """<!doctype html><html><head><meta charset="{charset}"><title>Vesper</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "MusicEvent",
"name": "Café Vesper", "startDate": "2026-03-14T18:00", "location": "Nave"}}</script></head></html>"""
PAST = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:9\nSUMMARY:Old\nDTSTART:20200101T190000Z\nEND:VEVENT\nEND:VCALENDAR\n"
FLOATING = CALENDAR.replace(b"X-WR-TIMEZONE:America/Chicago\n", b"").replace(b"1@walk", b"1@pond")


class Archive:
    """A WARC file in the making."""

    def __init__(self, packed=True):
        self.data = b""
        self.packed = packed

    def add(self, url, body, kind="text/html", status="200 OK", of="response", headers=(), at=NOW):
        fields = [("Content-Type", kind), *headers]
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields)]
        content = "\r\n".join([*lines, "", ""]).encode() + body
        record = (
            f"WARC/1.0\r\nWARC-Type: {of}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        ).encode() + b"%s\r\n\r\n" % content
        self.data += gzip.compress(record) if self.packed else record
        return self


def pages(archive):
    """Six hosts on several platforms, and much that is none of ours."""
    walkers = "https://www.meetup.com/fern-hill-walkers/events/ical/"
    plain = (FIXTURES / "htmlpage" / "listing" / "input.html").read_bytes()
    concert = CONCERT.format(charset="iso-8859-1").encode("latin-1")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed := gzip.compress(TRIBE)), packed)
    unpack = (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    archive.add("https://stalder.example/", HOME)
    archive.add("https://stalder.example/vesper", concert)
    archive.add(walkers, CALENDAR, "text/calendar")
    archive.add(walkers, CALENDAR, of="request")
    archive.add(walkers, CALENDAR, of="metadata")
    archive.add(walkers, b"", of="revisit")
    archive.add(
        "https://www.mill.example/wp-json/tribe/events/v1/events", TRIBE, "application/json"
    )
    archive.add("https://chunk.example/wp-json/tribe/events/v1/events", chunked, headers=unpack)
    archive.add("https://grange.example/whats-on", plain)
    archive.add("https://old.example/cal.ics", PAST, "text/calendar")
    archive.add("https://pond.example/cal.ics", FLOATING, "text/calendar")
    archive.add("https://mill.example/picture.png", b"\x89PNG" * 9, "image/png")
    archive.add("https://mill.example/gone", TRIBE, status="404 Not Found")
    archive.add("https://blog.example/", b"<html><body><p>Nothing on.</p></body></html>")
    archive.add("http://10.0.0.8/cal.ics", CALENDAR, "text/calendar")
    archive.add("https://junk.example/a", bytes(range(256)) * 9, "text/plain")
    archive.add("https://junk.example/b.json", b'{"events": [', "application/json")
    archive.add("https://bomb.example/a", gzip.compress(b" " * (9 << 20)), headers=unpack[1:])
    return archive


def damaged(data):
    """The same with one record cut short in the middle, noise, and an end that is missing."""
    whole = Archive().add("https://late.example/cal.ics", CALENDAR, "text/calendar").data
    cut = Archive().add("https://cut.example/cal.ics", CALENDAR * 50, "text/calendar").data
    return data + cut[: len(cut) // 2] + whole + b"noise" * 20 + cut[: len(cut) // 2]


def importing(home, *arguments, code=0):
    """What an import prints as JSON."""
    command = ["import", "--home", home, "--now", NOW, *arguments]
    done = CliRunner().invoke(main, [str(part) for part in command])
    assert code == done.exit_code, done.output
    return done


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Two archives, one of them damaged, looked through by one worker."""
    folder = tmp_path_factory.mktemp("web")
    first, second = folder / "a.warc.gz", folder / "b.warc"
    first.write_bytes(damaged(pages(Archive()).data))
    second.write_bytes(
        Archive(packed=False)
        .add("https://mill.example/event/14", CONCERT.format(charset="utf-8").encode())
        .add("https://huge.example/a.ics", CALENDAR + b" " * MAX_BLOCK, "text/calendar")
        .add("https://north.libcal.com/cal.ics", CALENDAR, "text/calendar")
        .data
    )
    files = (first, second)
    done = importing(
        folder / "home", *files, "--json", "--workers", 1, "--found", folder / "found.toml"
    )
    return folder, files, json.loads(done.stdout)


def test_each_site_is_named_with_its_platform_and_what_was_to_come(imported):
    """A customer of a shared platform is a site of its own; `www.` makes no other site."""
    _, _, document = imported
    found = {one["site"]: (one["platform"], one["coming"]) for one in document["sites"]}

    assert {
        "stalder.example": ("schema.org markup", 1),
        "meetup.com:fern-hill-walkers": ("Meetup", 1),
        "mill.example": ("The Events Calendar", 3),
        "chunk.example": ("The Events Calendar", 2),
        "grange.example": ("plain page", found["grange.example"][1]),
        "old.example": ("iCalendar feed", 0),
        "pond.example": ("iCalendar feed", 1),
        "late.example": ("iCalendar feed", 1),
        "north.libcal.com": ("LibCal", 1),
    } == found
    by_site = {one["site"]: one for one in document["sites"]}
    assert found["grange.example"][1] > 1 > by_site["grange.example"]["confidence"] > 0.4
    assert 1 == by_site["mill.example"]["confidence"]
    assert "Café Vesper" == by_site["stalder.example"]["next"][0]["name"]


def test_what_cannot_be_read_is_set_aside_with_its_reason(imported):
    """Each reason is counted, and says where in which file."""
    _, (first, _), document = imported
    details = " ".join(one["detail"] for one in document["examples"])

    assert {"cut_off": 3, "guard": 1, "too_large": 2, "parse_error": 1} == document["set_aside"]
    for words in (
        "cannot be unpacked",
        "not a public address",
        "over 200 times",
        "length is given",
    ):
        assert words in details
    assert any(one["where"].startswith(f"{first} at byte") for one in document["examples"])


def test_events_are_taken_in_by_the_clock_of_their_site(imported):
    """By the page's address, or the feed's own word; where neither tells, not at all."""
    folder, _, document = imported
    taken = {one["source"] for one in document["catalogue"]["sources"]}
    lines = CliRunner().invoke(main, ["export", "--home", str(folder / "home")]).stdout.splitlines()
    starts = {(row["source"], row["start_date"]) for row in map(json.loads, lines)}

    assert ("web-stalder.example", "2026-03-14T18:00:00-04:00") in starts
    assert ("web-meetup.com:fern-hill-walkers", "2026-03-10T19:00:00-05:00") in starts
    assert not {"web-pond.example", "web-old.example"} & taken
    assert "--timezone" in document["passed_over"]["pond.example"]


@pytest.mark.parametrize("workers", [("--workers", 2), ("--cluster", "local:2")])
def test_the_result_is_the_same_with_any_workers(imported, tmp_path, workers):
    """And --only-sources writes no catalogue."""
    _, files, document = imported
    again = json.loads(
        importing(tmp_path / "home", *files, "--json", *workers, "--only-sources").stdout
    )

    assert again["catalogue"] is None
    assert not [*tmp_path.glob("home/*")]
    shared = ("records", "pages", "sites", "set_aside", "examples")
    assert [document[name] for name in shared] == [again[name] for name in shared]


def test_found_sources_are_ready_to_be_crawled(imported):
    """Each with its address, its adapter and guesses that are marked; none is there twice."""
    from crawlers.source import load_sources

    folder, files, _ = imported
    file = folder / "found.toml"
    before = file.read_text()
    sources = {source.url: source for source in load_sources(str(file))}
    church = sources["https://stalder.example/vesper"]

    assert ("St. Alder Church", "church", "Montclair, NJ") == (
        church.name,
        church.kind,
        church.locality,
    )
    assert "tribe" == sources["https://www.mill.example/wp-json/tribe/events/v1/events"].adapter
    assert not any("old.example" in url for url in sources)
    assert "# a guess" in before
    importing(folder / "other", *files, "--workers", 1, "--only-sources", "--found", file)
    assert before == file.read_text()
    assert len(tomllib.loads(before)["source"]) == len(sources)


def test_a_later_archive_leaves_what_other_pages_held(tmp_path):
    """A page takes its own former place; an event that it has dropped is gone."""
    at, home = "https://mill.example/wp-json/tribe/events/v1/", tmp_path / "home"
    early = Archive().add(f"{at}events?page=1", TRIBE, "application/json")
    early.add("https://mill.example/b.ics", CALENDAR, "text/calendar")
    shorter = json.dumps({"events": json.loads(TRIBE)["events"][:1]}).encode()
    late = Archive().add(f"{at}events?page=1", shorter, "application/json")
    for name, archive in (("early.warc.gz", early), ("late.warc.gz", late)):
        (tmp_path / name).write_bytes(archive.data)
        importing(home, tmp_path / name, "--workers", 1)
    importing(home, tmp_path / "late.warc.gz", "--workers", 1)
    lines = CliRunner().invoke(main, ["export", "--home", str(home)]).stdout.splitlines()

    assert {"Quilt Supper", "Moonlight Walk"} == {json.loads(line)["name"] for line in lines}


def test_a_site_that_was_forgotten_does_not_come_back(tmp_path):
    """Neither into the catalogue nor among the sources found."""
    file, home, found = tmp_path / "a.warc.gz", tmp_path / "home", tmp_path / "found.toml"
    file.write_bytes(Archive().add("https://mill.example/a.ics", CALENDAR).data)
    importing(home, file, "--workers", 1)
    command = ["forget", "--home", str(home), "web-mill.example", "--because", "asked"]
    done = CliRunner().invoke(main, command)
    assert 0 == done.exit_code, done.output
    document = json.loads(importing(home, file, "--workers", 1, "--json", "--found", found).stdout)

    assert "forgotten" in document["passed_over"]["mill.example"]
    assert document["catalogue"] is None
    assert not found.exists()


def test_a_recorded_town_is_found_without_its_list_of_sources(shared, tmp_path):
    """Every feed's site, and 99 % of what another program read in the same feeds."""
    town = shared / "towns" / "davis"
    about = json.loads((town / "town.json").read_text())
    now = datetime.fromisoformat(about["captured"][0]).replace(tzinfo=UTC)
    with (town / "feeds.csv").open(newline="") as file:
        sites = {site_of(row["url"]) for row in csv.DictReader(file)}
    recording, at = town / "recording.warc.gz", ("--now", now.isoformat())
    document = json.loads(importing(tmp_path, recording, *at, "--json").stdout)
    lines = CliRunner().invoke(main, ["export", "--home", str(tmp_path)]).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    found = {(words(row["name"]), instant(row["start_date"])) for row in rows}
    found |= {(words(row["name"]), row["start_date"][:10]) for row in rows}
    expected = [
        row
        for row in map(json.loads, (town / "expected.jsonl").read_text("utf-8").splitlines())
        if 0 <= instant(row["start"]) - now.timestamp() <= timedelta(days=180).total_seconds()
    ]
    missing = [
        row
        for row in expected
        if not {(words(row["name"]), at) for at in (instant(row["start"]), row["start"])} & found
    ]

    assert sites == {one["site"] for one in document["sites"]}
    assert len(expected) > 100
    assert len(missing) <= 0.01 * len(expected), missing


def words(text):
    return " ".join(text.split())


def instant(start):
    moment = datetime.fromisoformat(start)
    zone = ZoneInfo("America/Los_Angeles")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()


@pytest.mark.parametrize(
    ("name", "data", "options", "message"),
    [
        ("a.warc", b"<html>", (), "is no WARC file"),
        ("a.warc", b"", (), "is no WARC file"),
        ("a.warc.gz", b"WARC/1.0\r\n\r\n", ("--timezone", "Mars/Base"), "IANA does not list"),
        ("a.csv", b"name,start\n", ("--only-sources",), "are for archives"),
        ("a.warc", b"", ("--found", "found.txt"), "ends in .toml"),
    ],
)
def test_a_wrong_file_or_option_says_what_would_be_right(tmp_path, name, data, options, message):
    """In one sentence."""
    (tmp_path / name).write_bytes(data)
    command = ["import", "--home", tmp_path, tmp_path / name, *options]
    done = CliRunner().invoke(main, [str(part) for part in command])

    assert done.exit_code
    assert message in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("step", [7, 61])
def test_a_file_that_ends_anywhere_keeps_what_came_before(tmp_path, packed, step):
    """Whole records are read, and nothing fails."""
    archive, ends = Archive(packed), []
    for number in range(3):
        archive.add(f"https://hall.example/{number}", CALENDAR)
        ends.append(len(archive.data))
    file = tmp_path / "a.warc"
    for end in range(20, len(archive.data), step):
        file.write_bytes(archive.data[:end])
        whole = [block for block in blocks(file) if block.outcome == "ok"]
        assert len(whole) >= sum(one <= end for one in ends)
        assert all(CALENDAR in block.data for block in whole)
