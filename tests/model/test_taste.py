"""What partners write is understood, by its words and by what they mean."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from model.candidate import Candidate
from model.excerpt import Excerpt
from model.index import Index
from model.labels import Audience, Interest, Kind, Setting
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


def matched(wording, words, events):
    return Excerpt(wording, events).match(words, wording.best_match(words))


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
    match = matched(wording, stems("kayak evening"), np.arange(6))

    assert match[0] == 1
    assert match[5] > match[2] > 0
    assert not matched(wording, ["zither"], np.arange(6)).any()
    assert 0 == len(matched(Wording.of([]), ["zither"], NONE))


def test_a_wish_finds_what_says_it_in_other_words():
    """Without the classifier too: stargazing is done at a planetarium."""
    found = order([event("Zoning talk"), event("Planetarium by night")], "stargazing")

    assert found[0] == "Planetarium by night"


def test_a_wish_means_more_than_its_words(classifier):
    """Pottery is a craft: a class at the wheel comes before a lecture, though neither says it."""
    wheel = event("Wheel and clay", kind=Kind.CLASS, interests=(Interest.ARTS_CRAFTS,))
    lecture = event("Aqueducts", kind=Kind.ARTS_CULTURE, interests=(Interest.HISTORY_CULTURE,))

    assert order([lecture, wheel], "pottery", "pottery", classifier=classifier)[0] == wheel.name


@pytest.mark.parametrize(
    ("wish", "found", "passed_over"),
    [
        ("plays", event("Our Town", "By Thornton Wilder."), event("Town hall")),
        ("musicals", event("Guys and Dolls"), event("Guys and dogs")),
        ("stargazing", event("Night at the observatory"), event("Night at the inn")),
        ("something romantic", event("Candlelight evening"), event("Budget evening")),
        ("outdoors", event("Wildflower hour"), event("Bank hour")),
        ("Catholic retreats", event("Parish retreat"), event("Spa retreat")),
        ("Jewish life", event("Havdalah for all"), event("Breakfast for all")),
        ("quiet, nothing churchy", event("Zen garden"), event("Silent prayer at the church")),
        ("dancing but no salsa", event("Barn dance"), event("Salsa dance")),
        ("a meal, no crowds", event("Supper"), event("Supper at the street festival")),
    ],
)
def test_wishes_in_other_words(wish, found, passed_over):
    """What is meant comes first, what was said not to be comes last."""
    found, passed_over = replace(found, event="found"), replace(passed_over, event="other")

    assert ["found", "other"] == order([passed_over, found], wish)


def test_a_reason_quotes_no_word_that_means_something_else():
    """Of a wish only what tells it, where the labels agree; nothing that is not wanted."""
    gig = event("Live quartet", "The band plays in a crowd.", interests=(Interest.MUSIC,))
    talk = event("Long evening", "A talk.", interests=(Interest.LEARNING,))
    likes = "plays, live music, long walks, no crowds"
    index = Index.of([gig, talk])
    outing = Outing(partners=(Partner(name="Robin", likes=likes),), online=Want.ANY)
    said = {
        card.candidate.name: " ".join(card.reasons) for card in rank(index, outing, NOW, 9).cards
    }

    assert "like music" in said["Live quartet"]
    assert not any(word in " ".join(said.values()) for word in ("plays", "long", "crowds"))


def test_one_word_that_both_wish_for_is_said_of_both():
    """Though one of them says more."""
    index = Index.of([event("Swing dance", interests=(Interest.DANCE,))])
    partners = (Partner(likes="swing dancing"), Partner(likes="ramen, swing"))
    (card,) = rank(index, Outing(partners=partners, online=Want.ANY), NOW, 9).cards

    assert "you both like swing" in card.reasons


def test_what_the_words_may_mean_is_not_put_into_anybodys_mouth(classifier):
    """It helps to find what is like them; a reason names what was said."""
    events = [
        event("Evening prayer", interests=(Interest.FAITH,)),
        event("Toddler fair", interests=(Interest.FAMILY,)),
        event("Skills for two", interests=(Interest.RELATIONSHIP_SKILLS,)),
    ]
    partners = (
        Partner(name="Robin", likes="marriage preparation"),
        Partner(name="Sam", likes="a weekend away without the kids"),
    )
    index = Index.of(events)
    outing = Outing(partners=partners, online=Want.ANY)
    cards = rank(index, outing, NOW, 9, Reader(index.wording, classifier)).cards
    said = {card.candidate.name: " ".join(card.reasons) for card in cards}
    assert "Robin likes relationship skills" in said["Skills for two"]
    assert "faith" not in said["Evening prayer"]
    assert "family" not in said["Toddler fair"]


def test_what_one_says_not_to_want_is_no_wish():
    """To name only what to avoid says nothing against the rest."""
    cards = {
        card.candidate.event: card
        for card in rank(
            Index.of([event("Rally", "A crowd at the parade."), event("Supper")]),
            Outing(partners=(Partner(likes="no crowds"),), online=Want.ANY),
            NOW,
        ).cards
    }

    assert 0.5 == cards["Supper"].parts["interest"] > cards["Rally"].parts["interest"]


def test_what_is_for_the_engaged_is_not_for_the_married():
    """Unless they say that they are to be."""
    engaged = event("Marriage day", "For engaged couples.", Kind.WORKSHOP)
    married = event("Marriage day", "For couples.", Kind.WORKSHOP)
    events = [replace(engaged, event="engaged"), replace(married, event="married")]

    assert "married" == order(events, "marriage enrichment")[0]
    assert "engaged" == order(events, "marriage preparation")[0]


def test_another_tradition_is_less_what_was_meant():
    """A Jewish wish does not mean the diocese's evening."""
    jewish, catholic = (
        replace(event(name, text, Kind.WORSHIP), setting=Setting.FAITH)
        for name, text in (("Prayer", "At Beth Shalom synagogue."), ("Prayers", "Of the diocese."))
    )

    assert "Prayer" == order([catholic, jewish], "Jewish prayer")[0]


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
