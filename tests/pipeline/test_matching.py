"""Which announcements are of one event."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.matcher import Decision
from pipeline.cli import main
from pipeline.matcher_file import load_matcher
from pipeline.pairs_file import read_pairs

DANCE = {
    "name": "Barn Dance with the Ditch Lilies",
    "start_date": "2026-03-05T19:00",
    "location": "Long Hall, 2 Mill Ln, Marietta, OH 45750",
}


def judge(a, b):
    """What the shipped matcher makes of two announcements."""
    line = json.dumps({"id": 1, "a": {**DANCE, **a}, "b": {**DANCE, **b}})
    [(_, one, other)] = read_pairs([line], "here")
    return load_matcher().match(one, other)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"name": "BARN DANCE with The Ditch Lilies!"},
        {"name": "Ditch Lilies barn dance at Long Hall", "location": "Long Hall"},
        {"name": "The Grange presents Barn Dance with the Ditch Lilies"},
        {"start_date": "2026-03-06T00:00Z"},
        {"start_date": "2026-03-05T19:00:00-05:00", "location": {"name": "The Long Hall"}},
        {"start_date": "2026-03-05"},
        {"start_date": "2026-03-05T18:00", "description": "Doors at 6, dance at 7."},
        {"start_date": "2026-03-06T00:00", "location": "Long Hall, Marietta, OH 45750"},
    ],
)
def test_one_dance_in_other_words_is_merged(other):
    """Spelling, a promoter's name, UTC, a missing time, doors and a zone fault do not part it."""
    verdict = judge({}, other)

    assert Decision.MERGE is verdict.decision, verdict
    assert verdict.reasons


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {"start_date": "2026-03-12T19:00"}),
        ({"name": "Nutcracker (matinee)"}, {"name": "Nutcracker (evening)"}),
        ({"name": "Swing, part 1"}, {"name": "Swing, part 2"}),
        ({"name": "Men's Chorus"}, {"name": "Women's Chorus"}),
        ({"name": "Yoga", "location": "Y, Room 101"}, {"name": "Yoga", "location": "Y, Room 204"}),
        ({"source": "g"}, {"source": "g", "start_date": "2026-03-05T21:00"}),
        ({"name": "Pottery for Two"}, {"name": "Annual Budget Hearing"}),
        ({"name": "Library closed", "location": ""}, {"name": "Office closed", "location": ""}),
        ({"name": "Storytime: English"}, {"name": "Storytime: Spanish"}),
    ],
)
def test_what_is_alike_and_not_the_same_stays_apart(a, b):
    """Another date, session, room, team or language is another event."""
    assert Decision.APART is judge(a, b).decision


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"name": "Sunday Worship", "location": ""}, {"name": "Sunday Worship", "location": ""}),
        ({"start_date": ""}, {"start_date": ""}),
        ({}, {"start_date": "2026-03-05T14:00"}),
    ],
)
def test_what_is_unsure_is_left_to_a_host(a, b):
    """A title that any church uses, no date, or another hour is no proof."""
    assert Decision.REVIEW is judge(a, b).decision


def test_the_order_of_a_pair_does_not_matter():
    """Both ways the same probability, decision and reasons."""
    other = {"name": "Ditch Lilies", "start_date": "2026-03-06T00:00Z", "location": ""}

    assert judge({}, other) == judge(other, {})


def test_the_command_judges_a_file(tmp_path):
    """One line for each pair, with its id."""
    pairs = tmp_path / "pairs.jsonl"
    rows = [{"id": "x", "a": DANCE, "b": DANCE}, {"id": "y", "a": {"name": "A"}, "b": {}}]
    pairs.write_text("\n".join(map(json.dumps, rows)))
    done = CliRunner().invoke(main, ["match", "--input", str(pairs)])
    found = [json.loads(line) for line in done.output.splitlines()]

    assert ["x", "y"] == [row["id"] for row in found]
    assert ["merge", "apart"] == [row["decision"] for row in found]
    assert found[0]["p_same"] > 0.9
    assert found[1]["p_same"] < 0.2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "no JSON"),
        ('{"a": {}}', "lacks 'a' or 'b'"),
        ('{"a": {"start_date": "soon"}, "b": {}}', "'soon' is no date"),
        ('{"a": {"timezone": "Mars"}, "b": {}}', "'Mars' is unknown"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, words):
    """File, line, what is wrong and what would be right."""
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("\n" + line + "\n")
    done = CliRunner().invoke(main, ["match", "--input", str(pairs)])

    assert 1 == done.exit_code
    assert "line 2" in done.output
    assert words in done.output


@pytest.mark.checkout
def test_pairs_of_real_announcements_are_judged_as_a_reader_would(shared, monkeypatch):
    """Of pairs read and labelled by hand few are merged wrongly, and most duplicates are."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from labelled_pairs import labelled_pairs

    from pipeline.series import announced

    matcher = load_matcher()
    judged = [
        (matcher.match(announced(a), announced(b)).decision, same)
        for _, a, b, same in labelled_pairs()
    ]
    sys.modules.pop("corpus", None)
    merged = [same for decision, same in judged if decision is Decision.MERGE]
    asked = [same for decision, same in judged if decision is Decision.REVIEW]
    duplicates = sum(same for _, same in judged)

    assert len(judged) >= 400
    assert sum(merged) >= 0.98 * len(merged)
    assert sum(merged) >= 0.80 * duplicates
    assert sum(merged) + sum(asked) >= 0.95 * duplicates
