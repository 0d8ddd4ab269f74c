"""A host's corrections: made, kept, explained and taken back."""

import json

import pytest
from click.testing import CliRunner
from small_town import NOW, Town, listing, source

from model.event import Offer
from pipeline.cli import main

SOURCES = [source(), source("paper", kind="aggregator")]


@pytest.fixture
def home(tmp_path):
    """An installation with one dance that two sources announce."""
    Town(tmp_path / "catalogue.db").run(listing("1"), listing("7", source="paper"), sources=SOURCES)
    return tmp_path


def twogether(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def only(home):
    """The id of the one event."""
    [event] = Town(home / "catalogue.db").query("SELECT id FROM events")
    return event["id"]


def fix(home, *arguments):
    """What `twogether fix` prints of the event after a correction."""
    done = twogether("fix", "--home", home, only(home), *arguments, "--json")
    assert 0 == done.exit_code, done.output
    return json.loads(done.output)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Our Dance"),
        ("description", "Bring soup."),
        ("organizer", "The Grange"),
        ("url", "https://grange.example/dance"),
        ("image", "https://grange.example/a.jpg"),
        ("typical_age_range", "21-"),
        ("in_language", "es"),
        ("keywords", "dance,supper"),
        ("event_status", "cancelled"),
        ("event_attendance_mode", "mixed"),
        ("venue", "Short Hall"),
        ("address", "9 Mill Ln"),
        ("price", "30.0"),
        ("per", "couple"),
        ("audience", "couples"),
        ("kind", "retreat"),
        ("setting", "faith"),
        ("interests", "dance,music"),
        ("childcare", "1"),
        ("sold_out", "0"),
        ("hidden", "1"),
    ],
)
def test_every_field_can_be_corrected_for_good(home, field, value):
    """It stands after the fix, after a crawl that says otherwise, and after a rebuild."""
    assert value == fix(home, "--set", f"{field}={value}")["fields"][field]

    town = Town(home / "catalogue.db")
    town.run(
        listing("1", "Barn Dance, renamed", offers=(Offer(price=5.0),)),
        listing("7", source="paper"),
        sources=SOURCES,
    )
    assert value == fix(home)["fields"][field]
    twogether("rebuild", "--home", home, "--now", NOW.isoformat())
    assert value == fix(home)["fields"][field]


def test_a_correction_says_who_when_and_what_it_replaced(home):
    """The history has every step, and a correction can be taken back."""
    fix(home, "--set", "name=Our Dance", "--by", "Ann")
    found = fix(home, "--clear", "name", "--by", "Bo")

    assert "Barn Dance" == found["fields"]["name"]
    assert [("Ann", "Barn Dance", "Our Dance"), ("Bo", "Our Dance", None)] == [
        (row["by"], row["replaced"], row["value"]) for row in found["history"]
    ]
    assert all(row["at"].startswith("20") for row in found["history"])
    text = twogether("fix", "--home", home, only(home)).output
    assert "Ann: name 'Barn Dance' → 'Our Dance'" in text


def test_a_correction_stays_when_another_listing_is_shown(home):
    """The organiser's own listing goes; the paper's still carries what the host said."""
    fix(home, "--set", "price=30", "--set", "per=couple")
    town = Town(home / "catalogue.db")
    town.run(listing("7", source="paper"), sources=[source("paper", kind="aggregator")])

    assert "30.0" == fix(home)["fields"]["price"]


def test_the_last_word_counts_whichever_listing_carried_it(home):
    """A newer correction wins over one made when another listing was shown, and both go at once."""
    fix(home, "--set", "organizer=First")
    town = Town(home / "catalogue.db")
    with_paper = [source("paper", kind="church"), source(kind="aggregator")]
    town.run(listing("1"), listing("7", source="paper"), sources=with_paper)
    assert "Second" == fix(home, "--set", "organizer=Second")["fields"]["organizer"]

    town.run(listing("1"), listing("7", source="paper"), sources=SOURCES)
    assert "Second" == fix(home)["fields"]["organizer"]
    assert "" == fix(home, "--clear", "organizer")["fields"]["organizer"]


def test_one_time_can_be_moved(home):
    """The time of an event that takes place once, by the clock of its place."""
    found = fix(home, "--set", "start_date=2026-03-05T20:15")

    assert found["fields"]["start_date"].startswith("2026-03-05T20:15:00-05:00")


def test_hiding_and_showing(home):
    """A hidden event is nobody's candidate; shown again it is."""
    from pipeline.candidates import candidate_rows
    from pipeline.catalogue import Catalogue

    fix(home, "--hide")
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        assert [] == list(candidate_rows(catalogue))
    fix(home, "--show")
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        assert 1 == len(list(candidate_rows(catalogue)))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--set", "colour=red"], "'colour' cannot be corrected; choose one of name"),
        (["--set", "price=cheap"], "price 'cheap' cannot be read"),
        (["--set", "kind=retret"], "kind 'retret' cannot be read"),
        (["--set", "latitude=100"], "between -90 and 90"),
        (["--set", "url=grange"], "begin it with https://"),
        (["--set", "name= "], "hide the event instead"),
        (["--clear", "colour"], "cannot be corrected"),
    ],
)
def test_a_bad_correction_changes_nothing(home, arguments, words):
    """What is wrong and what would be right; the other values of the command do not stand either."""
    done = twogether("fix", "--home", home, only(home), "--set", "organizer=Bo", *arguments)

    assert 1 == done.exit_code
    assert words in done.output
    assert "Bo" != fix(home)["fields"]["organizer"]


def test_an_unknown_event_and_a_bad_pair(home, tmp_path):
    """The message says where ids are listed, and how a correction is written."""
    assert "is not in the catalogue" in twogether("fix", "--home", home, "nope").output
    assert "write FIELD=VALUE" in twogether("fix", "--home", home, only(home), "--set", "x").output
    assert "run `twogether crawl` first" in twogether("fix", "--home", tmp_path / "no", "x").output
