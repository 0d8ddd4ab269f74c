"""The commands that read and write files, over the sample town and a host's own."""

import csv
import io
import json
import shutil
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.up import needs_sample

SPREADSHEET = """Title,Starts,Venue,City,State,Price,Mood
Waltz for Two,2026-03-06 19:00,Grange Hall,Marietta,OH,$30 per couple,merry
Quilting Bee,2026-03-07 10:00,Grange Hall,Marietta,OH,free,calm
Chili Supper,soon,Grange Hall,Marietta,OH,,
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Grange//EN
BEGIN:VEVENT
UID:bonfire@grange.example
DTSTAMP:20260301T000000Z
DTSTART;TZID=America/New_York:20260308T180000
SUMMARY:Bonfire
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
END:VCALENDAR
"""
PAGE = """<html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "MusicEvent", "name": "Fiddle Hour",
 "startDate": "2026-03-09T19:30:00-04:00", "location": {"@type": "Place", "name": "The Mill"}}
</script></head><body></body></html>
"""


def run(*arguments):
    """The output of a command that is to succeed; what it tells the host apart."""
    result = CliRunner().invoke(main, [str(part) for part in arguments])
    assert 0 == result.exit_code, result.output
    return result


@pytest.fixture
def folder(tmp_path):
    """A host's files of three kinds."""
    (tmp_path / "grange.csv").write_text(SPREADSHEET)
    (tmp_path / "fires.ics").write_text(CALENDAR)
    (tmp_path / "fiddle.html").write_text(PAGE)
    return tmp_path


def importing(folder, *files):
    """What an import of *files* reports."""
    options = ("--home", folder / "home", "--timezone", "America/New_York")
    options += ("--locality", "Marietta, OH", "--now", "2026-03-02T12:00:00+00:00", "--json")
    return run("import", *(folder / name for name in files), *options)


def test_a_hosts_files_become_events(folder):
    """A spreadsheet, a calendar and a page each become a source with their times."""
    report = json.loads(importing(folder, "grange.csv", "fires.ics", "fiddle.html").stdout)
    found = {one["source"]: (one["listings"], one["occurrences"]) for one in report["sources"]}

    assert {
        "import-grange": (2, 2),
        "import-fires": (1, 3),
        "import-fiddle": (1, 1),
    } == found


def test_an_import_says_what_it_passed_over(folder):
    """An unknown column and an unusable line are named; the other lines are kept."""
    result = importing(folder, "grange.csv")
    (source,) = json.loads(result.stdout)["sources"]

    assert "columns passed over: mood" in result.stderr
    (aside,) = source["set_aside"]
    assert aside["reason"].startswith("line 4")
    assert "soon" in aside["reason"]


def test_importing_again_replaces_what_the_file_held(folder):
    """A corrected file is no second event."""
    importing(folder, "grange.csv")
    corrected = SPREADSHEET.replace("2026-03-06 19:00", "2026-03-06 20:00")
    (folder / "grange.csv").write_text(corrected)
    importing(folder, "grange.csv")
    lines = run("export", "--home", folder / "home").stdout.splitlines()
    waltz = [row for row in map(json.loads, lines) if row["name"] == "Waltz for Two"]

    assert ["2026-03-06T20:00:00-05:00"] == [row["start_date"] for row in waltz]
    assert [(30.0, "couple")] == [(row["price"], row["per"]) for row in waltz]


@pytest.mark.parametrize("what", ["events", "occurrences"])
def test_export_formats_tell_the_same(folder, what):
    """JSONL, CSV and iCalendar hold the same events."""
    importing(folder, "grange.csv", "fires.ics")
    options = ("--home", folder / "home", "--what", what, "--format")
    lines = [json.loads(line) for line in run("export", *options, "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(run("export", *options, "csv").stdout)))
    calendar = icalendar.Calendar.from_ical(run("export", *options, "ics").stdout)
    starts = {(str(one["SUMMARY"]), one["DTSTART"].dt) for one in calendar.walk("VEVENT")}
    expected = {
        (row["name"], datetime.fromisoformat(start))
        for row in lines
        for start in row.get("dates", [row["start_date"]])
    }

    assert [row["name"] for row in lines] == [row["name"] for row in table]
    assert expected == starts
    assert 5 == len(starts)


def test_export_between_two_days(folder):
    """Only what begins between them."""
    importing(folder, "fires.ics")
    options = ("--from", "2026-03-10", "--to", "2026-03-17")
    lines = run("export", "--home", folder / "home", *options).stdout.splitlines()

    assert 1 == len(lines)


def test_classify_keeps_order_and_gives_reasons(tmp_path):
    """One line out for one line in, whichever of the names of the title is used."""
    rows = [
        {"id": "a", "title": "Couples Retreat", "description": "A weekend for married couples."},
        {"id": "b", "name": "Planning Board Meeting"},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    files = ("--input", tmp_path / "in.jsonl", "--output", tmp_path / "out.jsonl")
    run("classify", "--home", tmp_path, *files)
    a, b = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines())

    assert ("a", "couples", "retreat") == (a["id"], a["audience"], a["kind"])
    assert any("couples" in reason for reason in a["reasons"])
    assert ("b", "other") == (b["id"], b["audience"])
    assert a["p_couples"] > 0.5 > b["p_couples"]


def test_classify_names_the_bad_line(tmp_path):
    """Nothing is written for half a file."""
    (tmp_path / "in.jsonl").write_text('{"id": 1, "title": "Dance"}\n{"id": 2}\n')
    files = ["--input", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out.jsonl")]
    result = CliRunner().invoke(main, ["classify", "--home", str(tmp_path), *files])

    assert 1 == result.exit_code
    assert "line 2 lacks an id or a title" in result.output
    assert not (tmp_path / "out.jsonl").exists()


def test_evaluate_sets_the_baseline_beside(tmp_path):
    """Figures as text for a reader and as JSON for a program."""
    gold = [
        ("Couples Retreat", "A weekend for married couples.", "couples", "retreat"),
        ("Date Night Pottery", "Bring your sweetheart; $80 per couple.", "couples", "date_night"),
        ("Jazz at the Inn", "A trio plays standards.", "couple_friendly", "performance"),
        ("Planning Board", "Agenda and minutes online.", "other", "civic"),
    ]
    (tmp_path / "gold.jsonl").write_text(
        "".join(
            json.dumps(
                {
                    "id": title,
                    "title": title,
                    "description": text,
                    "audience": audience,
                    "kind": [kind],
                    "interests": [],
                    "setting": "secular",
                }
            )
            + "\n"
            for title, text, audience, kind in gold
        )
    )
    options = ("--home", tmp_path, "--gold", tmp_path / "gold.jsonl")
    figures = json.loads(run("evaluate", *options, "--json").stdout)
    text = run("evaluate", *options).stdout

    assert figures["classifier"]["audience"]["per_label"]["couples"]["f1"] == 1
    assert "couples" in figures["baseline"]["audience"]["per_label"]
    assert "keyword baseline" in text
    assert "confusion" in text


@pytest.mark.sqlite
def test_doctor_finds_what_is_wrong(sample_home, tmp_path):
    """All well in a crawled home; a damaged catalogue is wrong, with what to do."""
    assert "wrong" not in run("doctor", "--home", sample_home).output
    shutil.copytree(sample_home, tmp_path / "home")
    (tmp_path / "home" / "catalogue.db").write_bytes(b"not a database at all" * 100)
    result = CliRunner().invoke(main, ["doctor", "--home", str(tmp_path / "home")])

    assert 1 == result.exit_code
    assert "catalogue" in result.output


def test_the_sample_is_crawled_when_there_is_nothing_or_it_is_stale(sample_home, folder):
    """A host's own catalogue is never crawled over with the sample."""
    now = datetime.now(UTC)
    importing(folder, "grange.csv")

    assert needs_sample(folder / "nowhere", now)
    assert not needs_sample(sample_home, now)
    assert needs_sample(sample_home, now + timedelta(days=8))
    assert not needs_sample(folder / "home", now)


def test_recommend_gives_score_parts_and_reasons(sample_home, tmp_path):
    """Cards for a program: every score comes apart, every card says why."""
    outing = tmp_path / "outing.toml"
    outing.write_text('home = "45750"\nbudget = 150\n[[partners]]\ninterests = ["dance"]\n')
    options = ("--home", sample_home, "--outing", outing, "--k", "5")
    cards = json.loads(run("recommend", *options, "--json").stdout)["cards"]
    text = run("recommend", *options).stdout

    assert 5 == len(cards)
    assert all(card["parts"] and card["reasons"] for card in cards)
    assert cards[0]["candidate"]["name"] in text


def test_a_catalogue_is_rebuilt_from_what_it_keeps(folder):
    """Without the network: the same events under the same ids, over the horizon of the day."""
    importing(folder, "grange.csv", "fires.ics")
    home = ("--home", folder / "home")

    def events():
        rows = run("export", *home, "--what", "occurrences").stdout.splitlines()
        return [(row["event"], row["name"], row["start_date"]) for row in map(json.loads, rows)]

    before = events()
    report = json.loads(
        run("rebuild", *home, "--now", "2026-03-02T12:00:00+00:00", "--json").stdout
    )
    assert before == events()
    assert [] == report["sources"]
    assert 3 == report["events"]

    run("rebuild", *home, "--now", "2026-03-16T12:00:00+00:00")
    assert [row for row in before if row[2] >= "2026-03-15"] == events()


def test_a_crawl_is_logged_as_it_goes(sample_home):
    """Each page, each source and the run, Scrapy's own words among them, all as JSON."""
    lines = [json.loads(line) for line in (sample_home / "crawl.jsonl").read_text().splitlines()]
    pages = [line for line in lines if line["event"] == "page read"]
    live = {line["source"] for line in lines if line["event"] == "source live"}
    (ended,) = [line for line in lines if line["event"] == "run ended"]

    assert any(line["logger"].startswith("scrapy") for line in lines)
    assert live == {line["source"] for line in pages if line["outcome"] == "ok"}
    assert (1, len(live), 0) == (ended["run"], ended["sources"], ended["held_back"])
    assert ended["seconds"] > 0
