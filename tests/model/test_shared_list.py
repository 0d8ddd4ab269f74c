"""What has become of an event that two people put on their list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from model.candidate import Candidate
from model.event import EventStatus
from model.shared_list import (
    PENCILLED,
    UNSURE,
    Hold,
    Standing,
    Vote,
    changed,
    holds,
    saved,
    standing,
    warnings,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DANCE = Candidate(
    event="dance",
    name="Barn Dance",
    start_date=NOW + timedelta(days=3),
    end_date=NOW + timedelta(days=3, hours=2),
    venue="Grange Hall",
    price_for_two=20,
    currency="USD",
)
WEEKS = [replace(DANCE, start_date=DANCE.start_date + timedelta(weeks=n)) for n in range(6)]
OFF = replace(DANCE, status=EventStatus.CANCELLED)
DAY_BEFORE = replace(DANCE, start_date=DANCE.start_date - timedelta(days=1))
LATER = DANCE.start_date + timedelta(days=1)


def on_list(**changes):
    return replace(saved(DANCE, [DANCE], 1, NOW), **changes)


def test_whether_one_can_still_go():
    """Missing is not called off, and what is over is neither."""
    assert Standing.ON is standing(on_list(), [DANCE], NOW)
    assert Standing.OFF is standing(on_list(), [OFF], NOW)
    assert Standing.ON is standing(on_list(), [OFF, *WEEKS[1:]], NOW)
    assert Standing.GONE is standing(on_list(), [], NOW)
    assert Standing.OVER is standing(on_list(), [], LATER)
    assert Standing.OVER is standing(on_list(), [DANCE], LATER)
    assert Standing.ON is standing(on_list(), [DANCE], DANCE.start_date + timedelta(hours=1))


def test_what_has_changed_is_said_and_nothing_else():
    """Name, date, place and price."""
    assert [] == changed(on_list(), [DANCE], NOW)
    assert [] == changed(on_list(), [replace(DANCE, description="New words.")], NOW)

    another = replace(DAY_BEFORE, name="Barn Ball", venue="Town Hall", price_for_two=30)
    said = changed(on_list(), [another], NOW)
    assert [
        "It was called “Barn Dance” when you saved it.",
        "It was on Thursday, March 5, 12 pm to 2 pm when you saved it.",
        "The place was Grange Hall when you saved it.",
        "The price was: $20 for the two of you, when you saved it.",
    ] == said
    assert [] == changed(on_list(), [another], LATER)


def test_what_the_two_should_know_before_they_go():
    """That no place is left, or that the date they set aside is called off or has moved."""
    one = on_list(set_aside=DANCE.start_date)
    cancelled = ["The date that you set aside is cancelled."]
    moved = ["The date that you set aside is not announced any more."]

    assert [] == warnings(one, WEEKS, NOW)
    assert ["It is sold out."] == warnings(one, [replace(DANCE, is_sold_out=True)], NOW)
    assert cancelled == warnings(one, [OFF, *WEEKS[1:]], NOW)
    assert moved == warnings(one, WEEKS[1:], NOW)
    assert [] == warnings(one, [OFF], LATER)


def test_what_a_calendar_is_told():
    """The date set aside, else the next in pencil; what is off is struck out."""
    pencilled = holds(on_list(), [OFF, *WEEKS[1:]], NOW)
    assert [Hold.OFF, *[Hold.PENCILLED] * (PENCILLED - 1)] == [hold for _, hold in pencilled]
    assert [] == holds(on_list(removed_at=NOW), WEEKS, NOW)

    one = on_list(set_aside=DANCE.start_date)
    assert [(DANCE, Hold.SET)] == holds(one, WEEKS, NOW)
    assert [(OFF, Hold.OFF)] == holds(one, [OFF], NOW)
    assert [Hold.OFF] == [hold for _, hold in holds(one, [DAY_BEFORE], NOW)]
    assert [Hold.OFF] == [hold for _, hold in holds(replace(one, removed_at=NOW), WEEKS, NOW)]

    [(date, hold)] = holds(one, [], NOW)
    assert Hold.PENCILLED is hold
    assert (DANCE.start_date, DANCE.end_date, UNSURE) == (
        date.start_date,
        date.end_date,
        date.description,
    )
    assert [Hold.SET] == [hold for _, hold in holds(one, [], LATER)]


def test_a_calendar_is_told_of_changes_on_either_side():
    """The sequence grows with the announcement's, and with what the two do."""
    changed = replace(DANCE, sequence=5)

    [(date, _)] = holds(on_list(changes=2, set_aside=DANCE.start_date), [changed], NOW)
    assert 7 == date.sequence


def test_what_both_want_counts_most():
    """A no weighs as much as a yes."""
    assert 4 == on_list(votes={1: Vote.YES, 2: Vote.YES}).points
    assert 0 == on_list(votes={1: Vote.YES, 2: Vote.NO}).points == on_list().points
