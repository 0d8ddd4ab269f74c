"""Real towns: a crawl by replay finds what another program found in the same feeds."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

TOWNS = ("bloomington", "davis", "montclair", "petaluma", "santarosa", "toronto")
HORIZON = timedelta(days=180)


def twogether(*arguments):
    """Run the command in a process of its own, since Scrapy's loop starts only once in one."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def words(text):
    return " ".join(text.split())


def moments(occurrence):
    """An occurrence as an instant, and as a date where it has no time."""
    start = datetime.fromisoformat(occurrence["start_date"])
    yield start.timestamp()
    if occurrence["all_day"]:
        yield start.date().isoformat()


def expected_rows(town, zone, now):
    """The distinct rows of the other program that lie within the horizon."""
    seen = set()
    for line in (town / "expected.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        start = datetime.fromisoformat(row["start"])
        start = start if start.tzinfo else start.replace(tzinfo=zone)
        key = (row["source"], words(row["name"]), start)
        if now <= start <= now + HORIZON and key not in seen:
            seen.add(key)
            yield key


@pytest.mark.parametrize("name", TOWNS)
def test_town_is_read_whole(shared, tmp_path, name):
    """Every feed is accounted for, and 99 % of the expected rows are found."""
    town = shared / "towns" / name
    about = json.loads((town / "town.json").read_text())
    now = datetime.fromisoformat(about["captured"][0]).replace(tzinfo=UTC)
    zone = ZoneInfo(about["timezone"])

    report = json.loads(
        twogether(
            *("crawl", "--home", tmp_path, "--sources", town / "feeds.csv", "--json"),
            *("--replay", town / "recording.warc.gz", "--now", now.isoformat()),
        )
    )
    found = set()
    for line in twogether("export", "--home", tmp_path).splitlines():
        row = json.loads(line)
        found |= {(row["source"], words(row["name"]), moment) for moment in moments(row)}
    expected = list(expected_rows(town, zone, now))
    misses = [
        (source, title, start)
        for source, title, start in expected
        if (source, title, start.timestamp()) not in found
        and (source, title, start.date().isoformat()) not in found
    ]

    assert about["feeds"] == report["totals"]["sources"] == report["totals"]["fetched"]
    assert 0 == report["totals"]["failed"] == report["totals"]["held_back"]
    assert len(misses) <= 0.01 * len(expected), misses
