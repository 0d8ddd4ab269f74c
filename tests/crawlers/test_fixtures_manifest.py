"""Every recorded page with an expectation: found and expected names and starts, per platform."""

import json
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest
from dateutil.parser import parse as read_date
from rapidfuzz.fuzz import token_set_ratio

from crawlers.reading import Reading, read_page
from crawlers.source import Page, Source
from model.errors import ParseError

PLAIN = "city-scrapers"
SAME_NAME = 80
"""Token-set ratio from which two names mean one event: "Board Meeting" and "Board Meetings"."""


@pytest.fixture(scope="module")
def manifest(shared):
    folder = shared / "fixtures"
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    return folder, [row for row in rows if row["expected"] or row["expected_count"]]


def reading(folder, row):
    now = datetime.fromisoformat((row["frozen_now"] or "2026-11-01")[:10]).replace(tzinfo=UTC)
    source = Source(id="page", name="Page", url="https://page.example/", timezone="UTC")
    page = Page("https://page.example/events", now)
    try:
        return read_page((folder / row["file"]).read_bytes(), source, page)
    except ParseError:
        return Reading("")


def words(name):
    return re.sub(r"\W+", " ", name or "").lower().strip()


def wall(value):
    """An expected start as the clock on the wall shows it, and whether it has a time."""
    if isinstance(value, dict):
        value = f"{value['date']}T{value.get('time') or '00:00'}"
    moment = read_date(re.sub(r"\.0+ UTC.*", "Z", value))
    return moment, len(value) > 10


def is_at(listing, expected):
    moment, has_time = wall(expected)
    for one in listing.occurrences:
        start = one.start_date if moment.tzinfo else one.start_date.replace(tzinfo=None)
        if start == moment or (not has_time and start.date() == moment.date()):
            return True
    return False


def test_structured_platforms_give_what_is_expected(manifest, capsys):
    """At least 97 % of the expected names and starts, and of the expected numbers of events."""
    folder, rows = manifest
    expected, found = Counter(), Counter()
    for row in rows:
        if row["file"].startswith(PLAIN):
            continue
        platform, read = row["file"].split("/")[0], reading(folder, row)
        for one in row["expected"] or ():
            if not one.get("start") or not one.get("title"):
                continue
            expected[platform] += 1
            found[platform] += any(
                words(one["title"]) == words(listing.event.name) and is_at(listing, one["start"])
                for listing in read.listings
            )
        count = row["expected_count"]
        if isinstance(count, dict):
            expected[platform] += (wanted := next(iter(count.values())))
            found[platform] += min(wanted, len(read.listings) + len(read.set_aside))
    with capsys.disabled():
        print()
        for platform, wanted in sorted(expected.items()):
            print(f"  {platform}: {found[platform]} found of {wanted} expected")

    assert sum(found.values()) >= 0.97 * sum(expected.values())


def test_plain_pages_give_most_of_what_is_expected(manifest, capsys):
    """Of civic pages written for no machine, one a template, 60 % with the day, 45 % the time."""
    folder, rows = manifest
    clusters = defaultdict(list)
    for row in rows:
        wanted = [
            one
            for one in row["expected"] or ()
            if row["file"].startswith(PLAIN) and one.get("title_in_page") and one.get("start")
        ]
        if wanted:
            clusters[row["template_cluster"] or row["file"]].append((row, wanted[0]))
    dated = timed = 0
    for (row, one), *_ in clusters.values():
        day = wall(one["start"])[0]
        named = [
            occurrence.start_date.replace(tzinfo=None)
            for listing in reading(folder, row).listings
            if token_set_ratio(words(one["title"]), words(listing.event.name)) >= SAME_NAME
            for occurrence in listing.occurrences
            if occurrence.start_date.date() == day.date()
        ]
        dated += bool(named)
        timed += day.replace(tzinfo=None) in named
    count = len(clusters)
    with capsys.disabled():
        print(f"\n  {PLAIN}: of {count} templates {dated} with the day, {timed} with the time")

    assert dated >= 0.60 * count
    assert timed >= 0.45 * count


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_recorded_page_is_read_or_refused(manifest):
    """Whatever it holds, the outcome is records or a refusal with a reason."""
    folder, _ = manifest
    for path in sorted(folder.rglob("*.*")):
        if PLAIN not in path.parts and path.name != "manifest.jsonl":
            read = reading(folder, {"file": str(path.relative_to(folder)), "frozen_now": ""})
            assert isinstance(read, Reading)
