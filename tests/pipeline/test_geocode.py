"""Where events are, and how surely."""

import json
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner
from small_town import Town, listing, source

from model.event import AttendanceMode, Place
from model.geo import haversine_km
from pipeline.cli import main
from pipeline.geocode import Placer
from pipeline.normalize import normalize
from pipeline.places import Gazetteer

GAZETTEER = Gazetteer()
MARIETTA = GAZETTEER.lookup("Marietta, OH")
HALL = Place(name="Long Hall", address="2 Mill Ln, Marietta, OH 45750")


def placed(*places, home=MARIETTA, **changes):
    """The places of listings of one source, after all of them were looked at together."""
    listings = [
        normalize(listing(str(number), f"Event {number}", location=place, **changes))
        for number, place in enumerate(places)
    ]
    placer = Placer.learn(listings, {"grange": home}, GAZETTEER)
    return [placer.place(one).event.location for one in listings]


def test_stated_coordinates_are_kept():
    """A source that says where it is knows best."""
    [place] = placed(replace(HALL, latitude=39.41, longitude=-81.46))

    assert (39.41, -81.46, 0.05) == (place.latitude, place.longitude, place.precision_km)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(0.0, 0.0), (-81.46, 39.41), (40.7207559, -74.0007613), (39.8283, -98.5795), (48.85, 2.35)],
)
def test_coordinates_that_cannot_be_are_refused(latitude, longitude):
    """Null island, swapped axes, a platform's default and another country give way to the ZIP."""
    [place] = placed(replace(HALL, latitude=latitude, longitude=longitude))

    assert "45750" in place.address
    assert haversine_km(place.latitude, place.longitude, 39.42, -81.45) < place.precision_km


def test_a_pin_for_many_addresses_is_the_sources_own():
    """A spot that a source gives for events all over town is no event's place."""
    streets = ("12 Oak St", "40 Pine Ave", "7 Elm Rd", "300 Front St", "9 Hill Ct")
    found = placed(
        *(
            Place(address=f"{street}, Marietta, OH", latitude=39.5, longitude=-81.5)
            for street in streets
        )
    )

    assert all(place.precision_km > 1 for place in found)


def test_a_venue_is_learned_from_other_listings():
    """Who merely names a hall is at the spot that another listing gives for it."""
    stated, named, room = placed(
        replace(HALL, latitude=39.41, longitude=-81.46),
        Place(name="The Long Hall"),
        Place(name="Long Hall - Room 4"),
    )

    assert stated.latitude == named.latitude == room.latitude
    assert named.precision_km <= 0.3


def test_a_room_is_in_the_sources_own_house():
    """Who names a room alone is at home; placing twice changes nothing."""
    home = Place(locality="Marietta", latitude=39.41, longitude=-81.46, precision_km=0.3)
    [room, hall] = placed(Place(name="Meeting Room 4"), Place(name="Elks Lodge"), home=home)

    assert 0.3 == room.precision_km
    assert hall.precision_km > 5
    assert [room, hall] == placed(room, hall, home=home)


def test_a_venues_address_is_learned_too():
    """Without coordinates anywhere, the ZIP code that another listing gives counts."""
    _, named = placed(
        Place(name="Grange Hall", address="1 Low Rd, Belpre, OH 45714"), Place(name="Grange Hall")
    )

    assert "Belpre" == named.locality.title()


def test_venues_that_disagree_teach_nothing():
    """Two halls of one name are not mixed up."""
    *_, named = placed(
        replace(HALL, latitude=39.41, longitude=-81.46),
        Place(name="Long Hall", latitude=39.60, longitude=-81.46),
        Place(name="Long Hall"),
    )

    assert named.precision_km > 5


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("Oast House, Maidstone, UK", 51.27, 0.52),
        ("The Rec, 5450 Kipling Ave, Etobicoke, ON", 43.64, -79.57),
        ("Hall, 9 Main St, Guelph, ON", 43.55, -80.25),
        ("Grange, Davis, CA 95616", 38.55, -121.74),
    ],
)
def test_towns_here_and_abroad_are_known(text, latitude, longitude):
    """A town in Canada or Britain is found as one in the States is."""
    place = Place(name=text.partition(",")[0], address=text.partition(", ")[2])
    parts = text.split(", ")
    place = replace(place, locality=parts[-2], region=parts[-1]) if "UK" in text else place
    [found] = placed(place, home=None)

    assert found.latitude is not None
    assert haversine_km(found.latitude, found.longitude, latitude, longitude) < found.precision_km


def test_what_cannot_be_placed_is_kept_without_a_spot(town):
    """No home, no address: the event is there, and shown nowhere."""
    town.run(
        listing("1", location=Place(name="Somewhere")),
        sources=[source(latitude=None, longitude=None)],
    )

    assert ["Barn Dance"] == town.names()
    assert [{"name": "Somewhere", "latitude": None}] == town.query(
        "SELECT name, latitude FROM places"
    )


def test_online_is_nowhere_and_hybrid_is_somewhere():
    """An event that is only online has no spot; one that is also online has the hall's."""
    [nowhere] = placed(None, event_attendance_mode=AttendanceMode.ONLINE)
    [hall] = placed(HALL, event_attendance_mode=AttendanceMode.MIXED)

    assert nowhere is None
    assert hall.latitude is not None


class Nominatim(BaseHTTPRequestHandler):
    """A geocoder that knows one street and counts what it is asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        box = ["39.4150", "39.4152", "-81.4551", "-81.4549"]
        known = (
            [{"display_name": "2 Mill Ln", "lat": "39.4151", "lon": "-81.4550", "boundingbox": box}]
            if "Mill" in self.path
            else []
        )
        body = json.dumps(known).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_an_online_geocoder_is_asked_once_and_only_on_demand(tmp_path, monkeypatch):
    """Addresses are pinned, misses remembered, nothing asked twice, and no contact is an error."""
    town = Town(tmp_path / "catalogue.db")
    town.run(
        listing("1", location=HALL),
        listing("2", "Talk", location=Place(name="Barn", address="77 Nowhere Rd, Marietta, OH")),
    )
    server = HTTPServer(("127.0.0.1", 0), Nominatim)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = [
        "geocode",
        "--home",
        str(tmp_path),
        "--server",
        f"http://127.0.0.1:{server.server_port}",
    ]
    try:
        refused = CliRunner().invoke(main, command)
        monkeypatch.setenv("TWOGETHER_CONTACT", "host@example.org")
        first = CliRunner().invoke(main, command)
        again = CliRunner().invoke(main, command)
    finally:
        server.shutdown()
        server.server_close()

    assert 1 == refused.exit_code
    assert "TWOGETHER_CONTACT" in refused.output
    assert "Asked for 2 addresses, found 1." in first.output
    assert "Asked for 0 addresses" in again.output
    assert 2 == len(Nominatim.asked)
    [hall] = town.query("SELECT latitude, precision_km FROM places WHERE name = 'Long Hall'")
    assert (39.4151, 0.05) == (hall["latitude"], hall["precision_km"])


@pytest.mark.checkout
def test_real_announcements_are_placed_within_the_stated_precision(shared, monkeypatch):
    """Without their coordinates, 95 of 100 lie within the precision that is stated."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from bench_geocode import placed as real

    judged = [
        haversine_km(truth.latitude, truth.longitude, found.latitude, found.longitude)
        <= found.precision_km
        for _, truth, found in real()
        if found is not None and found.precision_km is not None
    ]
    for name in ("corpus", "bench_geocode"):
        sys.modules.pop(name, None)

    assert len(judged) > 3000
    assert sum(judged) >= 0.95 * len(judged)
