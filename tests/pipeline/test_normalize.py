"""Clean texts and places."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.errors import EventError
from model.event import AttendanceMode, Event, EventStatus, Listing, Place
from pipeline.geocode import Placer
from pipeline.normalize import normalize
from pipeline.places import Gazetteer, source_place

GAZETTEER = Gazetteer()
HOME = source_place("Bloomington, IN", None, None, GAZETTEER)


def clean(**event):
    return normalize(Listing(source="a", uid="1", event=Event(**{"name": "Supper", **event}))).event


def placed(place, home=HOME, **event):
    listing = Listing(source="a", uid="1", event=Event(name="Supper", location=place, **event))
    placer = Placer.learn([], {"a": home}, GAZETTEER)
    return placer.place(normalize(listing)).event.location


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (
            "<p>One &amp; two</p><ul><li>three</li><li>four</li></ul>",
            ["One & two", "three", "four"],
        ),
        ("&amp;lt;b&amp;gt; stays as said", ["<b> stays as said"]),
        ("plain  text\twith   gaps", ["plain text with gaps"]),
        ("zero\u200bwidth\u00ad", ["zerowidth"]),
        ("line one\r\nline two", ["line one", "line two"]),
        ("5 < 6 & 7 > 2", ["5 < 6 & 7 > 2"]),
    ],
)
def test_text_is_plain(given_text, expected):
    """Markup and entities go, lines stay."""
    lines = clean(description=given_text).description.splitlines()

    assert expected == [line.strip(" *") for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("CANCELLED: Barn Dance", "cancelled"),
        ("Barn Dance (canceled)", "cancelled"),
        ("[Cancelled] Barn Dance", "cancelled"),
        ("CANCELADO - Baile", "cancelled"),
        ("POSTPONED Barn Dance", "postponed"),
        ("Barn Dance - Rescheduled", "rescheduled"),
        ("How we cancelled our debts", "scheduled"),
        ("Barn Dance", "scheduled"),
    ],
)
def test_a_title_that_says_it_is_off_is_believed(name, status):
    """Only the source's own word cancels; the title stays as it was written."""
    event = clean(name=name)

    assert (name, EventStatus(status)) == (event.name, event.event_status)


def test_a_nameless_event_is_refused():
    """Nobody could tell what it is."""
    with pytest.raises(EventError, match="'1' has no name"):
        clean(name=" <br> ")


@pytest.mark.parametrize("place", ["Online", "Zoom", "https://zoom.example/j/1", "Virtual event"])
def test_online_is_a_mode_and_no_place(place):
    """A link or the word online is not where anybody goes."""
    event = clean(location=Place(name=place))

    assert (None, AttendanceMode.ONLINE) == (event.location, event.event_attendance_mode)


def test_tracking_and_other_schemes_leave_addresses():
    """Links keep what identifies the page, and nothing but http(s) is a link."""
    assert "https://a.example/x?id=1" == clean(url="https://a.example/x?id=1&utm_source=m").url
    assert "" == clean(url="javascript:alert(1)").url


def test_an_address_on_one_line_is_taken_apart():
    """Venue, street, town, state and ZIP."""
    place = clean(location=Place(name="UUC, 2120 N Fee Lane, Bloomington, IN 47408, USA")).location

    assert ("UUC", "2120 N Fee Lane, Bloomington, IN 47408") == (place.name, place.address)
    assert ("Bloomington", "IN", "47408") == (place.locality, place.region, place.postal_code)


def test_coordinates_come_from_the_best_there_is():
    """The feed's own, then the ZIP, then the town, then the source; each with its precision."""
    own = placed(Place(name="Hall", latitude=39.17, longitude=-86.53))
    by_zip = placed(Place(name="Hall, 1 Main St, Nashville, IN 47448"))
    by_town = placed(Place(name="Hall, 1 Main St, Columbus, IN"))
    by_home = placed(Place(name="Room 4"))

    assert own.precision_km < by_zip.precision_km <= by_town.precision_km
    assert (39.2, -86.2) == (round(by_zip.latitude, 1), round(by_zip.longitude, 1))
    assert (39.2, -85.9) == (round(by_town.latitude, 1), round(by_town.longitude, 1))
    assert HOME.latitude == by_home.latitude
    assert by_home.precision_km >= 10


def test_an_absurd_pin_is_not_believed():
    """Null island, swapped or far-off coordinates give way to the address."""
    for latitude, longitude in [(0.0, 0.0), (-86.53, 39.17), (48.85, 2.35)]:
        place = placed(Place(name="Hall", latitude=latitude, longitude=longitude))
        assert HOME.latitude == place.latitude


def test_an_event_that_cannot_be_placed_is_kept_without_coordinates():
    """Nothing is dropped and nothing is shown at a false spot."""
    assert placed(Place(name="Room 4"), home=None).latitude is None
    assert placed(None, event_attendance_mode=AttendanceMode.ONLINE) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("47401", ("IN", 39.1)),
        ("Bloomington, IN", ("IN", 39.2)),
        ("bloomington indiana", ("IN", 39.2)),
        ("Toronto, ON", ("ON", 43.7)),
        ("40.82,-74.21", ("", 40.8)),
    ],
)
def test_places_that_people_type(text, expected):
    """ZIP codes, towns with their state, and coordinates."""
    place = GAZETTEER.lookup(text)

    assert expected == (place.region, round(place.latitude, 1))


def test_a_town_of_many_states_is_not_guessed():
    """Springfield alone means nothing; its candidates are told."""
    assert GAZETTEER.lookup("Springfield") is None
    assert len(GAZETTEER.candidates("Springfield")) > 10


@example("0", "\x85Ã 0")
@example("0", "\xa0Ã 0")
@given(st.text(min_size=1), st.text())
def test_normalising_twice_is_normalising_once(name, text):
    """Whatever comes in, a second pass changes nothing."""
    listing = Listing(
        source="a",
        uid="1",
        event=Event(name=name, description=text, location=Place(name=text), keywords=(name, text)),
    )
    try:
        once = normalize(listing)
    except EventError:
        return

    assert once == normalize(once)
