"""More like one event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.alike import more_like
from model.candidate import Candidate
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.outing import Feedback, Outing, Verdict

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def candidate(event, name, kind=Kind.CLASS, interests=(Interest.DANCE,), **changes):
    fields = {
        "event": event,
        "name": name,
        "description": name,
        "start_date": NOW + timedelta(days=3),
        "audience": Audience.COUPLE_FRIENDLY,
        "p_couple_friendly": 0.9,
        "kind": kind,
        "interests": interests,
        "source": "Grange",
        "checked": NOW,
    }
    return Candidate(**{**fields, **changes})


INDEX = Index.of(
    [
        candidate("salsa", "Salsa for two"),
        candidate("again", "Salsa for two", start_date=NOW + timedelta(days=10)),
        candidate("tango", "Tango for two"),
        candidate("barn", "Barn dance", kind=Kind.SOCIAL),
        candidate("ravioli", "Ravioli by hand", interests=(Interest.FOOD_DRINK,)),
        candidate(
            "hike", "Sunrise hike", kind=Kind.OUTDOORS, interests=(Interest.OUTDOORS_NATURE,)
        ),
        candidate("dear", "Salsa for two, in the ballroom", price_for_two=400.0),
        candidate("over", "Salsa of last week", start_date=NOW - timedelta(days=7)),
    ]
)


def like(event, **outing):
    return [card.candidate.event for card in more_like(INDEX, event, Outing(**outing), NOW)]


def test_the_likest_comes_first_and_the_unlike_not_at_all():
    """Same kind, interest and words before the same interest alone; never itself or its series."""
    assert ["dear", "tango", "barn"] == like("salsa")


def test_it_is_the_search_that_is_looked_through():
    """What the search leaves out, and what is not for the two, is not offered."""
    said = (Feedback(event="tango", verdict=Verdict.NOT_FOR_US),)

    assert ["barn"] == like("salsa", budget=50.0, feedback=said)


@pytest.mark.parametrize("event", ["over", "unknown"])
def test_what_is_over_still_has_its_like(event):
    """An event need not fit the search; one that nobody knows is like nothing."""
    found = like(event)

    assert ("dear" in found) == (event == "over")


def test_of_the_same_kind_alone_is_too_little():
    """An event without words and interests is like no other."""
    bare = replace(INDEX.card(0), event="bare", name="?", description="", interests=())
    index = Index.of([bare, candidate("tango", "Tango for two", kind=bare.kind)])

    assert [] == more_like(index, "bare", Outing(), NOW)
