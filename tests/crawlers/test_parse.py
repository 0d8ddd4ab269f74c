"""`twogether parse`: saved files in, one JSON object a line out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.adapters import adapters
from crawlers.recognise import recognise

FIXTURES = Path(__file__).parent / "fixtures"
KEYS = "file name start_date end_date all_day location url uid confidence adapter".split()
BY_ADDRESS = {"table"}
"""What is told from its neighbours by the file's name alone."""


def parse(*arguments):
    command = [sys.executable, "-m", "pipeline", "parse", "--now", "2026-03-01", *arguments]
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, check=False
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done


def test_each_line_is_one_time_of_one_event():
    """A saved page is recognised, and its rows have the promised fields."""
    page = FIXTURES / "htmlpage" / "listing" / "input.html"
    rows, done = parse(page, "--timezone", "America/Chicago", "--url", "https://hill.example/on/")

    assert 0 == done.returncode, done.stderr
    assert all(KEYS == list(row) for row in rows)
    first = rows[0]
    assert {
        "file": str(page),
        "name": "Tea Dance",
        "start_date": "2026-03-14T14:30:00-05:00",
        "end_date": "2026-03-14T17:00:00-05:00",
        "all_day": False,
        "location": "Long Hall, 12 Mill Lane",
        "url": "https://hill.example/whats-on/tea-dance",
        "adapter": "htmlpage",
    }.items() <= first.items()
    assert 0.5 <= first["confidence"] <= 1


def test_past_and_repeated_events_are_printed_too():
    """A series is printed with its first time and with those of the coming half year."""
    rows, _ = parse(FIXTURES / "ical" / "series" / "input.ics")
    past, _ = parse(FIXTURES / "squarespace" / "collection" / "input.json")

    assert any(row["name"] == "Barn Dance" for row in rows)
    assert any(row["start_date"] < "2026-01-01" for row in past)


def test_days_are_printed_as_days():
    """An all-day event's end is its last day."""
    rows, _ = parse(FIXTURES / "churchtools" / "appointments" / "input.json")
    (days,) = [row for row in rows if row["all_day"]]

    assert ("2026-03-20", "2026-03-22") == (days["start_date"], days["end_date"])


def test_a_file_that_cannot_be_read_does_not_cost_the_others(tmp_path):
    """The message names the file; the others are printed; the exit code tells."""
    bad = tmp_path / "bad.ics"
    bad.write_text('{"name": ')
    good = FIXTURES / "wix" / "warmup" / "input.html"
    rows, done = parse(bad, good)

    assert 1 == done.returncode
    assert str(bad) in done.stderr
    assert "Candle Making for Couples" in [row["name"] for row in rows]
    assert "Traceback" not in done.stderr


def test_an_adapter_of_that_name_must_exist():
    """The message lists the choices."""
    _, done = parse("--adapter", "icla", FIXTURES / "wix" / "warmup" / "input.html")

    assert 1 == done.returncode
    assert "choose one of anyjson" in done.stderr


@pytest.mark.parametrize("name", [name for name in adapters() if name not in BY_ADDRESS])
def test_each_platform_is_recognised_by_what_its_answers_hold(name):
    """The recorded page of every adapter names that adapter among the likeliest."""
    for case in (FIXTURES / name).iterdir():
        (recorded,) = case.glob("input.*")
        found = recognise(recorded.read_bytes())

        assert name in found
        if name not in ("anyjson", "schemaorg", "microformats", "htmlpage"):
            assert name == found[0], found
