"""What the iCalendar adapter makes of the standard's finer points."""

from datetime import UTC, datetime

import pytest

from crawlers.adapters.ical import parse
from crawlers.source import Page, Source
from model.event import EventStatus, Listing, SetAside
from pipeline.recurrence import Horizon, expand

SOURCE = Source(
    id="hall",
    name="Hall",
    url="https://hall.example/calendar.ics",
    timezone="America/Chicago",
    adapter="ical",
)
HORIZON = Horizon(datetime(2026, 3, 1, tzinfo=UTC), days=60)
PAGE = Page(SOURCE.url, HORIZON.now)


def feed(*events, head=""):
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".encode()


def read(*events, head=""):
    return list(parse(feed(*events, head=head), SOURCE, PAGE))


def starts(listing):
    return [one.start_date.isoformat() for one in expand(listing, HORIZON).occurrences]


def test_floating_time_is_read_in_the_calendars_zone():
    """X-WR-TIMEZONE goes before the source's own zone."""
    (ours,) = read("UID:1\nSUMMARY:Supper\nDTSTART:20260310T190000")
    (stated,) = read(
        "UID:1\nSUMMARY:Supper\nDTSTART:20260310T190000", head="X-WR-TIMEZONE:Europe/London\n"
    )

    assert ["2026-03-10T19:00:00-05:00"] == starts(ours)
    assert ["2026-03-10T19:00:00+00:00"] == starts(stated)


def test_a_zone_of_the_feeds_own_is_understood():
    """A VTIMEZONE that no list knows gives its offset; the next feed does not inherit it."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Parish Time\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:1\nSUMMARY:Supper\nDTSTART;TZID=Parish Time:20260310T190000"

    (with_zone,) = read(event, head=zone)
    (without,) = read(event)

    assert ["2026-03-10T19:00:00+03:00"] == starts(with_zone)
    assert ["2026-03-10T19:00:00-05:00"] == starts(without)


def test_series_follows_the_wall_clock_over_a_dst_change():
    """Seven in the evening stays seven when the clocks change."""
    (listing,) = read(
        "UID:1\nSUMMARY:Dance\nDTSTART;TZID=America/Chicago:20260303T190000\n"
        "DTEND;TZID=America/Chicago:20260303T210000\nRRULE:FREQ=WEEKLY;COUNT=2"
    )

    assert ["2026-03-03T19:00:00-06:00", "2026-03-10T19:00:00-05:00"] == starts(listing)


def test_exceptions_additions_and_changes_of_a_series():
    """EXDATE takes one away, RDATE adds one, RECURRENCE-ID moves, renames or cancels one."""
    (listing,) = read(
        "UID:1\nSUMMARY:Dance\nDTSTART:20260303T190000\nRRULE:FREQ=WEEKLY;COUNT=4\n"
        "EXDATE:20260310T190000\nRDATE:20260305T190000",
        "UID:1\nSUMMARY:Dance with a band\nRECURRENCE-ID:20260317T190000\nDTSTART:20260318T200000",
        "UID:1\nSUMMARY:Dance\nSTATUS:CANCELLED\nRECURRENCE-ID:20260324T190000\n"
        "DTSTART:20260324T190000",
    )

    found = expand(listing, HORIZON).occurrences

    assert [3, 5, 18, 24] == [one.start_date.day for one in found]
    assert ["", "", "Dance with a band", ""] == [one.name for one in found]
    assert EventStatus.CANCELLED is found[-1].event_status


def test_days_are_days():
    """A DATE is all day, its end exclusive; an end that is not given is not invented."""
    days, single = read(
        "UID:1\nSUMMARY:Retreat\nDTSTART;VALUE=DATE:20260306\nDTEND;VALUE=DATE:20260309",
        "UID:2\nSUMMARY:Fair\nDTSTART;VALUE=DATE:20260307",
    )

    assert (True, 9) == (days.occurrences[0].all_day, days.occurrences[0].end_date.day)
    assert single.occurrences[0].end_date is None


def test_a_later_revision_replaces_the_earlier():
    """Of one UID twice, the higher SEQUENCE stands, whatever its order in the file."""
    (listing,) = read(
        "UID:1\nSEQUENCE:3\nSUMMARY:Supper\nDTSTART:20260312T190000",
        "UID:1\nSEQUENCE:1\nSUMMARY:Supper\nDTSTART:20260310T190000",
    )

    assert ["2026-03-12T19:00:00-05:00"] == starts(listing)


def test_one_bad_event_leaves_the_others():
    """What cannot be read is set aside by name, with the reason."""
    bad, good = read(
        "UID:1\nSUMMARY:Someday\nDTSTART:next spring",
        "UID:2\nSUMMARY:Soon\nDTSTART:20260310T190000",
    )

    assert isinstance(bad, SetAside)
    assert ("Someday", True) == (bad.name, "DTSTART" in bad.reason)
    assert isinstance(good, Listing)


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_runaway_rule_is_refused_at_once(frequency):
    """A rule that would fill the horizon is an error, not a wait."""
    from model.errors import EventError

    (listing,) = read(f"UID:1\nSUMMARY:Tick\nDTSTART:19700101T000000Z\nRRULE:FREQ={frequency}")

    with pytest.raises(EventError, match="repeats within a day"):
        expand(listing, HORIZON)


def test_a_character_cut_by_folding_is_whole_again():
    """Some writers fold lines at 75 octets, in the middle of a letter."""
    line = b"SUMMARY:Caf" + "é".encode()[:1] + b"\r\n " + "é".encode()[1:] + b" night"
    body = feed("UID:1\nDTSTART:20260310T190000\nX-SUMMARY:y").replace(b"X-SUMMARY:y", line)

    (listing,) = parse(body, SOURCE, PAGE)

    assert "Café night" == listing.event.name


def test_facts_of_an_announcement():
    """Place, coordinates, tags, picture, organiser and page are taken over."""
    (listing,) = read(
        "UID:1\nSUMMARY:Supper\nDTSTART:20260310T190000\nLOCATION:Long Hall\\, 2 Mill Ln\n"
        "GEO:40.5;-74.25\nCATEGORIES:Food,Adults\nURL:https://hall.example/supper\n"
        "ORGANIZER;CN=Grange:mailto:grange@hall.example\n"
        "ATTACH;FMTTYPE=image/png:https://hall.example/s.png"
    )
    event = listing.event

    assert ("Long Hall, 2 Mill Ln", 40.5) == (event.location.name, event.location.latitude)
    assert (("Food", "Adults"), "Grange") == (event.keywords, event.organizer)
    assert "https://hall.example/s.png" == event.image
