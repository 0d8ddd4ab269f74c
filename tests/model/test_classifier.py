"""What the shipped classifier knows."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest

from model.errors import LabelError, ModelError
from model.evaluate import announcement, evaluate
from model.labels import Announcement, Audience
from model.phrases import PATTERNS, find_phrases, readable
from pipeline.labels_file import read_examples, shipped
from pipeline.model_store import load_classifier

FOR_COUPLES = [
    ("Couples Cooking Class", "Make pasta with your partner. $90 per couple."),
    ("Marriage Enrichment Weekend", "A retreat for husbands and wives."),
    ("Paint Your Date", "Two easels face to face."),
    ("Date Night at the Museum", "Wine and a tour, just the two of you."),
    ("Pre-Cana", "Required for engaged couples marrying in the diocese."),
    ("Noche de parejas", "Cena y baile para matrimonios y novios."),
]
NOT_FOR_COUPLES = [
    ("Knitting Circle", "A couple of hours of quiet stitching."),
    ("The Odd Couple", "Neil Simon's comedy, directed by our own members."),
    ("Partner Agencies Meeting", "Quarterly meeting of partner organizations."),
    ("Marriage License Office Hours", "Bring photo identification."),
    ("GriefShare", "For those who mourn the loss of a spouse."),
    ("Valentine Craft for Kids", "Children make cards for the family."),
    ("Toddler Storytime", "Songs and books for ages 0-3."),
    ("City Council Regular Meeting", "Agenda online."),
]


@pytest.fixture(scope="module")
def classifier():
    return load_classifier()


def audiences(classifier, texts):
    found = classifier.predict([Announcement(title=t, description=d) for t, d in texts])
    return {title: labels.audience for (title, _), labels in zip(texts, found, strict=True)}


def test_it_finds_what_is_made_for_couples(classifier):
    """Plain cases in two languages."""
    assert {Audience.COUPLES} == set(audiences(classifier, FOR_COUPLES).values())


def test_it_does_not_fall_for_the_words_alone(classifier):
    """The same words in other senses."""
    assert Audience.COUPLES not in audiences(classifier, NOT_FOR_COUPLES).values()


def test_probabilities_are_probabilities(classifier):
    """Each within 0 and 1, and together no more than 1."""
    for title, text in FOR_COUPLES + NOT_FOR_COUPLES:
        (one,) = classifier.predict([Announcement(title=title, description=text)])
        assert 0 <= one.p_couples <= 1
        assert 0 <= one.p_couple_friendly <= 1
        assert one.p_couples + one.p_couple_friendly <= 1.001


def test_reasons_are_the_announcements_own_words(classifier):
    """At most five, each of them to be read in the text."""
    for title, text in FOR_COUPLES:
        (one,) = classifier.predict([Announcement(title=title, description=text)])
        assert 1 <= len(one.reasons) <= 5
        assert all(word.lower() in f"{title} {text}".lower() for word in one.reasons)


def test_one_by_one_and_all_at_once_agree(classifier):
    """A prediction depends on its announcement alone."""
    texts = [Announcement(title=t, description=d) for t, d in FOR_COUPLES + NOT_FOR_COUPLES]

    assert classifier.predict(texts) == [classifier.predict([one])[0] for one in texts]


def test_the_training_texts_cover_every_label():
    """At least 600 texts, all kinds, and ids that are unique."""
    examples, _ = read_examples(shipped())
    ids = [json.loads(line)["id"] for f in shipped() for line in f.read_text("utf-8").splitlines()]

    assert len(examples) >= 600
    assert 18 == len({example.kind for example in examples})
    assert 18 == len({interest for example in examples for interest in example.interests})
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "retret"}, r"x\.jsonl line 1: kind 'retret' is not one of retreat, workshop"),
        ({"audience": None}, "audience None is not one of couples"),
        ({"interests": ["musc"]}, "interest 'musc' is not one of dance"),
        ({"title": ""}, "has no title"),
        ({"interests": ["dance", "music", "books", "games"]}, "has 4 interests, more than 3"),
    ],
)
def test_a_wrong_label_is_named_with_its_line(tmp_path, change, message):
    """Where it is, what it says, and what it may say."""
    row = {"title": "x", "audience": "other", "kind": "other", "interests": [], "setting": "faith"}
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(row | change))

    with pytest.raises(LabelError, match=message):
        read_examples([file])


def test_the_shipped_classifier_was_made_of_the_shipped_texts():
    """Model, card and texts travel together."""
    from importlib.resources import files

    card = json.loads(files("data").joinpath("models", "classifier.json").read_text("utf-8"))
    examples, digest = read_examples(shipped())

    assert (digest, len(examples)) == (card["data_sha256"], card["examples"])


def test_a_classifier_of_other_versions_says_so(tmp_path):
    """It names the library and what to do."""
    from importlib.resources import files

    from model import artefact

    folder = files("data").joinpath("models")
    card = json.loads(folder.joinpath("classifier.json").read_text("utf-8"))
    body = folder.joinpath("classifier.skops").read_bytes()

    older = card | {"versions": card["versions"] | {"scikit-learn": "0.22.1"}}
    with pytest.raises(ModelError, match=r"made by scikit-learn 0\.22\.1.*twogether train"):
        artefact.loads(body, older)
    with pytest.raises(ModelError, match="not the file that its card describes"):
        artefact.loads(body + b"x", card)


def test_it_beats_the_keyword_rule_on_real_announcements(shared, classifier):
    """On gold labels that it has never seen, by a wide margin."""
    path = shared / "gold" / "events_dev.jsonl"
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    figures = evaluate(classifier, gold)
    ours, rule = figures["classifier"]["audience"], figures["baseline"]["audience"]

    assert ours["macro_f1"] > max(0.82, rule["macro_f1"] + 0.2)
    assert ours["per_label"]["couples"]["f1"] > max(0.80, rule["per_label"]["couples"]["f1"] + 0.2)
    found = figures["classifier"]
    assert found["couples_average_precision"] > 0.90
    assert found["couples_average_precision_without_pages"] > 0.75
    assert found["expected_calibration_error_p_couples"] < 0.05
    assert found["kind_accuracy"] > 0.75
    assert found["interests_micro_f1"] > 0.70
    assert found["setting_accuracy"] > 0.95


def test_spanish_is_read_as_well(classifier):
    """On announcements that it has not learned from."""
    path = Path(__file__).with_name("spanish.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = evaluate(classifier, rows)["classifier"]

    assert len(rows) >= 100
    assert found["audience"]["macro_f1"] > 0.82
    assert found["couples_average_precision"] > 0.90
    assert found["kind_accuracy"] > 0.75
    assert found["setting_accuracy"] > 0.95


def without(one, words):
    """*one* with each of *words* taken out."""
    fields = asdict(one)
    for word in words:
        parts = r"\W+".join(map(re.escape, word.split()))
        out = re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)
        fields = {name: out.sub(" ", text) for name, text in fields.items()}
    return Announcement(**fields)


def probability(labels, audience):
    """Of *audience*."""
    both = {
        Audience.COUPLES: labels.p_couples,
        Audience.COUPLE_FRIENDLY: labels.p_couple_friendly,
    }
    return both.get(audience, 1 - sum(both.values()))


def share_borne_out(classifier, texts):
    """Of 300 of *texts*, how many are called less likely what they are without their reasons."""
    found = [(one, labels) for one in texts for labels in classifier.predict([one])]
    chosen = Random(0).sample([pair for pair in found if pair[1].reasons], 300)
    bare = classifier.predict([without(one, labels.reasons) for one, labels in chosen])
    return sum(
        probability(after, labels.audience) < probability(labels, labels.audience)
        for (_, labels), after in zip(chosen, bare, strict=True)
    ) / len(chosen)


def test_the_words_named_carry_the_call(classifier):
    """Without them the audience called is less likely, on texts that it has and has not learned."""
    path = Path(__file__).with_name("spanish.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = [announcement(row) for row in rows]
    texts += [example.announcement for example in read_examples(shipped())[0][::6]]

    assert share_borne_out(classifier, texts) >= 0.95


def test_the_words_named_carry_the_call_of_real_announcements(shared, classifier):
    """The same on announcements of real calendars."""
    path = shared / "gold" / "events_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    assert share_borne_out(classifier, [announcement(row) for row in rows]) >= 0.95


def test_no_phrase_hides_behind_the_words_it_needs():
    """All that a phrase would find in the texts that ship is found."""
    texts = [example.announcement for example in read_examples(shipped())[0]]
    for one in texts:
        whole = readable(one)[1]
        expected = {name for name, pattern in PATTERNS.items() if pattern.search(whole)}

        assert {name.removesuffix("@title") for name in find_phrases(one)} == expected, one
