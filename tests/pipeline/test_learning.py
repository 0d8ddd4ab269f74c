"""A host's answers: kept, learned from, and the new classifier compared before it is used."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from small_town import NOW, listing

from model import artefact
from model.classifier import Classifier
from model.labels import Audience, Kind
from pipeline.answers import answered
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.comparing import held_out
from pipeline.fixing import fix
from pipeline.labels_file import read_examples, shipped
from pipeline.model_store import NEW, load_classifier, save_classifier

NAMES = ["Pancake Supper", "Full Moon Paddle", "Widget Expo", "Moot Court"]


@pytest.fixture
def examples():
    """Enough of what ships to learn every label from."""
    found, _ = read_examples(shipped())
    return found[::3]


@pytest.fixture
def answers(town):
    """Four events, of which a host has said what they are."""
    town.run(*(listing(str(n), name, days=3 + n) for n, name in enumerate(NAMES)))
    with Catalogue(town.path) as catalogue:
        for row in catalogue.query("SELECT id, name FROM events ORDER BY name"):
            said = {"audience": "couples", "kind": "date_night", "interests": "dance,food_drink"}
            fix(catalogue, row["id"], said, "host", "2026-03-02T12:00:00+00:00")
    return answered(town.path.parent)


def figures_of(home, *options):
    return CliRunner().invoke(main, ["evaluate", "--home", str(home), *options])


def made(home, classifier, said=None, at=NEW):
    """Put *classifier* in the installation, by default as one that waits."""
    body = artefact.dumps(classifier)
    save_classifier(body, artefact.card(body, "", 0, "2026-03-02", said), home / "models" / at)


def test_an_answer_is_kept_with_its_text(town, answers):
    """It outlives the event, weighs more than a text that ships, and can be taken back."""
    one = next(one for one in answers.values() if one.announcement.title == "Pancake Supper")

    assert "Called by a caller." == one.announcement.description
    assert (Audience.COUPLES, Kind.DATE_NIGHT) == (one.audience, one.kind)
    assert one.weight > 1
    town.run(listing("9", "Choir", days=40), now=NOW + timedelta(days=30))
    assert ["Choir"] == [row["name"] for row in town.query("SELECT name FROM events")]
    assert answers == answered(town.path.parent)


def test_an_answer_that_is_taken_back_is_not_learned(town, answers):
    """Taking the audience back takes the example back."""
    (row,) = town.query("SELECT id FROM events WHERE name = 'Moot Court'")
    with Catalogue(town.path) as catalogue:
        fix(catalogue, row["id"], {"audience": None}, "host", "later")

    assert len(NAMES) - 1 == len(answered(town.path.parent))


def test_what_a_host_says_changes_what_is_said_of_the_like(examples, answers):
    """Learned answers move similar announcements; each is held out once, by another's lesson."""
    before = Classifier.fit(examples)
    after = Classifier.fit([*examples, *answers.values()])
    (old,), (new,) = (
        one.predict([next(iter(answers.values())).announcement]) for one in (before, after)
    )

    assert new.p_couples > old.p_couples
    assert set(answers) == set(held_out(examples, answers))


def test_a_worse_classifier_is_refused_and_a_better_one_used(tmp_path, examples):
    """On gold labels; --force has the last word."""
    rows = [json.loads(line) for file in shipped()[:4] for line in file.read_text().splitlines()]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in rows[::2]))
    swapped = {Audience.COUPLES: Audience.OTHER, Audience.OTHER: Audience.COUPLES}
    made(
        tmp_path,
        Classifier.fit(
            [replace(one, audience=swapped.get(one.audience, one.audience)) for one in examples]
        ),
    )
    in_use = load_classifier(tmp_path).version

    refused = figures_of(tmp_path, "--gold", str(gold))
    assert 0 != refused.exit_code
    assert "worse" in refused.output
    assert "--force" in refused.output
    assert in_use == load_classifier(tmp_path).version

    assert 0 == figures_of(tmp_path, "--gold", str(gold), "--force").exit_code
    assert in_use != load_classifier(tmp_path).version

    made(tmp_path, Classifier.fit(examples))
    assert 0 == figures_of(tmp_path, "--gold", str(gold)).exit_code
    assert not (tmp_path / "models" / NEW).exists()


def test_the_hosts_own_answers_are_enough_to_compare_on(town, answers, examples):
    """Each classifier is judged by what it says of answers that it has not learned."""
    home = town.path.parent
    wrong = {key: {"audience": "other", "p_couples": 0.0} for key in answers}
    made(home, Classifier.fit([*examples, *answers.values()]), wrong)
    right = {key: {"audience": "couples", "p_couples": 1.0} for key in answers}
    made(home, Classifier.fit(examples), right, at="")

    refused = figures_of(home, "--json")
    assert "falls from 1.000 to 0.000" in refused.output
    figures = json.loads(refused.output[: refused.output.rindex("}") + 1])
    assert {"rows": len(NAMES), "audience_accuracy": 0.0} == figures["answers"]


def test_with_nothing_to_measure_on_it_says_what_to_give(tmp_path):
    """Neither gold nor answers."""
    result = figures_of(tmp_path)

    assert 0 != result.exit_code
    assert "give --gold FILE, or label events" in result.output
