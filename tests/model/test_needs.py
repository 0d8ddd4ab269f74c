"""What a couple needs, asked of announcements that say it, deny it, or are silent."""

from datetime import UTC, datetime

import pytest

from model.candidate import Candidate
from model.facets import Facet
from model.filters import apply_filters, relaxations
from model.index import Index
from model.labels import Audience, Interest, Kind, Setting
from model.outing import Aim, Outing, Sort
from model.ranking import rank
from model.tradition import Tradition

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def event(name, **facts):
    start = facts.pop("start_date", datetime(2026, 3, 5, 19, tzinfo=UTC))
    return Candidate(
        event=name, name=name, start_date=start, audience=Audience.COUPLES, p_couples=0.9, **facts
    )


def left(candidates, **asked):
    index = Index.of(candidates)
    ids = apply_filters(index, Outing(**asked), NOW).ids
    return {index.card(int(row)).event for row in ids}


@pytest.mark.parametrize(
    ("need", "facet"),
    [
        ("childcare", "childcare"),
        ("step_free", "wheelchair_accessible"),
        ("sign_language", "sign_language"),
    ],
)
def test_silence_is_no_yes(need, facet):
    """Only what says that it offers it is left."""
    yes = event("yes", facets=(Facet(facet, True, "it says so"),))
    no = event("no", facets=(Facet(facet, False, "it says no"),))

    assert {"yes"} == left([yes, no, event("silent")], **{need: True})


def test_what_is_for_a_crisis_is_no_date_night():
    """It is found by who has something to work through, or asks for counselling."""
    crisis = event("crisis", facets=(Facet("level", "crisis", "on the brink"),), kind=Kind.RETREAT)
    both = [crisis, event("waltz", kind=Kind.DATE_NIGHT)]

    assert {"waltz"} == left(both)
    assert set() == left(both, kinds=(Kind.RETREAT,))
    assert {"crisis"} == left(both, aim=Aim.WORK_THROUGH)
    assert {"crisis"} == left(both, kinds=(Kind.RETREAT, Kind.COUNSELLING))


def test_nothing_that_one_must_share():
    """What says that one speaks before the group goes; what is silent stays."""
    shares = event("shares", facets=(Facet("group_sharing", True, "we share in a circle"),))

    assert {"silent"} == left([shares, event("silent")], no_sharing=True)


def test_a_language_that_is_not_stated_stays():
    """A tag's region does not matter."""
    found = left(
        [event("en", language="en-US"), event("es", language="es"), event("silent")],
        languages=("es",),
    )

    assert {"es", "silent"} == found


def test_traditions_are_those_that_a_religious_event_names():
    """A secular event in a church hall has none."""
    retreat = event("Parish retreat", setting=Setting.FAITH, organizer="Catholic Diocese")
    supper = event("Seder for two", setting=Setting.FAITH, organizer="Beth Am Synagogue")
    swing = event("Swing night", venue="First Baptist Church")

    everything = [retreat, supper, swing]
    assert {"Parish retreat"} == left(everything, traditions=(Tradition.CATHOLIC,))
    assert {"Seder for two"} == left(everything, traditions=(Tradition.JEWISH,))
    assert set() == left(everything, traditions=(Tradition.PROTESTANT,))


def test_an_empty_result_offers_to_drop_what_emptied_it():
    """The one question that was asked is the one to drop."""
    index = Index.of([event("a", interests=(Interest.DANCE,))])
    asked = Outing(interests=(Interest.MUSIC,))

    assert "any interest" in [one.words for one in relaxations(index, asked, NOW)]


def test_sorting():
    """By date the soonest, by cost the cheapest, by distance the nearest; the unknown last."""
    found = [
        event("far", latitude=40.5, longitude=-80.0, price_for_two=10.0),
        event("near", latitude=40.0, longitude=-80.0, start_date=NOW.replace(day=9)),
        event("unplaced", price_for_two=5.0, start_date=NOW.replace(day=3)),
    ]

    def order(sort):
        asked = Outing(latitude=40.0, longitude=-80.0, radius_km=100, sort=sort)
        return [card.candidate.event for card in rank(Index.of(found), asked, NOW).cards]

    assert ["unplaced", "far", "near"] == order(Sort.DATE)
    assert ["unplaced", "far", "near"] == order(Sort.COST)
    assert ["near", "far", "unplaced"] == order(Sort.DISTANCE)
