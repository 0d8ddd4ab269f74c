"""A search in an address: what a link, a page and a feed read alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import search
from model.candidate import Candidate
from model.filters import apply_filters, relaxations
from model.index import Index
from model.labels import Audience
from model.outing import Want
from model.outing_reading import outing_from
from model.parameters import PARAMETERS

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
TODAY = NOW.date()
FREE = {
    "near": st.sampled_from(["45750", "Fern Hill, WI", "44.0,-91.0", "anywhere"]),
    "you_say": st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=30),
    "lang": st.sampled_from(["en", "es", "pt-BR"]),
}
FORMS = {
    "number": st.integers(0, 500).map(str),
    "count": st.integers(1, 1000).map(str),
    "date": st.dates(date(2026, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    "text": st.text("abc é&=#+%/?", max_size=20),
}


def answers_of(one):
    single = (
        st.sampled_from(one.choices) if one.choices else FREE.get(one.name, FORMS.get(one.form))
    )
    return st.lists(single, unique=True, max_size=3).map(tuple) if one.is_many else single


ANSWERS = st.fixed_dictionaries(
    {}, optional={name: answers_of(one) for name, one in PARAMETERS.items()}
).map(lambda given_: search.defaults() | {name: value for name, value in given_.items() if value})


def locate(text):
    return (text, 44.0, -91.0)


def outing(answers):
    return outing_from(search.fields(answers, "Fern Hill, WI", TODAY), locate)


@given(ANSWERS)
def test_an_address_holds_the_whole_search(answers):
    """What is written is read again, without a problem."""
    assert (answers, []) == search.read(search.write(answers))


@given(ANSWERS)
def test_every_search_is_an_outing(answers):
    """Whatever can be answered can be asked, unless the days run backwards."""
    first, last = search.span(answers, TODAY)
    if last is None or first <= last:
        assert outing(answers)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (("budgett", "20"), "did you mean 'budget'"),
        (("xyz", "1"), "choose among near"),
        (("when", "someday"), "choose among tonight, weekend"),
        (("within", "far"), "write it as 25"),
        (("within", "-3"), "write it as 25"),
        (("within", "nan"), "write it as 25"),
        (("page", "0"), "write it as 2"),
        (("from", "22.8.2026"), "write it as 2026-08-22"),
        (("lang", "klingonese"), "no language"),
        (("near", "x" * 201), "at most 200"),
        (("kind", "civic"), "choose among"),
    ],
)
def test_what_cannot_be_meant_is_told_and_passed_over(query, words):
    """The rest of the address still counts."""
    answers, problems = search.read([query, ("budget", "50")])

    assert 1 == len(problems)
    assert words in problems[0]
    assert {**search.defaults(), "budget": "50"} == answers


def test_the_same_value_twice_counts_once():
    """In the order given; an empty value says nothing."""
    query = [("kind", "retreat"), ("kind", "class"), ("kind", "retreat"), ("near", "")]

    assert ("retreat", "class") == search.read(query)[0]["kind"]


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 8)),
        (date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 8)),
        (date(2026, 3, 8), date(2026, 3, 8), date(2026, 3, 8)),
    ],
)
def test_this_weekend_is_what_is_left_of_it(today, first, last):
    """From Friday on."""
    assert (first, last) == search.span({"when": "weekend"}, today)


def test_tonight_is_this_evening():
    """Unless another part of the day is asked for."""
    tonight = search.defaults() | {"when": "tonight"}

    assert ("evening",) == outing(tonight).parts_of_day
    assert ("morning",) == outing(tonight | {"time": ("morning",)}).parts_of_day


EVENT = Candidate(
    event="dance",
    name="Barn dance",
    start_date=NOW + timedelta(hours=1),
    audience=Audience.COUPLES,
    p_couples=0.9,
    latitude=44.0,
    longitude=-91.0,
)
NARROW = {
    "distance": ({"within": "40"}, {"longitude": -92.5}),
    "date": ({"when": "week"}, {"start_date": NOW + timedelta(days=12)}),
    "price": ({"budget": "0"}, {"price_for_two": 40.0}),
    "setting": ({"setting": "faith", "tradition": ("jewish",)}, {}),
    "kind": ({"kind": ("retreat",)}, {}),
    "interests": ({"interest": ("dance",)}, {}),
    "language": ({"lang": ("es",)}, {"language": "en"}),
    "nights": ({"overnight": "yes"}, {}),
    "needs": ({"needs": ("childcare", "no_sharing")}, {}),
    "time": ({"when": "tonight", "days": ("fri",)}, {}),
    "online": ({"attendance": "online"}, {}),
    "everything": ({"kind": ("retreat",), "budget": "0"}, {"price_for_two": 40.0}),
}


@pytest.mark.parametrize("name", NARROW)
def test_a_relaxed_search_is_the_one_that_was_counted(name):
    """What the page then asks brings what it promised."""
    narrow, facts = NARROW[name]
    answers = search.defaults() | {"attendance": "in_person"} | narrow
    index = Index.of([replace(EVENT, **facts)])
    (way,) = [one for one in relaxations(index, outing(answers), NOW) if one.name == name]
    relaxed = outing(search.relaxed(answers, name, TODAY))

    assert not len(apply_filters(index, outing(answers), NOW).ids)
    assert way.events == len(apply_filters(index, relaxed, NOW).ids)


def test_home_is_the_catalogues_town_unless_said():
    """Or everywhere."""
    assert "Fern Hill, WI" == outing(search.defaults()).home
    assert outing(search.defaults() | {"near": "anywhere"}).latitude is None
    assert Want.ANY is outing(search.defaults()).online
