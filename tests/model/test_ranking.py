"""Recommending to two people."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.candidate import Candidate
from model.errors import OutingError
from model.event import EventStatus
from model.filters import relaxations
from model.index import Index
from model.labels import Audience, Interest, Kind, Setting
from model.outing import Feedback, Outing, Partner, Reason, Verdict, Want
from model.outing_reading import outing_from
from model.ranking import rank

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOME = Outing(
    home="Fern Hill",
    latitude=44.0,
    longitude=-91.0,
    radius_km=50,
    partners=(
        Partner(name="Robin", interests=(Interest.DANCE,)),
        Partner(name="Sam", interests=(Interest.FOOD_DRINK,), likes="jazz"),
    ),
)


def candidate(event="e1", **changes):
    fields = {
        "event": event,
        "name": f"Evening {event}",
        "start_date": NOW + timedelta(days=3),
        "audience": Audience.COUPLE_FRIENDLY,
        "p_couple_friendly": 0.9,
        "kind": Kind.SOCIAL,
        "latitude": 44.0,
        "longitude": -91.05,
        "precision_km": 0.05,
        "source": "Grange",
        "checked": NOW,
    }
    return Candidate(**{**fields, **changes})


def order(*candidates, outing=HOME, k=20):
    return [card.candidate.event for card in rank(Index.of(candidates), outing, NOW, k).cards]


CANDIDATES = st.lists(
    st.builds(
        candidate,
        event=st.sampled_from([f"e{n}" for n in range(12)]),
        start_date=st.integers(-2, 40).map(lambda days: NOW + timedelta(days=days, hours=1)),
        audience=st.sampled_from(Audience),
        p_couples=st.floats(0, 0.5),
        kind=st.sampled_from(Kind),
        interests=st.lists(st.sampled_from(Interest), max_size=3, unique=True).map(tuple),
        longitude=st.none() | st.floats(-92, -90),
        price_for_two=st.none() | st.floats(0, 300),
        setting=st.sampled_from(Setting),
        source=st.sampled_from(["Grange", "Library", "Parish"]),
    ),
    max_size=30,
)
SAID = [
    Feedback(event="e0", verdict=Verdict.LIKED),
    Feedback(event="e1", verdict=Verdict.SAVED),
    Feedback(event="e2", verdict=Verdict.NOT_FOR_US, reason=Reason.TOO_FAR),
    Feedback(event="e3", verdict=Verdict.NOT_LIKED, by=0, reason=Reason.TOO_DEAR),
    Feedback(event="e4", verdict=Verdict.NOT_FOR_US, by=1, reason=Reason.WRONG_TIME),
    Feedback(event="e5", verdict=Verdict.NOT_FOR_US, reason=Reason.NOT_OUR_THING),
    Feedback(event="e6", verdict=Verdict.NOT_FOR_US, reason=Reason.BEEN_BEFORE),
]
FEEDBACK = st.lists(st.sampled_from(SAID), unique=True).map(tuple)
STRICTER = st.sampled_from(
    [
        {"radius_km": 10.0},
        {"budget": 40.0},
        {"budget": 40.0, "unknown_price": False},
        {"faith": Want.NOT},
        {"faith": Want.ONLY},
        {"to_date": (NOW + timedelta(days=7)).date()},
        {"weekdays": ("fri", "sat")},
        {"parts_of_day": ("evening",)},
        {"kinds": (Kind.SOCIAL,)},
        {"partners": (Partner(rather_not=(Interest.FAITH,)), Partner())},
    ]
)


@given(CANDIDATES, STRICTER)
def test_a_filter_never_adds_results(candidates, stricter):
    """Each further question leaves the same events or fewer."""
    free = replace(HOME, partners=(Partner(), Partner()))

    assert set(order(*candidates, outing=replace(free, **stricter))) <= set(
        order(*candidates, outing=free)
    )


@given(CANDIDATES)
def test_no_event_comes_twice_and_equal_input_gives_equal_output(candidates):
    """One card per event, whatever the order of the input."""
    found = order(*candidates)

    assert len(found) == len(set(found))
    assert found == order(*candidates)


@given(CANDIDATES)
def test_swapping_the_partners_swaps_only_their_lanes(candidates):
    """Neither of the two is the first one, but for whose turn it is; nor in what they said."""
    said = (SAID[0], SAID[3], SAID[4])
    mirrored = tuple(replace(one, by=None if one.by is None else 1 - one.by) for one in said)
    home = replace(HOME, feedback=said)
    swapped = replace(HOME, partners=HOME.partners[::-1], feedback=mirrored)
    mirror = {"a": "b", "b": "a", "both": "both", "neither": "neither"}

    ours = {
        c.candidate.event: (c.score, c.lane)
        for c in rank(Index.of(candidates), home, NOW, 99).cards
    }
    theirs = {
        c.candidate.event: (c.score, c.lane)
        for c in rank(Index.of(candidates), swapped, NOW, 99).cards
    }

    assert ours == {event: (score, mirror[lane]) for event, (score, lane) in theirs.items()}


@given(st.floats(0, 40), st.floats(0, 5), st.floats(0, 200), st.floats(0, 50), st.data())
def test_nearer_and_cheaper_never_ranks_lower(km, less_km, price, less_price, data):
    """Of two events that are otherwise equal, whatever was refused before."""
    said = data.draw(FEEDBACK)
    far = candidate("far", longitude=-91.0 - km / 80, price_for_two=price)
    near = candidate(
        "near",
        longitude=-91.0 - max(0.0, km - less_km) / 80,
        price_for_two=max(0.0, price - less_price),
        name="Another",
    )
    refused = [candidate(one.event, longitude=-91.2, price_for_two=50.0) for one in SAID[2:5]]
    index = Index.of([far, near, *refused])
    cards = rank(index, replace(HOME, feedback=said), NOW).cards
    scores = {c.candidate.event: c.score for c in cards}

    assert scores.get("near", 0) >= scores.get("far", 0)


def test_what_both_like_comes_first_and_what_neither_asked_for_last():
    """Each card says for whom it is."""
    both = candidate("both", interests=(Interest.DANCE, Interest.FOOD_DRINK))
    ours = [candidate(f"a{n}", interests=(Interest.DANCE,)) for n in range(2)]
    theirs = [candidate(f"b{n}", interests=(Interest.FOOD_DRINK,)) for n in range(2)]
    cards = rank(Index.of([candidate("other"), *ours, *theirs, both]), HOME, NOW).cards

    lanes = [card.lane for card in cards]
    assert lanes[0] == "both"
    assert sorted(lanes[1:5]) == ["a", "a", "b", "b"]
    assert lanes[5] == "neither"


def test_a_list_does_not_repeat_itself():
    """Of events that are as good, one that differs comes before one more of the same."""
    alike = [candidate(f"e{n}", venue="Barn", description="Reels and jigs.") for n in range(3)]
    other = candidate("e9", kind=Kind.OUTDOORS, venue="Quay", source="Rowers", name="Tide walk")

    assert order(*alike, other)[1] == "e9"


@given(CANDIDATES, st.sampled_from(Interest))
def test_to_like_more_never_lowers_what_one_likes(candidates, interest):
    """Events of an interest have the same score or more when a partner chooses it."""
    robin, sam = HOME.partners
    keen = replace(HOME, partners=(replace(robin, interests=(*robin.interests, interest)), sam))
    index = Index.of(candidates)
    before = {c.candidate.event: c.score for c in rank(index, HOME, NOW, 99).cards}
    after = {c.candidate.event: c for c in rank(index, keen, NOW, 99).cards}

    assert before.keys() == after.keys()
    for event, card in after.items():
        if interest in card.candidate.interests:
            assert card.score >= before[event]


def test_dislikes_are_vetoes():
    """What either would rather not do is not shown at all."""
    outing = replace(HOME, partners=(Partner(rather_not=(Interest.FAITH,)), Partner()))
    ranking = rank(Index.of([candidate(interests=(Interest.FAITH,))]), outing, NOW)

    assert ([], {"disliked": 1}) == (ranking.cards, ranking.removed)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"audience": Audience.OTHER}, "not for couples"),
        ({"status": EventStatus.CANCELLED}, "cancelled"),
        ({"start_date": NOW - timedelta(hours=2)}, "over"),
        ({"longitude": -93.0}, "distance"),
        ({"kind": Kind.COUNSELLING, "p_couples": 0.9}, "kind"),
    ],
)
def test_what_is_never_recommended(changes, reason):
    """And the ranking says what it removed."""
    assert {reason: 1} == rank(Index.of([candidate(**changes)]), HOME, NOW).removed


def test_an_unknown_price_is_never_free_and_an_unknown_place_is_kept():
    """Neither is hidden, unless the couple says so."""
    unknown = candidate(latitude=None, longitude=None)
    budget = replace(HOME, budget=30.0)

    assert ["e1"] == order(unknown, outing=budget)
    assert [] == order(unknown, outing=replace(budget, unknown_price=False))


ASKED = st.sampled_from(
    [
        {},
        {"weekdays": ("fri", "sat")},
        {"parts_of_day": ("evening",)},
        {"weekdays": ("mon", "sun"), "parts_of_day": ("morning", "afternoon")},
    ]
)


@given(CANDIDATES, FEEDBACK, ASKED)
def test_every_reason_agrees_with_the_card(candidates, feedback, asked):
    """No reason says what the card's own fields, the search or the feedback deny."""
    candidates = list({one.event: one for one in candidates}.values())
    outing = replace(HOME, feedback=feedback, **asked)
    done = {one.event for one in feedback if one.event in ("e0", "e1", "e3", "e6")}
    kinds = {one.kind for one in candidates if one.event in done}
    for card in rank(Index.of(candidates), outing, NOW, 99).cards:
        assert len(card.reasons) <= 3
        for words in card.reasons:
            assert is_true(words, card, outing, kinds), words


def is_true(words, card, outing, kinds_done):
    """Whether a reason of *card* is so, by its other fields."""
    one = card.candidate
    days = (one.start_date.date() - NOW.date()).days
    hour = one.start_date.hour
    part = "morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 17 else "evening"
    asked_day = f"{one.start_date:%a}".lower() in outing.weekdays or not outing.weekdays
    asked_part = part in outing.parts_of_day or not outing.parts_of_day
    asked = bool(outing.weekdays or outing.parts_of_day) and asked_day and asked_part
    liked = words.split("like", 1)[-1].removeprefix("s ").replace(" and ", "_").replace(" ", "_")
    soon = ("today", "tomorrow", "in two days", "in three days")
    welcome = [said for said in outing.feedback if said.verdict in (Verdict.LIKED, Verdict.SAVED)]
    booked = days >= 3 and one.kind in (Kind.RETREAT, Kind.WORKSHOP, Kind.CLASS)
    facts = {
        **{f"because you {said.verdict} Evening {said.event}": True for said in welcome},
        r".* likes? .*": any(name in liked for name in map(str, one.interests)),
        rf"{one.start_date:%A} {part}, when you are free": asked,
        rf"on a {one.start_date:%A} {part}": not outing.weekdays,
        r"near you": card.distance_km is not None and card.distance_km <= 16,
        r"still time to book": booked,
        r"made for couples": one.audience is Audience.COUPLES,
        r"free": one.is_free,
        r"something new for you": one.kind not in kinds_done and bool(kinds_done),
        **{when: days == ahead for ahead, when in enumerate(soon)},
    }
    return any(so for pattern, so in facts.items() if re.fullmatch(pattern, words))


def hours(days, hour, **more):
    """An event some days from Monday, at an hour."""
    start = NOW.replace(hour=hour) + timedelta(days=days)
    return candidate(f"d{days}h{hour}", start_date=start, **more)


def test_free_evenings_and_weekends_come_before_working_hours():
    """When nothing is asked; what lasts over a weekend counts as one."""
    noon, evening = hours(8, 13), hours(8, 19)
    friday, retreat = hours(11, 19), hours(10, 15, end_date=NOW + timedelta(days=13))
    fit = {
        card.candidate.event: card.parts["time_fit"]
        for card in rank(Index.of([noon, evening, friday, retreat]), HOME, NOW).cards
    }

    assert fit["d8h13"] < fit["d8h19"] < fit["d11h19"] == fit["d10h15"] == 1


def test_what_was_asked_for_fits_and_is_said():
    """Of chosen days and hours each is as good as any other, and nothing else is shown."""
    tuesday, friday = hours(8, 19), hours(11, 19)
    asked = replace(HOME, weekdays=("tue", "fri"), parts_of_day=("evening",))
    cards = rank(Index.of([tuesday, friday, hours(8, 13), hours(9, 19)]), asked, NOW).cards

    assert {"d8h19": 1.0, "d11h19": 1.0} == {c.candidate.event: c.parts["time_fit"] for c in cards}
    assert all(any(words.endswith("when you are free") for words in c.reasons) for c in cards)


@given(CANDIDATES, FEEDBACK, st.sampled_from([f"e{n}" for n in range(12)]))
def test_what_one_knows_is_never_newer(candidates, feedback, event):
    """One event more that was saved lowers no event's novelty but never raises it."""
    index = Index.of({one.event: one for one in candidates}.values())
    more = (*feedback, Feedback(event=event, verdict=Verdict.SAVED))
    before, after = (
        {
            card.candidate.event: card.parts["novelty"]
            for card in rank(index, replace(HOME, feedback=said), NOW, 99).cards
        }
        for said in (feedback, more)
    )

    assert before.keys() == after.keys()
    assert all(after[one] <= before[one] for one in after)
    assert not after or event not in after or after[event] == 0


def test_an_empty_result_says_what_would_help():
    """The change that brings most comes first, with its count."""
    far = [candidate(f"e{n}", longitude=-91.9, price_for_two=200.0) for n in range(3)]
    pricey = candidate("near", price_for_two=200.0)
    outing = replace(HOME, budget=50.0)

    best = relaxations(Index.of([*far, pricey]), outing, NOW)[0]

    assert ("drop the limit on the price", 1) == (best.words, best.events)


def locate(text):
    return ("Fern Hill, WI", 44.0, -91.0) if text == "54610" else None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"radius_km": -3}, "'radius_km' is -3, which is outside 0 to"),
        ({"budget": "lots"}, "'budget' is 'lots', which is no number"),
        ({"home": "Nowhere"}, "'home' is 'Nowhere', which is no place we know"),
        ({"radius": 3}, "has 'radius', which nothing is called; did you mean 'radius_km'"),
        ({"weekdays": ["friday"]}, "holds 'friday', which is unknown; choose among mon"),
        ({"kinds": ["retret"]}, "holds 'retret', which is unknown"),
        ({"partners": [{"interests": ["musc"]}]}, "partner 1 'interests' holds 'musc'"),
        ({"partners": [{}, {}, {}]}, "has 3 partners"),
        ({"from_date": "soon"}, "is 'soon', which is no date"),
        ({"from_date": "2026-05-02", "to_date": "2026-05-01"}, "so no day is left; swap them"),
        ({"faith": "maybe"}, "choose among any, only, not"),
        ({"unknown_price": "perhaps"}, "neither true nor false"),
        ({"latitude": 91, "longitude": 0}, "'latitude' is 91, which is outside -90 to 90"),
        ({"latitude": 9}, "give both"),
        ({"partners": "us"}, "which is no list"),
    ],
)
def test_a_wrong_outing_says_what_would_be_right(values, message):
    """One validation, with errors that name the field."""
    with pytest.raises(OutingError, match=message):
        outing_from(values, locate)


def test_a_place_in_words_becomes_coordinates():
    """By the function that looks places up."""
    outing = outing_from({"home": "54610", "partners": [{"name": "Robin"}]}, locate)

    assert ("Fern Hill, WI", 44.0, -91.0) == (outing.home, outing.latitude, outing.longitude)
