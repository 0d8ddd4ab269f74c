"""Events found by words and by distance: the same in a file and on a server."""

import pytest
from click.testing import CliRunner
from small_town import Town, listing, source

from model.event import Place
from model.geo import haversine_km
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.sought import Sought

SPOTS = [(39.4 + n / 50, -81.4 - n / 40) for n in range(40)] + [(-16.8, 179.99), (-16.8, -179.99)]
SOURCES = [source(), source("taveuni", latitude=-16.8, longitude=179.9)]
NAMES = ("Contra Dances", "Café Évening", "Rock'n'roll at 7:30pm", "Danced-out", "日本 tea 1e5")


def announced():
    """Events all over the place, some with odd words."""
    for number, (latitude, longitude) in enumerate(SPOTS):
        name = f"{NAMES[number % len(NAMES)]} number {number}"
        place = Place(name=f"Hall {number}", latitude=latitude, longitude=longitude)
        near = "grange" if latitude > 0 else "taveuni"
        yield listing(str(number), name, source=near, days=1 + number % 30, location=place)


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """What `filled` has made so far, by the kind of database."""
    return {}


@pytest.fixture
def filled(database, homes, tmp_path_factory):
    """A town in either kind of database, which nobody changes."""
    if database not in homes:
        homes[database] = Town(tmp_path_factory.mktemp("town") / "catalogue.db")
        homes[database].run(*announced(), sources=SOURCES)
    return homes[database]


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def found(town, **sought):
    with Catalogue(town.path, read_only=True) as catalogue:
        rows = catalogue.occurrences(None, None, Sought(**sought))
    return sorted(int(row["uid"]) for row in rows)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("contra dancing", [0]),
        ("DANCE", [0, 3]),
        ("cafe evenings", [1]),
        ("évening", [1]),
        ("roll rock", [2]),
        ("roll-n-rock", [2]),
        ("cafe\u0301", [1]),
        ("30pm", [2]),
        ("out", [3]),
        ("日本", [4]),
        ("1e5 tea", [4]),
        ('"contra" OR tea', []),
        ("dan*", []),
    ],
)
def test_events_are_found_by_their_words(filled, words, names):
    """By stems, without accents, all of them; nothing that is typed is a language of queries."""
    wanted = [n for n in range(len(SPOTS)) if n % len(NAMES) in names]
    assert wanted == found(filled, words=words)


@pytest.mark.parametrize("km", [0, 1, 5, 30, 90.5])
@pytest.mark.parametrize("near", [(39.5, -81.5), (-16.8, 180.0), (89.9, 0.0)])
def test_events_are_found_by_where_they_are(filled, near, km):
    """As the crow flies, over the date line too."""
    wanted = [n for n, spot in enumerate(SPOTS) if haversine_km(*near, *spot) <= km]
    assert wanted == found(filled, near=near, within_km=km)


def test_an_export_finds(filled):
    """By words, place and time at once."""
    options = (
        "--words",
        "contra dance",
        "--near",
        "39.4,-81.4",
        "--within",
        "20mi",
        "--what",
        "events",
    )
    done = run("export", "--home", filled.path.parent, *options, "--to", "2026-03-20")

    assert 0 == done.exit_code, done.output
    lines = done.output.splitlines()
    assert [0, 5, 10] == [
        int(line.partition("Contra Dances number ")[2].partition('"')[0]) for line in lines
    ]
    for wrong in (("--within", "near"), ("--near", "Nowhereville"), ("--words", "!?")):
        failed = run("export", "--home", filled.path.parent, *wrong)
        assert isinstance(failed.exception, SystemExit)
        assert repr(wrong[1]) in failed.output


def test_the_server_uses_its_indexes(on_server, tmp_path):
    """With as many places as a state has, neither words nor distances are looked for one by one."""
    path = tmp_path / "catalogue.db"
    Town(path).run(listing("1"))
    with Catalogue(path) as catalogue:
        db = catalogue.db
        texts = ("event", "name", "description", "organizer", "keywords", "place")
        db.insert(
            "places",
            (
                {"id": n, "latitude": n % 170 - 85, "longitude": n % 359 - 179}
                for n in range(9, 9000)
            ),
        )
        db.insert("events_fts", (dict.fromkeys(texts, f"word{n}") for n in range(9000)))
        db.execute("ANALYZE")
        sought = Sought("word77", (39.4, -81.4), 30.0)
        plans = [
            "\n".join(row["QUERY PLAN"] for row in db.query(f"EXPLAIN {sql}", sought.parameters()))
            for sql in (db.spelling.words(), db.spelling.near())
        ]

    assert "events_fts_stems_idx" in plans[0]
    assert "places_spot_idx" in plans[1]


def test_an_export_is_of_one_moment(database, tmp_path, monkeypatch):
    """What is written while it reads belongs to the next one."""
    town = Town(tmp_path / "catalogue.db")
    town.run(*announced(), sources=SOURCES)
    facts = Catalogue.facts

    def overtaken(catalogue, events=None):
        with Catalogue(town.path) as other, other.writing():
            for table in ("occurrences", "offers", "labels", "facets", "merges", "events"):
                other.db.execute(f"DELETE FROM {table}")
            other.db.execute("DELETE FROM listings")
        return facts(catalogue, events)

    monkeypatch.setattr(Catalogue, "facts", overtaken)
    done = run("export", "--home", town.path.parent)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == len(SPOTS)
    assert not run("export", "--home", town.path.parent).stdout
