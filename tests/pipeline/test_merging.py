"""Events made of several listings, and what a host says of them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_town import NOW, Town, listing, source

from model.event import Occurrence, Offer, Place
from pipeline.cli import main
from pipeline.deduplicate import deduplicate
from pipeline.matcher_file import load_matcher

SOURCES = [source(), source("paper", kind="aggregator"), source("library")]


@pytest.fixture
def home(tmp_path):
    """An installation whose town has one dance in two listings."""
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1"), listing("7", source="paper"), sources=SOURCES)
    return tmp_path


def twogether(*arguments):
    """Run a command; what it printed."""
    done = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    return done.output


def events(home):
    return Town(home / "catalogue.db").query("SELECT id, name FROM events ORDER BY id")


def test_a_weekly_group_is_one_event(town):
    """Listings that repeat title, place and text on other days are one event with several times."""
    town.run(*(listing(str(week), "Couples' Circle", days=3 + 7 * week) for week in range(6)))

    assert ["Couples' Circle"] == town.names()
    assert [{"n": 6}] == town.query("SELECT count(*) n FROM occurrences WHERE shown = 1")


def test_a_film_series_is_several_events(town):
    """Another text on another night is another event, and so is a second one on the same day."""
    film = "Tonight's film is a story of {} and of those who loved them long ago."
    town.run(
        listing("1", "Film Night", description=film.format("sailors")),
        listing("2", "Film Night", days=10, description="A comedy about bakers; popcorn and cider"),
        listing("3", "Open Studio", description=""),
        listing("4", "Open Studio", days=3.2, description=""),
    )

    assert 4 == len(town.names())


def test_the_best_field_of_each_listing_is_kept(town):
    """The organiser's name and page, with the paper's price and picture and who gave them."""
    mine = listing("1", description="")
    theirs = listing(
        "7",
        source="paper",
        description="A caller calls, and beginners are shown how at half past six.",
        image="https://paper.example/a.jpg",
        offers=(Offer(price=20, price_currency="USD"),),
    )
    town.run(mine, theirs, sources=SOURCES)
    [event] = town.query("SELECT * FROM events")

    assert "grange" == event["source"]
    assert "https://grange.example/events/1" == event["url"]
    assert ("https://paper.example/a.jpg", 40.0) == (event["image"], event["price_for_two"])
    assert event["description"].startswith("A caller")
    assert {"paper"} == set(json.loads(event["origin"]).values())


def test_every_source_of_an_event_is_linked(town):
    """A candidate carries the page of each other source that announces it."""
    from pipeline.candidates import candidate_rows
    from pipeline.catalogue import Catalogue

    town.run(listing("1"), listing("7", source="paper"), sources=SOURCES)
    with Catalogue(town.path, read_only=True) as catalogue:
        (one,) = (row.make() for row in candidate_rows(catalogue))

    assert "https://grange.example/events/1" == one.url
    assert (("Paper", "https://paper.example/events/7"),) == one.also


def test_doors_and_show_are_shown_once(town):
    """Where two sources differ by an hour the organiser's time is shown."""
    show = listing("1")
    doors = replace(
        listing("7", source="paper"),
        occurrences=(Occurrence(start_date=show.occurrences[0].start_date - timedelta(hours=1)),),
    )
    town.run(show, doors, sources=SOURCES)

    assert [{"source": "grange"}] == town.query("SELECT source FROM occurrences WHERE shown = 1")


def test_a_merge_is_listed_explained_undone_and_made_again(home):
    """An undone pair stays apart through rebuilds, until a host joins it."""
    [event] = events(home)
    listed = json.loads(twogether("merges", "--home", home, "--json"))
    assert event["id"] == listed["event"]
    assert "same start" in listed["parts"][0]["reason"]
    assert "same start" in twogether("merges", "--home", home, "--event", event["id"])

    twogether("merges", "--home", home, "undo", "paper", "7", "--by", "Ann")
    assert 2 == len(events(home))
    assert "Ann: grange 1 and paper 7 apart" in twogether("merges", "--home", home, "--ruled")
    twogether("rebuild", "--home", home, "--now", NOW.isoformat())
    assert 2 == len(events(home))

    twogether("merges", "--home", home, "join", "grange", "1", "paper", "7")
    assert [event] == events(home)


def test_undoing_keeps_a_series_together(tmp_path):
    """A weekly group that is taken out of another source's event is still one event."""
    town = Town(tmp_path / "catalogue.db")
    weeks = [
        listing(f"{owner}{week}", source=owner, days=3 + 7 * week)
        for owner in ("grange", "paper")
        for week in range(4)
    ]
    town.run(*weeks, sources=SOURCES)
    assert 1 == len(events(tmp_path))
    twogether("merges", "--home", tmp_path, "undo", "paper", "paper2")

    assert 2 == len(events(tmp_path))
    twogether("merges", "--home", tmp_path, "undo", "paper", "paper2")
    assert 3 == len(events(tmp_path))


def test_a_host_joins_what_no_matcher_would(home):
    """Two listings with nothing in common are one event when a host says so."""
    town = Town(home / "catalogue.db")
    town.run(listing("1"), listing("9", "Annual Ball", source="library", days=5), sources=SOURCES)
    twogether("merges", "--home", home, "join", "grange", "1", "library", "9")

    assert 1 == len([one for one in events(home) if one["name"] in ("Barn Dance", "Annual Ball")])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("undo", "grange", "404"), "is not merged"),
        (("join", "grange", "1", "grange", "404"), "is not in the catalogue"),
        (("join", "grange", "1", "grange", "1"), "was given twice"),
    ],
)
def test_a_wrong_listing_is_named(home, arguments, words):
    """Nothing is changed, and the message says what to give."""
    done = CliRunner().invoke(main, ["merges", "--home", str(home), *arguments])

    assert 1 == done.exit_code
    assert words in done.output
    assert 1 == len(events(home))


def test_doubtful_pairs_are_shown(home):
    """A pair that may be one event is listed with its probability and reasons."""
    town = Town(home / "catalogue.db")
    nowhere = {"location": None, "description": "", "url": ""}
    town.run(
        listing("1", "Sunday Worship", **nowhere),
        listing("9", "Sunday Worship", source="library", **nowhere),
        sources=SOURCES,
    )
    [pair] = [json.loads(twogether("merges", "--home", home, "--doubtful", "--json"))]

    assert {"grange", "library"} == {pair["a"]["source"], pair["b"]["source"]}
    assert "same start" in twogether("merges", "--home", home, "--doubtful")


NAMES = st.sampled_from(["Barn Dance", "The Barn Dance!", "Barn Dance (late show)", "Supper Club"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["grange", "paper", "library"]), NAMES, st.integers(0, 2)),
        min_size=1,
        max_size=9,
    ),
    st.randoms(),
)
def test_clusters_do_not_depend_on_the_order(drawn, random):
    """Whatever order listings come in, the same are one event; each is in just one."""
    listings = [
        listing(str(number), name, source=owner, days=3 + day, location=Place(name="Long Hall"))
        for number, (owner, name, day) in enumerate(drawn)
    ]
    shuffled = list(listings)
    random.shuffle(shuffled)
    found, again = (
        deduplicate(one, {"paper": "aggregator"}, load_matcher()) for one in (listings, shuffled)
    )

    assert found == again
    everyone = [
        one.uid
        for cluster in found.clusters
        for one in (cluster.primary, *(other.listing for other in cluster.others))
    ]
    assert sorted(everyone) == sorted(one.uid for one in listings)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.permutations(range(6)), st.permutations(range(3)))
def test_the_order_of_everything_does_not_matter(tmp_path_factory, order, sources):
    """Whatever order sources and listings come in, the catalogue is the same, and stays so."""
    hall = {"location": Place(name="Long Hall", address="2 Mill Ln, Marietta, OH 45750")}
    listings = [
        listing("1", **hall),
        listing("2", days=10, **hall),
        listing("7", source="paper", description="Doors 6, dance 7. $10 each", **hall),
        listing("9", source="library", location=Place(name="Long Hall")),
        listing("8", "Talk", source="library", location=Place(latitude=39.4, longitude=-81.4)),
        listing("5", "Supper Club", source="paper", description="$30 per couple"),
    ]
    folder = tmp_path_factory.mktemp("towns")
    plain, shuffled = Town(folder / "a.db"), Town(folder / "b.db")
    plain.run(*listings, sources=SOURCES)
    for _ in range(2):
        shuffled.run(*(listings[n] for n in order), sources=[SOURCES[n] for n in sources])

    for table in ("events", "occurrences", "offers", "merges"):
        one, other = (
            sorted(
                json.dumps(
                    {k: v for k, v in row.items() if k not in ("id", "place")}, sort_keys=True
                )
                for row in each.dump()[table]
            )
            for each in (plain, shuffled)
        )
        assert one == other
