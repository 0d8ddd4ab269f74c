"""Whether one takes part there, from a screen, or either."""

import pytest

from model.event import Event, Place
from pipeline.attendance import told_mode
from pipeline.facets import event_facets

HALL = Place(name="Fellowship Hall")


@pytest.mark.parametrize(
    ("name", "text", "place", "mode"),
    [
        ("Virtual Wine Tasting Class", "", None, "online"),
        ("Zoom: Deacons", "", None, "online"),
        ("Book Club (online)", "", None, "online"),
        ("Couples' Circle", "We meet on Zoom every other Tuesday.", None, "online"),
        ("Vestry", "Topic: Vestry\nhttps://us02web.zoom.us/j/1", None, "online"),
        ("Nature Yoga", "This class is held virtually.", HALL, "online"),
        ("Open House", "It will not take place in person.", HALL, "online"),
        ("Estate Planning Webinar", "", HALL, "online"),
        ("Council", "Join Zoom Meeting", HALL, "mixed"),
        ("Council", "Join Zoom Meeting", Place(name="Zoom video conference"), "online"),
        ("Yoga", "Come in person or via Zoom.", None, "mixed"),
        ("Hybrid: Bible Study", "", None, "mixed"),
        ("Lecture", "This is a hybrid event.", None, "mixed"),
        ("Concert", "The concert will also be livestreamed.", HALL, "mixed"),
        ("Taller", "Presencial y virtual.", None, "mixed"),
        ("Winter Talks", "Hybrid: in the hall and on your screen.", HALL, "mixed"),
        ("Hybrid Deacons Mtg., Choir Room", "", HALL, "mixed"),
        ("Hybrid Adult Education", "", HALL, "mixed"),
        ("Vestry", "Hybrid", HALL, "mixed"),
        ("Vestry", "Zoom meeting; the host lets you in.", None, "online"),
        ("Zoom Choir Practice", "", None, "online"),
        ("Hybrid roses", "A talk for gardeners.", HALL, None),
        ("Garden Club", "Hybrid tea roses, and a class on pruning.", HALL, None),
        ("Hybrid Roses Workshop", "", HALL, None),
        ("Hybrid-tea roses", "", HALL, None),
        ("Zoom in on birds", "Bring binoculars.", HALL, None),
        ("Virtual Reality Workshop", "Try a headset.", HALL, None),
        ("Online Safety Class", "For grandparents.", HALL, None),
        ("Barn Dance", "Register online or call.", HALL, None),
        ("Plant Sale", "Hybrid roses and peonies.", HALL, None),
        ("Choir", "Join with Google Meet: https://meet.google.com/abc", HALL, None),
        ("Drop-in Tech Help", "Ask about e-books and online forms.", HALL, None),
        ("Contra Dance", "Pay $12 at the dance or online.", HALL, None),
    ],
)
def test_the_words_tell_the_mode(name, text, place, mode):
    """With the words themselves; silence is no answer."""
    told = told_mode(name, text, place)

    assert mode == (told[0].value if told else None)
    assert told is None or told[1] in f"{name}\n{text}"


def test_the_mode_is_a_facet_with_its_words():
    """A page can show what it was read from."""
    found = event_facets(Event(name="Supper talk", description="Come in person or via Zoom."), None)

    assert ("attendance_mode", "mixed", "in person or via Zoom") in [
        (one.name, one.value, one.evidence) for one in found
    ]
