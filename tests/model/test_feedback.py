"""What a couple says of events changes their ranking alone; three picks a week never repeat."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from model.candidate import Candidate
from model.errors import OutingError
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.outing import Feedback, Outing, Partner, Reason, Verdict, Want
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
    assert after["reels"].score < before["reels"].score
    assert not any("because" in words for words in after["soup"].reasons)


def test_what_was_only_saved_is_not_called_liked():
    """Until they were there, and say so."""
    saved = Feedback(event="reels", verdict=Verdict.SAVED)
    liked = Feedback(event="reels", verdict=Verdict.LIKED)

    assert "because you saved reels" in cards(saved)["waltz"].reasons
    assert "because you liked reels" in cards(saved, liked)["waltz"].reasons


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
        ({"event": "e", "verdict": "not_liked", "reason": "far"}, "choose among too_far, too_dear"),
        ({"event": "e", "verdict": "saved", "reason": "too_far"}, "among not_liked, not_for_us"),
    ],
)
def test_a_wrong_verdict_says_what_would_be_right(table, message):
    """As any other field of an outing."""
    with pytest.raises(OutingError, match=message):
        outing_from({"feedback": [table]}, lambda text: None)


def test_verdicts_are_read_from_an_outing():
    """`by` counts from one there."""
    saved = {"event": "e", "verdict": "saved", "by": 2}
    refused = {"event": "f", "verdict": "not_for_us", "reason": "too_dear"}
    outing = outing_from({"feedback": [saved, refused]}, lambda text: None)

    assert outing.feedback == (
        Feedback(event="e", verdict=Verdict.SAVED, by=1),
        Feedback(event="f", verdict=Verdict.NOT_FOR_US, reason=Reason.TOO_DEAR),
    )


def refused(candidates, reason, **changes):
    """The cards without and with "not for us" of the event "no", for a reason."""
    index = Index.of(candidates)
    outing = replace(US, latitude=44.0, longitude=-91.0, radius_km=60, **changes)
    said = Feedback(event="no", verdict=Verdict.NOT_FOR_US, reason=reason)
    return [
        {card.candidate.event: card for card in rank(index, one, NOW, 9).cards}
        for one in (outing, replace(outing, feedback=(said,)))
    ]


def lead(cards, event, other):
    return cards[event].score - cards[other].score


def test_too_far_makes_distance_weigh_more_and_leaves_taste_alone():
    """What is near gains on what is as far as the one that was refused."""
    far = {"latitude": 44.0, "longitude": -90.7}
    before, after = refused(
        [
            event("near", Interest.DANCE, latitude=44.0, longitude=-91.0),
            event("far", Interest.GAMES, **far),
            event("no", Interest.DANCE, **far),
        ],
        Reason.TOO_FAR,
    )

    assert lead(after, "near", "far") > lead(before, "near", "far") > 0
    assert after["near"].parts["interest"] == before["near"].parts["interest"]
    assert after["far"].parts["distance"] < before["far"].parts["distance"]
    assert "no" not in after


@pytest.mark.parametrize("budget", [None, 100.0])
def test_too_dear_makes_the_price_weigh_more(budget):
    """With a budget, and without."""
    prices = {"cheap": 10.0, "dear": 60.0, "no": 60.0}
    events = [event(name, Interest.DANCE, price_for_two=each) for name, each in prices.items()]
    before, after = refused(events, Reason.TOO_DEAR, budget=budget)

    assert lead(after, "cheap", "dear") > lead(before, "cheap", "dear") > 0
    assert after["cheap"].parts["interest"] == before["cheap"].parts["interest"]


def test_a_wrong_time_lowers_times_like_it():
    """Monday to Thursday evenings are alike; the weekend stays as it was."""
    before, after = refused(
        [
            event("thursday", Interest.DANCE, days=10),
            event("saturday", Interest.DANCE, days=12),
            event("no", Interest.DANCE, days=8),
        ],
        Reason.WRONG_TIME,
    )

    assert after["thursday"].parts["time_fit"] < before["thursday"].parts["time_fit"]
    assert after["saturday"].parts["time_fit"] == before["saturday"].parts["time_fit"]


def test_not_our_thing_says_more_of_taste_than_no_reason():
    """And other reasons say nothing of it."""
    events = [event("waltz", Interest.DANCE), event("no", Interest.DANCE)]
    interest = {
        reason: refused(events, reason)[1]["waltz"].parts["interest"]
        for reason in (None, Reason.NOT_OUR_THING, Reason.TOO_FAR)
    }

    assert interest[Reason.NOT_OUR_THING] < interest[None] < interest[Reason.TOO_FAR] == 0.5


def test_what_was_saved_or_done_makes_its_like_less_new():
    """By kind, place, organiser and interests; another date of the same is not new at all."""
    index = Index.of(
        [
            event("reels", Interest.DANCE, venue="Barn"),
            event("jigs", Interest.DANCE, venue="Barn"),
            event("waltz", Interest.DANCE, venue="Hall"),
            event("soup", Interest.FOOD_DRINK, Kind.FOOD_DRINK),
            event("tea", Interest.FOOD_DRINK, Kind.FOOD_DRINK),
        ]
    )
    said = tuple(Feedback(event=one, verdict=Verdict.SAVED) for one in ("reels", "jigs"))
    cards = rank(index, replace(US, feedback=said), NOW, 9).cards
    new = {card.candidate.event: card.parts["novelty"] for card in cards}
    reasons = {card.candidate.event: card.reasons for card in cards}

    assert 0 == new["reels"] < new["waltz"] < new["soup"] == 1
    assert "something new for you" in reasons["soup"]
    assert "something new for you" not in reasons["waltz"]


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
