"""The iCalendar suites of other projects: nothing crashes, and occurrences agree with theirs."""

import warnings
from datetime import UTC, datetime

import icalendar
import pytest
import recurring_ical_events

from crawlers.adapters.ical import parse
from crawlers.source import Page, Source
from model.errors import EventError, ParseError
from model.event import SetAside
from pipeline import recurrence
from pipeline.recurrence import Horizon, expand

SOURCE = Source(id="suite", name="Suite", url="https://suite.example/", timezone="UTC")
PAGE = Page("https://suite.example/calendar.ics", datetime(2026, 3, 1, tzinfo=UTC))
EVERYTHING = Horizon(datetime(1990, 1, 2, tzinfo=UTC), days=365 * 45)
EXPLAINED = {
    "icalendar_multiple_calendar_components.ics": "one of its events has no DTSTART; we set it"
    " aside, the other program repeats its neighbour",
    "node-ical_tv-show-episode.ics": "two episodes share a UID; we keep both",
}


def ours(body):
    """Occurrences found, and announcements set aside."""
    found = set_aside = 0
    for listing in parse(body, SOURCE, PAGE):
        if isinstance(listing, SetAside):
            set_aside += 1
            continue
        try:
            found += len(expand(listing, EVERYTHING).occurrences)
        except EventError:
            set_aside += 1
    return found, set_aside


def theirs(body):
    """Occurrences that recurring-ical-events finds by itself, None where it gives up."""
    try:
        return sum(
            len(recurring_ical_events.of(calendar).between(EVERYTHING.start, EVERYTHING.end))
            for calendar in icalendar.Calendar.from_ical(body, multiple=True)
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def test_every_file_is_read_as_the_reference_reads_it(shared, monkeypatch):
    """Where the reference reads a whole file, we find as many occurrences; nowhere do we crash."""
    monkeypatch.setattr(recurrence, "MAX_OCCURRENCES", 10**6)
    differing = {}
    agreeing = refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in sorted((shared / "fixtures" / "ics-suites").glob("*.ics")):
            body = path.read_bytes()
            try:
                found, _ = ours(body)
            except ParseError:
                refused += 1
                continue
            expected = theirs(body)
            agreeing += found == expected
            if expected is not None and found != expected:
                differing[path.name] = (found, expected)

    assert set(differing) <= set(EXPLAINED), differing
    assert agreeing > 200
    assert refused < 25


def test_stated_count_is_met(shared):
    """The one file whose own project states a count is one event, a weekly one."""
    body = (shared / "fixtures/ics-suites/placecal_family-action-org-uk.ics").read_bytes()

    (listing,) = parse(body, SOURCE, PAGE)

    assert "FREQ=WEEKLY" in listing.recurrence


def test_html_in_place_of_a_calendar_is_refused(shared):
    """A page where a feed should be is an error that names what was found."""
    body = (shared / "fixtures/ics-suites/placecal_family-action-org-uk-bad.ics").read_bytes()

    with pytest.raises(ParseError, match="no iCalendar"):
        ours(body)
