"""What is looked up by place, day and word is what a look at everything finds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import excerpt, filters, selection
from model.candidate import Candidate
from model.considered import consider
from model.event import AttendanceMode, EventStatus
from model.excerpt import Excerpt
from model.feedback import numbers_of
from model.filters import apply_filters, removed
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.nearby import away_km
from model.outing import Feedback, Outing, Partner, Reason, Sort, Verdict, Want
from model.questions import FILTERS
from model.ranking import rank
from model.selection import one_per_event, total
from model.wording import Wording, word_counts
from model.words import stems

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZONES = [timezone(timedelta(hours=hours)) for hours in (-12, -5, 0, 14)]
PLACES = [(44.0, -91.0), (44.3, -90.6), (40.0, 179.9), (40.1, -179.9), (89.9, 10.0), (-90.0, 0.0)]
TEXTS = ["Fiddle tunes and reels.", "Pots and clay, by the river.", "Jazz after supper.", ""]
EVENTS = [f"e{number:02}" for number in range(25)]


def candidate(event, place, **changes):
    latitude, longitude = place or (None, None)
    return Candidate(
        event=event, latitude=latitude, longitude=longitude, audience=Audience.COUPLES,
        p_couples=0.8, **changes,
    )  # fmt: skip


CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.sampled_from(EVENTS),
        st.none()
        | st.sampled_from(PLACES)
        | st.tuples(st.floats(43.5, 44.5), st.floats(-91.7, -90.3))
        | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        name=st.sampled_from(["Supper", "Dance", "Clay night", "Concert"]),
        description=st.sampled_from(TEXTS),
        source=st.sampled_from(["Grange", "Library", "Parish"]),
        start_date=st.builds(
            lambda hours, zone: (NOW + timedelta(hours=hours)).astimezone(zone),
            st.integers(-24 * 17, 24 * 40),
            st.sampled_from(ZONES),
        ),
        attendance=st.sampled_from([None, AttendanceMode.ONLINE, AttendanceMode.MIXED]),
        status=st.sampled_from([EventStatus.SCHEDULED] * 3 + [EventStatus.CANCELLED]),
        all_day=st.booleans(),
        price_for_two=st.none() | st.sampled_from([0.0, 20.0, 90.0]),
        kind=st.sampled_from([Kind.SOCIAL, Kind.CLASS, Kind.COUNSELLING]),
        interests=st.lists(st.sampled_from(Interest), max_size=2, unique=True).map(tuple),
    ).flatmap(
        lambda one: (st.none() | st.integers(-24, 24 * 16)).map(
            lambda hours: (
                one if hours is None
                else replace(one, end_date=one.start_date + timedelta(hours=hours))
            )
        )
    ),
    max_size=60,
)  # fmt: skip
FEEDBACK = st.lists(
    st.builds(
        Feedback,
        event=st.sampled_from(EVENTS),
        verdict=st.just(Verdict.NOT_FOR_US),
        reason=st.none() | st.sampled_from(Reason),
    )
    | st.builds(Feedback, event=st.sampled_from(EVENTS), verdict=st.just(Verdict.SAVED)),
    max_size=3,
    unique_by=lambda one: one.event,
).map(tuple)
OUTINGS = st.builds(
    lambda place, **rest: Outing(
        latitude=place and place[0],
        longitude=place and place[1],
        partners=(
            Partner(likes="fiddle tunes, jazz", interests=(Interest.DANCE,)),
            Partner(likes="pottery, nothing churchy"),
        ),
        **rest,
    ),
    st.none() | st.sampled_from(PLACES),
    radius_km=st.sampled_from([3.0, 50.0, 700.0, 9000.0]),
    from_date=st.none() | st.integers(-3, 20).map(lambda days: (NOW + timedelta(days)).date()),
    to_date=st.none() | st.integers(20, 40).map(lambda days: (NOW + timedelta(days)).date()),
    online=st.sampled_from(Want),
    budget=st.none() | st.just(30.0),
    sort=st.sampled_from(Sort),
    feedback=FEEDBACK,
)


def scanned(index, outing):
    """Every row asked every question: those that pass, how far away, and what each removed."""
    ids, away = np.arange(len(index)), np.full(len(index), np.nan)
    counts = {}
    if outing.latitude is not None:
        away = away_km(index, ids, outing.latitude, outing.longitude)
        online = np.array([index.card(row).is_online for row in ids], bool)
        near = ~(away > outing.radius_km) | online
        counts["distance"] = int((~near).sum())
        ids, away = ids[near], away[near]
    for name, question in FILTERS.items():
        passes = question(index, ids, outing, NOW)
        counts[name] = int((~passes).sum())
        ids, away = ids[passes], away[passes]
    return ids, away, {name: count for name, count in counts.items() if count}


@given(CANDIDATES, OUTINGS)
def test_a_look_nearby_finds_what_a_look_everywhere_does(candidates, outing):
    """The same rows at the same distance, and the same counts of what was removed."""
    index = Index.of(candidates)
    ids, away, counts = scanned(index, outing)
    found = apply_filters(index, outing, NOW)

    assert ids.tolist() == found.ids.tolist()
    assert np.array_equal(away, found.away_km, equal_nan=True)
    assert counts == removed(index, outing, NOW)


@pytest.fixture
def frugal(monkeypatch):
    """However few rows there are, as little is scored as among many."""
    monkeypatch.setattr(selection, "MANY", 0)
    monkeypatch.setattr(selection, "AT_FIRST", 1)


@pytest.mark.usefixtures("frugal")
@given(CANDIDATES, OUTINGS, st.integers(1, 6), st.sets(st.sampled_from(EVENTS), max_size=3))
def test_the_first_few_are_those_of_the_whole_list(candidates, outing, k, refused):
    """In the same order, with the same scores, beside the same count of all."""
    index = Index.of(candidates)
    gone = numbers_of(index, refused)
    seen = consider(index, outing, NOW)
    whole = seen.scored(np.arange(len(seen.ids)))
    best = one_per_event(index, seen.ids, whole.scores)
    best = best[~np.isin(index["event"][seen.ids[best]], gone)]
    keys = {
        Sort.FIT: -whole.scores,
        Sort.DATE: index["start"][seen.ids],
        Sort.DISTANCE: seen.found.away_km,
        Sort.COST: index["price"][seen.ids],
    }
    best = best[np.argsort(keys[outing.sort][best], kind="stable")]
    scored, order = selection.first(seen, gone, k)

    assert seen.ids[best][:k].tolist() == scored.found.ids[order][:k].tolist()
    assert whole.scores[best][:k].tolist() == scored.scores[order][:k].tolist()
    assert len(best) == total(seen, gone)


@given(CANDIDATES, OUTINGS)
def test_a_card_has_the_later_dates_of_its_event_that_fit(candidates, outing):
    """Those that pass the filters, soonest first."""
    index = Index.of(candidates)
    ids = apply_filters(index, outing, NOW).ids
    for card in rank(index, outing, NOW, 9).cards:
        one = card.candidate
        starts = sorted(
            index.card(row).start_date
            for row in ids
            if index.card(row).event == one.event and index.card(row).start_date > one.start_date
        )
        assert starts == list(card.other_dates)


@given(
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=40),
    st.lists(st.integers(0, 39), max_size=20),
)
def test_words_are_matched_nearby_as_everywhere(texts, places):
    """What an event matches does not depend on which others are asked about with it."""
    counted = [word_counts(Candidate(event="", name="", description=text, start_date=NOW))
               for text in texts]  # fmt: skip
    wording = Wording.of(counted)
    events = np.array([place % len(texts) for place in places], np.int64)
    words = stems("fiddle supper clay")
    best = wording.best_match(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excerpt, "APART", 1)
        near = Excerpt(wording, events)
    alone = [Excerpt(wording, np.array([event])) for event in events]
    held = np.array([sum(counted[event][word] for word in words) for event in events], np.float32)

    assert np.array_equal(near.match(words, best), np.ravel([a.match(words, best) for a in alone]))
    assert np.array_equal(near.density(words), held / (held + wording.norm[events]))


def test_a_wide_search_reads_everything(monkeypatch):
    """And finds the same as one that looks at each cell."""
    index = Index.of([candidate(e, place, name=e, start_date=NOW + timedelta(1))
                      for e, place in zip(EVENTS, PLACES, strict=False)])  # fmt: skip
    wide = Outing(latitude=44.0, longitude=-91.0, radius_km=3000.0, online=Want.ANY)
    found = apply_filters(index, wide, NOW).ids.tolist()
    monkeypatch.setattr(filters, "FEW_CELLS", 10**9)

    assert found == apply_filters(index, wide, NOW).ids.tolist()
