"""The ranking measured on a test collection."""

import json

import pytest
from click.testing import CliRunner

from model.collection import Judgment, candidate, is_candidate, judgments, request
from model.evaluate_ranking import RANKERS, Collection, bm25, diversity, figures, of_one, ours
from model.index import Index
from model.labels import Audience, Interest, Kind, Labels, Setting
from model.outing import Aim, Want
from model.taste import Reader
from pipeline.cli import main

EVENTS = [
    {"id": "a", "title": "Salsa night", "description": "Dancing till late.", "scored": True},
    {"id": "b", "title": "Vineyard supper", "description": "Wine and a long table."},
    {"id": "c", "title": "Zoning board", "description": "Public hearing."},
    {"id": "d", "title": "Parish mission", "description": "An evening of prayer with wine."},
]
REQUEST = {"id": "r", "aim": "fun", "partner_a": "salsa", "partner_b": "wine", "faith": "not"}
GRADES = [("a", 2, 2, 1), ("b", 3, 1, 2), ("c", 0, 0, 0)]
QRELS = [
    dict(zip(("request", "id", "grade", "a", "b"), ("r", *row), strict=True)) for row in GRADES
]


def labelled(row):
    """What a classifier may have said of *row*."""
    faith = Setting.FAITH if "prayer" in row["description"] else Setting.SECULAR
    return Labels(
        audience=Audience.COUPLE_FRIENDLY,
        p_couples=0.1,
        p_couple_friendly=0.8,
        kind=Kind.SOCIAL if row["id"] == "a" else Kind.FOOD_DRINK,
        interests=(Interest.DANCE,) if row["id"] == "a" else (Interest.FOOD_DRINK,),
        setting=faith,
    )


@pytest.fixture
def candidates():
    return [candidate(row, labelled(row)) for row in EVENTS]


@pytest.fixture
def setting(candidates):
    index = Index.of(candidates)
    return Collection(index, Reader(index.wording))


def test_a_request_is_an_outing_anywhere():
    """Aims by both their names; a welcome faith setting asks for nothing."""
    outing = request(REQUEST).outing

    assert (Aim.HAVE_FUN, Want.NOT) == (outing.aim, outing.faith)
    assert ["salsa", "wine"] == [partner.likes for partner in outing.partners]
    assert Want.ANY is request(REQUEST | {"faith": "welcome"}).outing.faith


def test_only_what_may_be_ranked_is(candidates):
    """What readers called other, or left out of figures, is no candidate."""
    assert is_candidate({"audience": "couples"})
    assert not is_candidate({"audience": "other"})
    assert not is_candidate({"audience": "couples", "scored": False})


def test_every_event_is_ranked_once_and_what_is_unwanted_last(setting):
    """The faith event is outside this couple's wish, but a list holds all."""
    ids = ours(setting, request(REQUEST).outing)

    assert {"a", "b", "c", "d"} == set(ids)
    assert 4 == len(ids)
    assert "d" == ids[-1]


def test_bm25_goes_by_words(setting):
    """The events that hold them come first."""
    assert {"a", "b", "d"} == set(bm25(setting, request(REQUEST).outing)[:3])


def test_unjudged_events_are_left_out_of_a_list(candidates, setting):
    """A perfect list of what was judged has the highest gain, whatever stands between."""
    judged = judgments(QRELS)["r"]
    known = {one.event: one for one in candidates}
    best = of_one(["d", "b", "a", "c"], judged, known)

    assert 1.0 == best["ndcg_at_10"]
    assert 0.2 == best["both_satisfied"]
    assert 0.4 == best["precision_at_5"]
    assert {"b": Judgment(3, 1, 2)}.items() <= judged.items()
    assert 0.0 == diversity([known["b"], known["c"]])
    assert 1.0 == diversity([known["a"], known["b"]])
    assert set(RANKERS) == set(figures(setting, [request(REQUEST)], {"r": judged}))


def test_the_command_measures_and_writes_a_run(tmp_path):
    """Figures as JSON, and every candidate's id for each request."""
    paths = {name: tmp_path / name for name in ("events", "requests", "qrels", "run")}
    paths["events"].write_text("\n".join(map(json.dumps, EVENTS)))
    paths["requests"].write_text(json.dumps([REQUEST]))
    paths["qrels"].write_text("\n".join(map(json.dumps, QRELS)))
    options = ("--gold", "--requests", "--qrels", "--run")
    pairs = zip(options, ("events", "requests", "qrels", "run"), strict=True)
    arguments = [text for option, name in pairs for text in (option, str(paths[name]))]
    result = CliRunner().invoke(main, ["evaluate", "--home", str(tmp_path), "--json", *arguments])

    assert 0 == result.exit_code, result.output
    assert 0 < json.loads(result.output)["ours"]["ndcg_at_10"] <= 1
    (line,) = map(json.loads, paths["run"].read_text().splitlines())
    assert ("r", {"a", "b", "c", "d"}) == (line["request"], set(line["ids"]))


def test_a_collection_that_lacks_a_part_is_named(tmp_path):
    """What to give, and what a request must hold."""
    requests = tmp_path / "requests.json"
    requests.write_text('[{"id": "r"}]')
    start = ["evaluate", "--home", str(tmp_path), "--requests", str(requests)]

    assert "give --gold, --requests and --qrels" in CliRunner().invoke(main, start).output
    more = ["--gold", str(requests), "--run", str(tmp_path / "run")]
    assert "holds no requests" in CliRunner().invoke(main, [*start, *more]).output
