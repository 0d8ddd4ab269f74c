"""When events take place: zones, the changing of clocks, doors, nights and schedules."""

import itertools
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from small_town import NOW, listing, source

from model.event import Listing, Occurrence, Place
from model.schedule import Time, nights, schedule
from pipeline import recurrence
from pipeline.doors import doors
from pipeline.ended import has_ended
from pipeline.recurrence import Horizon, expand
from pipeline.wrong_zones import mend

ZONES = sorted(
    {
        source["timezone"]
        for file in files("data").joinpath("sources").iterdir()
        if file.name.endswith(".toml")
        for source in tomllib.loads(file.read_text("utf-8"))["source"]
        if source.get("timezone")
    }
)
YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def changes(zone):
    """The days on which the clocks of *zone* change in a year, and New Year's Eve."""
    offsets = [
        (day, (YEAR + timedelta(days=day)).astimezone(zone).utcoffset()) for day in range(366)
    ]
    days = [day for (day, one), (_, other) in itertools.pairwise(offsets) if one != other]
    return [(YEAR + timedelta(days=day)).date() for day in (*days, 364)]


def weekly(zone, first, hour=19, count=3):
    """A weekly listing from *first* on at *hour* by the clock of *zone*."""
    start = datetime(first.year, first.month, first.day, hour)
    rule = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Circle\r\n"
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\r\nRRULE:FREQ=WEEKLY;COUNT={count}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return Listing(source="a", uid="1", event=listing("1").event, recurrence=rule, timezone=zone)


def ending(until, length, moved):
    """A weekly rule from 2026 on, *until* days long, *length* days each, one put off."""
    last, end = YEAR + timedelta(days=until), YEAR + timedelta(days=length)
    other = YEAR + timedelta(days=moved)
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Circle\r\nDTSTART:20260101T190000\r\n"
        f"DTEND:{end:%Y%m%d}T210000\r\nRRULE:FREQ=WEEKLY;UNTIL={last:%Y%m%d}\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20260101T190000\r\n"
        f"DTSTART:{other:%Y%m%d}T190000\r\nDTEND:{other:%Y%m%d}T210000\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_the_towns_have_zones():
    """The suite below covers every zone of the towns that ship."""
    assert {"America/New_York", "America/Los_Angeles", "America/Toronto"} <= set(ZONES)


@pytest.mark.parametrize("name", ZONES)
def test_seven_in_the_evening_stays_seven_when_clocks_change(name):
    """A weekly group meets at one wall time before and after each change, and over New Year."""
    zone = ZoneInfo(name)
    for day in changes(zone):
        first = day - timedelta(days=7)
        horizon = Horizon(datetime(first.year, first.month, first.day, tzinfo=UTC), 30)
        found = expand(weekly(name, first), horizon).occurrences

        assert 3 == len(found)
        assert {19} == {one.start_date.astimezone(zone).hour for one in found}
        assert [7, 7] == [
            (b.start_date.astimezone(zone).date() - a.start_date.astimezone(zone).date()).days
            for a, b in itertools.pairwise(found)
        ]


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("hour", [1, 2])
def test_an_hour_that_is_not_there_or_twice_there_is_one_occurrence(name, hour):
    """In the gap and in the fold an event still takes place once a week."""
    zone = ZoneInfo(name)
    for day in changes(zone):
        first = day - timedelta(days=7)
        horizon = Horizon(datetime(first.year, first.month, first.day, tzinfo=UTC), 30)
        found = expand(weekly(name, first, hour), horizon).occurrences

        assert 3 == len(found)
        assert len({one.start_date.timestamp() for one in found}) == 3


def told(start, text, *, uid="1", zone="America/New_York", **changes):
    """A listing whose source writes *start* and whose text says *text*."""
    one = listing(uid, f"Event {uid}", description=text, **changes)
    return replace(one, occurrences=(Occurrence(start_date=start),), timezone=zone)


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "written",
    [
        datetime(2026, 7, 1, 23, tzinfo=NEW_YORK),
        datetime(2026, 7, 1, 19, tzinfo=UTC),
        datetime(2026, 7, 1, 19, tzinfo=ZoneInfo("America/Los_Angeles")),
    ],
)
def test_a_wrong_zone_is_put_right_by_what_the_texts_say(written):
    """UTC without a zone, a false Z and a platform's own zone: "at 7 pm" is at seven."""
    listings = [
        told(written + timedelta(days=7 * week), "Join us at 7 pm.", uid=str(week))
        for week in range(4)
    ]
    found, [mended] = mend(listings, {})

    assert {19} == {one.occurrences[0].start_date.astimezone(NEW_YORK).hour for one in found}
    assert [one.occurrences[0].start_date for one in listings] == [
        one.occurrences[0].stated_start_date for one in found
    ]
    assert "4 of 4" in mended.reason


def test_one_text_proves_nothing():
    """A single other time, or texts that agree with the start, leave a source as it is."""
    start = datetime(2026, 7, 1, 23, tzinfo=NEW_YORK)
    mixed = [told(start, "Join us at 7 pm.", uid="1"), told(start, "Late show, 11 pm", uid="2")]

    assert mend(mixed, {}) == (mixed, [])
    assert mend(mixed[:1], {}) == (mixed[:1], [])


def test_a_source_that_begins_everything_at_night_gives_utc():
    """Where no text names a time, yoga at one in the morning is yoga at nine in the evening."""
    listings = [
        told(datetime(2026, 7, 1 + day, 1, tzinfo=NEW_YORK), "", uid=str(day)) for day in range(9)
    ]
    found, [mended] = mend(listings, {})

    assert {21} == {one.occurrences[0].start_date.astimezone(NEW_YORK).hour for one in found}
    assert "morning" in mended.reason


def test_the_place_tells_the_zone_where_nobody_else_does():
    """A UTC feed of a hall in California is shown by the hall's clock."""
    hall = Place(name="Hall", latitude=38.54, longitude=-121.74)
    one = told(NOW, "", zone="UTC", location=hall)
    [found], _ = mend([one], {})

    assert "America/Los_Angeles" == found.timezone


@given(st.integers(0, 90), st.integers(0, 40), st.integers(0, 120), st.integers(0, 200))
def test_no_repetition_is_called_over_that_goes_on(until, length, moved, today):
    """Neither a long last date nor one that was put off is lost by a look at the dates alone."""
    rule = ending(until, length, moved)
    now = YEAR + timedelta(days=today)
    ahead = recurring_ical_events.of(Calendar.from_ical(rule)).between(
        now, now + timedelta(days=400)
    )

    assert not (ahead and has_ended(rule, now))


def test_a_repetition_until_the_end_of_all_years_goes_on():
    """Some calendars write the last day that there is where they mean for ever."""
    rule = ending(until=90, length=1, moved=0).replace("UNTIL=20260401", "UNTIL=99991231")
    forever = replace(weekly("America/New_York", YEAR), recurrence=rule)

    assert expand(forever, Horizon(YEAR + timedelta(days=300))).occurrences


def test_a_repetition_that_ended_long_ago_is_not_expanded(monkeypatch):
    """A calendar keeps the rules of many years; a run pays for those that go on."""
    monkeypatch.delattr(recurrence, "Calendar")
    old = replace(weekly("America/New_York", YEAR), recurrence=ending(until=90, length=1, moved=0))

    assert expand(old, Horizon(YEAR + timedelta(days=120))).occurrences == ()


@pytest.mark.parametrize(
    ("start", "text", "begins", "opens"),
    [
        (18, "Doors 6, show 7", 19, 18),
        (19, "Doors at 6 pm / Show at 7 pm", 19, 18),
        (20, "Doors: 7:00 PM, Show: 8:00 PM", 20, 19),
        (19, "Doors open at 6pm", 19, 18),
        (19, "Use the side door, 12 steps up", 19, None),
        (10, "Doors 6, show 7", 10, None),
    ],
)
def test_doors_are_not_the_show(start, text, begins, opens):
    """What begins is the show; when the doors open is said beside it."""
    one = told(datetime(2026, 7, 1, start, tzinfo=NEW_YORK), text)
    [found] = doors(one).occurrences

    assert begins == found.start_date.astimezone(NEW_YORK).hour
    assert opens == (found.door_time.astimezone(NEW_YORK).hour if found.door_time else None)
    assert doors(doors(one)) == doors(one)


def test_an_unknown_end_stays_unknown(town):
    """Nobody says how long it takes, so nobody is told."""
    town.run(listing("1"))

    assert [{"end_date": None}] == town.query("SELECT end_date FROM occurrences")


def test_a_weekend_is_one_occurrence_with_two_nights(town):
    """From Friday evening to Sunday noon is one time, and it is said how many nights."""
    start = datetime(2026, 3, 6, 19, tzinfo=NEW_YORK)
    weekend = Occurrence(start_date=start, end_date=start + timedelta(hours=41))
    town.run(replace(listing("1", "Couples' Retreat"), occurrences=(weekend,)))

    assert [{"nights": 2}] == town.query("SELECT nights FROM occurrences")


@pytest.mark.parametrize(
    ("hours", "all_day", "count"), [(3, False, 0), (8, False, 0), (41, False, 2), (72, True, 2)]
)
def test_nights_are_counted(hours, all_day, count):
    """An evening past midnight is no night away; three days are two nights."""
    start = datetime(2026, 3, 6, 0 if all_day else 19)

    assert count == nights(Time(start, start + timedelta(hours=hours), all_day))


def test_a_weekly_group_says_when_in_words(town):
    """The schedule is computed from the times, whatever the feed calls them."""
    town.run(*(listing(str(week), "Couples' Circle", days=10 + 7 * week) for week in range(12)))

    assert [{"schedule": "Thursdays, 8 am"}] == town.query("SELECT schedule FROM events")


def test_an_exhibition_that_a_feed_repeats_daily_is_one_event(town):
    """Forty listings of one show are one event with its opening dates."""
    town.run(*(listing(str(day), "Quilts of the County", days=1 + day) for day in range(40)))
    [event] = town.query("SELECT schedule FROM events")

    assert event["schedule"].startswith("daily")
    assert "Mar" in event["schedule"]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30, unique=True), st.integers(0, 23))
def test_any_times_give_a_line(days, hour):
    """A schedule is one short line, and empty for an event that takes place once."""
    times = [Time(datetime(2026, 1, 1, hour) + timedelta(days=day)) for day in sorted(days)]
    line = schedule(times)

    assert "\n" not in line
    assert bool(line) == (len(times) > 1)


def test_the_source_is_told_of(town):
    """The report names a source whose times were read otherwise."""
    start = datetime(2026, 3, 5, 23, tzinfo=NEW_YORK)
    report = town.run(
        *(told(start + timedelta(days=7 * week), "At 7 pm.", uid=str(week)) for week in range(4)),
        sources=[source()],
    )

    assert ["grange"] == [one.source for one in report.mended]
