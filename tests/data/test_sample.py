"""The sample town is a whole town, on whatever day it is loaded."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.adapters import adapter
from crawlers.source import Link, Page, load_sources
from data.sample.build import build, organisations
from model.event import Listing
from pipeline.recurrence import Horizon, expand

SOURCES = load_sources("sample")
DAYS = [date(2026, 3, 4), date(2026, 10, 30), date(2027, 12, 20)]


def pages(day):
    return {
        record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
        for record in ArchiveIterator(BytesIO(build(day)))
    }


def occurrences(day):
    """Every (source, event, start) within 90 days."""
    recorded = pages(day)
    horizon = Horizon(datetime(day.year, day.month, day.day, tzinfo=UTC), days=90)
    found = []
    for source in SOURCES:
        waiting = [source.url]
        while waiting:
            url = waiting.pop()
            for one in adapter(source.adapter, source)(
                recorded[url], source, Page(url, horizon.now)
            ):
                if isinstance(one, Link):
                    waiting.append(one.url)
                elif isinstance(one, Listing):
                    found += [(source.id, one, o) for o in expand(one, horizon).occurrences]
    return found


def test_it_has_every_sort_of_organisation():
    """Community centres, civic groups, churches, a library, venues and an aggregator."""
    kinds = Counter(source.kind for source in SOURCES)

    assert len(SOURCES) >= 14
    assert kinds["community_center"] >= 2
    assert kinds["civic"] >= 3
    assert kinds["church"] >= 4
    assert {"library", "venue", "aggregator"} <= set(kinds)


def test_it_speaks_five_formats():
    """iCalendar, The Events Calendar, JSON-LD, microdata and RSS."""
    assert {"ics", "tribe", "json-ld", "microdata", "rss-ev", "rss-civicplus"} == {
        town["format"] for town in organisations()
    }


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_is_never_stale(day):
    """From any day on, over clock changes and the new year, there are 250 things in 90 days."""
    found = occurrences(day)

    assert len(found) >= 250
    assert {source.id for source in SOURCES} == {source for source, _, _ in found}


def test_weekdays_and_hours_hold_whatever_the_day():
    """The Friday fish fry is on a Friday at five, by the clock on the wall."""
    for day in DAYS:
        starts = {
            (o.start_date.strftime("%a %H:%M"))
            for source, one, o in occurrences(day)
            if source == "parish" and one.event.name == "Friday Fish Fry"
        }
        assert {"Fri 17:00"} == starts


def test_the_same_day_gives_the_same_bytes():
    """The recording is a function of the day alone."""
    assert build(DAYS[0]) == build(DAYS[0])
    assert build(DAYS[0]) != build(DAYS[0] + timedelta(days=1))


def test_every_source_is_recorded():
    """No source of the sample is missing from its recording."""
    assert {source.url for source in SOURCES} <= set(pages(DAYS[0]))
