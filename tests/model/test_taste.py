"""What partners write is understood, by its words and by what they mean."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from model.candidate import Candidate
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.outing import Outing, Partner, Want
from model.ranking import rank
from model.taste import Reader, Taste
from model.wording import Wording, word_counts
from model.words import stems
from pipeline.model_store import load_classifier

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NONE = np.arange(0)


def event(name, description="", kind=Kind.OTHER, interests=()):
    return Candidate(
        event=name,
        name=name,
        description=description,
        start_date=NOW + timedelta(days=4),
        audience=Audience.COUPLE_FRIENDLY,
        p_couple_friendly=0.8,
        kind=kind,
        interests=interests,
        source=name,
    )


def order(events, *likes, classifier=None):
    partners = tuple(Partner(likes=words) for words in likes)
    outing = Outing(partners=partners, online=Want.ANY)
    index = Index.of(events)
    cards = rank(index, outing, NOW, 9, Reader(index.wording, classifier)).cards
    return [card.candidate.event for card in cards]


@pytest.fixture(scope="module")
def classifier():
    return load_classifier(Path("nowhere"))


def test_endings_do_not_matter():
    """Who likes dancing finds dances."""
    assert order([event("Talk"), event("Dances of the Balkans")], "dancing")[0].startswith("Dances")


def test_rare_words_and_names_count_more():
    """The best match has 1, one that lacks the telling word less, one without any none."""
    events = [
        event("Kayak evening"),
        event("Evening lecture"),
        event("Evening tea"),
        event("Evening walk"),
        event("Evening song"),
        event("Market", "Kayak rental is closed."),
    ]
    wording = Wording.of([word_counts(one) for one in events])
    match = wording.match(stems("kayak evening"), np.arange(6))

    assert match[0] == 1
    assert match[5] > match[2] > 0
    assert not wording.match(["zither"], np.arange(6)).any()
    assert 0 == len(Wording.of([]).match(["zither"], NONE))


def test_a_wish_finds_what_says_it_in_other_words():
    """Without the classifier too: stargazing is done at a planetarium."""
    found = order([event("Zoning talk"), event("Planetarium by night")], "stargazing")

    assert found[0] == "Planetarium by night"


def test_a_wish_means_more_than_its_words(classifier):
    """Pottery is a craft: a class at the wheel comes before a lecture, though neither says it."""
    wheel = event("Wheel and clay", kind=Kind.CLASS, interests=(Interest.ARTS_CRAFTS,))
    lecture = event("Aqueducts", kind=Kind.ARTS_CULTURE, interests=(Interest.HISTORY_CULTURE,))

    assert order([lecture, wheel], "pottery", "pottery", classifier=classifier)[0] == wheel.name


def test_each_wish_is_read_by_itself(classifier):
    """Two wishes of one partner mean two interests, and nothing else."""
    both = Partner(likes="wine tasting, stand-up comedy", interests=(Interest.DANCE,))
    (read,) = Reader(Wording.of([]), classifier).tastes(Outing(partners=(both,)), NONE)

    assert read.interests[Interest.FOOD_DRINK] > 0.5
    assert read.interests[Interest.COMEDY] > 0.5
    assert read.interests[Interest.DANCE] < 0.5
    assert not Taste(partner=Partner())


def test_who_is_named_first_does_not_matter(classifier):
    """Swapping the partners leaves the scores as they were."""
    events = [
        event("Jazz supper", interests=(Interest.MUSIC, Interest.FOOD_DRINK)),
        event("Bird walk", kind=Kind.OUTDOORS, interests=(Interest.OUTDOORS_NATURE,)),
    ]

    def scores(*likes):
        outing = Outing(partners=tuple(Partner(likes=one) for one in likes), online=Want.ANY)
        index = Index.of(events)
        cards = rank(index, outing, NOW, 9, Reader(index.wording, classifier)).cards
        return {card.candidate.event: card.score for card in cards}

    assert scores("jazz", "birds") == scores("birds", "jazz")
