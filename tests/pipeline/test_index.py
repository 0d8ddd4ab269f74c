"""The index beside the catalogue: mapped, brought up to date, and never wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.candidate import Candidate
from model.candidate_json import from_json, start_in, to_json
from model.columns import COLUMNS, digest
from model.event import AttendanceMode
from model.geo import haversine_km
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.nearby import Span, cells_around, rows_in
from model.outing import Outing, Partner, Want
from model.ranking import rank
from pipeline import index_files
from pipeline.index_build import Row, build
from pipeline.indexing import current_index

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
OUTING = Outing(
    partners=(Partner(likes="fiddle tunes"), Partner(interests=(Interest.FOOD_DRINK,))),
    online=Want.ANY,
)


def candidate(number, **changes):
    fields = {
        "event": f"e{number:03}",
        "name": f"Supper {number}",
        "description": "Fiddle tunes after." if number % 3 else "Quiet tables.",
        "start_date": NOW + timedelta(days=number % 20 + 1),
        "latitude": 44.0 + number / 50,
        "longitude": -91.0,
        "audience": Audience.COUPLE_FRIENDLY,
        "p_couple_friendly": 0.7,
        "kind": Kind.FOOD_DRINK,
        "interests": (Interest.FOOD_DRINK,),
        "source": f"Hall {number % 7}",
        "also": (("Library", "https://library.example/e"),),
    }
    return Candidate(**{**fields, **changes})


def row(one, made=None):
    def make():
        if made is not None:
            made.append(one.event)
        return one

    return Row(digest(one), NOW.timestamp(), make)


def answer(index):
    return [
        (card.candidate, card.score, card.reasons) for card in rank(index, OUTING, NOW, 30).cards
    ]


def test_a_candidate_survives_json():
    """Every field, but for the name of its zone; its start alone too, whatever its texts say."""
    one = candidate(
        1,
        name='"start_date": "2001-01-01"',
        end_date=NOW + timedelta(days=3),
        attendance=AttendanceMode.MIXED,
        checked=NOW,
    )

    assert one == from_json(to_json(one))
    assert one.start_date == start_in(to_json(one))


def test_files_answer_as_the_memory_does(tmp_path):
    """Written, mapped and asked: the same cards, scores and reasons."""
    rows = [candidate(number) for number in range(40)]
    index_files.write(tmp_path, build(map(row, rows), {}))
    mapped = index_files.read(tmp_path).index

    assert answer(mapped) == answer(Index.of([replace(one, checked=NOW) for one in rows]))
    assert {name: mapped[name].dtype for name in COLUMNS} == {
        name: np.dtype(kind) for name, kind in COLUMNS.items()
    }


def test_only_what_changed_is_made_again(tmp_path):
    """An index brought up to date answers as a new one; rows that are known are not read again."""
    rows = [candidate(number) for number in range(40)]
    before = build(map(row, rows), {})
    rows[3] = candidate(3, name="Zither supper", description="Zithers.")
    del rows[9]
    rows.append(candidate(99, description="An accordion, and soup."))
    made = []
    after = build([row(one, made) for one in rows], {}, before)

    assert ["e003", "e099"] == made
    assert answer(after.index) == answer(build(map(row, rows), {}).index)


def test_an_empty_index_and_a_torn_one(tmp_path):
    """Nothing found in the one; the other is no index, so that it is made anew."""
    index_files.write(tmp_path, build([], {}))
    empty = index_files.read(tmp_path)
    assert [] == answer(empty.index)
    assert 1 == len(build([row(candidate(1))], {}, empty).index)

    (current,) = tmp_path.glob("index-*/")
    (current / "start.npy").write_bytes(b"torn")
    assert index_files.read(tmp_path) is None
    assert index_files.read(tmp_path / "nowhere") is None


def test_a_run_leaves_an_index_that_is_mapped_later(sample_home):
    """The dashboard reads what the run wrote; a catalogue that has changed is read again."""
    first = current_index(sample_home)
    stamp = (sample_home / "index" / "current").read_text()
    again = current_index(sample_home)

    assert len(first) == len(again) > 50
    assert stamp == (sample_home / "index" / "current").read_text()


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=30),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.sampled_from([5.0, 60.0, 900.0, 9000.0]),
)
def test_no_place_within_reach_is_missed(places, latitude, longitude, radius):
    """Also across the date line and at the poles."""
    index = Index.of(
        candidate(number, latitude=at, longitude=to) for number, (at, to) in enumerate(places)
    )
    cells = cells_around(latitude, longitude, radius)
    found = set(index["event"][rows_in(index, cells, Span())].tolist())
    near = {
        number
        for number, (at, to) in enumerate(places)
        if haversine_km(latitude, longitude, at, to) <= radius
    }

    assert near <= found


def test_an_index_of_other_days_is_no_obstacle(sample_home, monkeypatch):
    """Where the folder cannot be written the answer is the same."""

    def refuse(*_):
        raise PermissionError

    expected = len(current_index(sample_home))
    monkeypatch.setattr(index_files, "write", refuse)
    monkeypatch.setattr(index_files, "read", lambda folder: None)

    assert expected == len(current_index(sample_home))


pytestmark = pytest.mark.filterwarnings("error")
