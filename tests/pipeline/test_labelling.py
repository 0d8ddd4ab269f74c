"""How a run labels: languages it does not read, and labels that drift."""

import json
from datetime import timedelta

from rich.console import Console
from small_town import NOW, listing, source

from model.labels import Announcement
from pipeline.candidates import candidate_rows
from pipeline.catalogue import Catalogue
from pipeline.classify import unread_language
from pipeline.export import occurrences
from pipeline.fixing import fix

FRENCH = (
    "Venez passer une soirée en amoureux autour d'un bon repas, avec de la musique et des bougies."
)
SPANISH = "Una noche de baile para parejas en la plaza, con cena y música en vivo para todos."


def test_what_it_cannot_read_is_marked_and_not_guessed(town):
    """It has its language and no labels, is recommended to nobody, and a host may label it."""
    report = town.run(
        listing("1", "Soirée à deux", description=FRENCH),
        listing("2", "Noche de couple", description=SPANISH, days=5),
    )
    (row,) = town.query("SELECT id, in_language FROM events WHERE name = 'Soirée à deux'")

    assert "fr" == row["in_language"]
    assert [] == town.query("SELECT * FROM labels WHERE event = ?", row["id"])
    assert {"not read": 1, "couples": 1} == report.audiences
    with Catalogue(town.path) as catalogue:
        assert ["Noche de couple"] == [
            one.name for one in (row.make() for row in candidate_rows(catalogue))
        ]
        exported = {one["name"]: one for one in occurrences(catalogue)}
        assert (None, []) == tuple(exported["Soirée à deux"][n] for n in ("audience", "interests"))
        fix(catalogue, row["id"], {"audience": "couples", "kind": "date_night"}, "host", "now")
    town.run(
        listing("1", "Soirée à deux", description=FRENCH),
        listing("2", "Noche de couple", description=SPANISH, days=5),
    )
    (row,) = town.query("SELECT * FROM labels WHERE event = ?", row["id"])
    assert ("couples", "date_night") == (row["audience"], row["kind"])


def test_languages_are_told_only_from_enough_words():
    """A name or a link is no language; a title in French is not either."""
    for title, text, expected in [
        ("Soirée", FRENCH, "fr"),
        ("Noche", SPANISH, ""),
        ("Latin Dance Nights", "See flyer for details.", ""),
        ("Souper dansant", "", ""),
        ("Board Meeting", "Join Zoom Meeting https://us06web.zoom.us/j/1 Meeting ID 1", ""),
    ]:
        assert expected == unread_language(Announcement(title=title, description=text))


def evenings(*names):
    return [listing(str(number), name, days=2 + number) for number, name in enumerate(names)]


def test_a_source_whose_labels_break_with_its_past_is_flagged(town):
    """After three runs, a share that jumps is named with what was usual; a steady one is not."""
    names = [
        "Waltz", "Chess", "Supper", "Tango", "Hike", "Opera", "Yoga", "Trivia", "Pottery",
        "Bingo", "Choir", "Sailing",
    ]  # fmt: skip
    for day in range(3):
        report = town.run(*evenings(*names), now=NOW + timedelta(hours=day))
        assert () == report.drifts
    report = town.run(*evenings(*(f"{name} for a couple" for name in names)), sources=[source()])

    assert {"share of couples", "share of couple-friendly"} == {one.figure for one in report.drifts}
    assert "grange" in str(report.drifts[0])
    console = Console(record=True, width=200)
    console.print(report.render())
    assert "share of couples is 100%, usually 0%" in console.export_text()
    assert json.loads(json.dumps(report.to_dict()))["drifts"][0]["usual"] == 0.0
