"""What a couple says of events changes their ranking alone; three picks a week never repeat."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from model.candidate import Candidate
from model.errors import OutingError
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.outing import Feedback, Outing, Partner, Verdict, Want
from model.outing_reading import outing_from
from model.ranking import rank
from model.week import ideas, this_week

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
US = Outing(partners=(Partner(), Partner()), online=Want.ANY)


def event(name, interest, kind=Kind.SOCIAL, days=3, **more):
    return Candidate(
        event=name, name=name, start_date=NOW + timedelta(days=days), kind=kind,
        interests=(interest,), audience=Audience.COUPLE_FRIENDLY, p_couple_friendly=0.8,
        source=name, **more,
    )  # fmt: skip


INDEX = Index.of(
    [
        event("reels", Interest.DANCE),
        event("waltz", Interest.DANCE),
        event("bingo", Interest.GAMES),
        event("soup", Interest.FOOD_DRINK, Kind.FOOD_DRINK),
    ]
)


def cards(*feedback):
    ranking = rank(INDEX, replace(US, feedback=feedback), NOW, 9)
    return {card.candidate.event: card for card in ranking.cards}


def test_what_is_like_a_liked_event_rises_and_says_so():
    """And what is not like it stays as it was."""
    before, after = cards(), cards(Feedback(event="reels", verdict=Verdict.LIKED))

    assert after["waltz"].score > before["waltz"].score
    assert "because you liked reels" in after["waltz"].reasons
    assert after["soup"].score == before["soup"].score
    assert not any("because" in words for words in after["soup"].reasons)


def test_one_partner_speaks_for_one():
    """Robin's verdict moves Robin's interest; Sam's stays."""
    card = cards(Feedback(event="reels", verdict=Verdict.LIKED, by=0))["waltz"]

    assert card.parts["interest_a"] > card.parts["interest_b"]


def test_what_was_not_liked_sinks_and_what_is_not_for_them_is_gone():
    """Without a verdict everything is as before; an event that is no more does no harm."""
    disliked = cards(Feedback(event="reels", verdict=Verdict.NOT_LIKED))
    gone = cards(Feedback(event="bingo", verdict=Verdict.NOT_FOR_US))

    assert disliked["waltz"].score < cards()["waltz"].score
    assert {"reels", "waltz", "soup"} == set(gone)
    assert cards() == cards(Feedback(event="long gone", verdict=Verdict.LIKED))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"verdict": "liked"}, "feedback 1 is .* names no event"),
        ({"event": "e", "verdict": "meh"}, "holds 'meh', which is unknown; choose among saved"),
        ({"event": "e", "verdict": "liked", "by": 3}, "'by' is 3, which is outside 1 to 2"),
    ],
)
def test_a_wrong_verdict_says_what_would_be_right(table, message):
    """As any other field of an outing."""
    with pytest.raises(OutingError, match=message):
        outing_from({"feedback": [table]}, lambda text: None)


def test_verdicts_are_read_from_an_outing():
    """`by` counts from one there."""
    table = {"event": "e", "verdict": "saved", "by": 2}
    outing = outing_from({"feedback": [table]}, lambda text: None)

    assert (Feedback(event="e", verdict=Verdict.SAVED, by=1),) == outing.feedback


def test_three_picks_and_three_others_until_there_are_none():
    """Nothing that was refused comes again; what is too late to register for is not looked to."""
    index = Index.of(
        [
            event("reels", Interest.DANCE),
            event("bingo", Interest.GAMES),
            event("retreat", Interest.RELATIONSHIP_SKILLS, Kind.RETREAT, 60),
            event("pots", Interest.ARTS_CRAFTS, Kind.CLASS, 30),
            event("late", Interest.ARTS_CRAFTS, Kind.CLASS, 40, deadline=date(2026, 3, 1)),
        ]
    )
    refused, seen = set(), []
    for _ in range(4):
        week = this_week(index, US, NOW, refused=refused)
        events = [card.candidate.event for card in (week.near, week.ahead) if card]
        seen.extend([*events, week.simple.name])
        refused.update([*events, week.simple.name])

    assert len(seen) == len(set(seen))
    assert {"reels", "bingo", "retreat", "pots"} == set(seen) - {idea.name for idea in ideas()}
    assert (None, None) == (week.near, week.ahead)
    assert this_week(index, US, NOW, refused={idea.name for idea in ideas()}).simple is None


def test_another_idea_each_week():
    """The same all week long."""
    monday = datetime(2026, 3, 1, 12, tzinfo=UTC)
    names = [
        this_week(INDEX, US, monday + timedelta(days=days)).simple.name for days in range(0, 28, 7)
    ]

    assert 4 == len(set(names))
    assert all(2 == len(idea.questions) for idea in ideas())
