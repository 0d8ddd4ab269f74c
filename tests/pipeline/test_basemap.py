"""What a map shows beside the events."""

import json
from itertools import combinations

import pytest

from model.geo import haversine_km
from pipeline.basemap import FOLDER, around, outline


@pytest.mark.parametrize(
    ("place", "reach_km", "outlines"),
    [
        ((39.4, -81.45), 40, ("US-OH", "US-WV")),
        ((42.88, -78.87), 40, ("countries", "US-NY")),
        ((51.5, -0.12), 40, ("countries",)),
        ((39.8, -98.5), 900, ("countries", "states")),
        ((0.0, -140.0), 40, ("countries",)),
    ],
    ids=["a border of states", "a border of countries", "abroad", "a continent", "the ocean"],
)
def test_outlines_are_those_in_view(place, reach_km, outlines):
    """Counties near home, states from afar, countries where any other than ours is in view."""
    assert outlines == around(*place, reach_km).outlines
    assert all(outline(one) for one in outlines)


@pytest.mark.parametrize("place", [(41.88, -87.63), (51.5, -0.12), (64.2, -149.5)])
def test_names_of_towns_have_room(place):
    """None lies over another one's, nor over home."""
    towns = around(*place, 40).towns
    points = [place, *((town.latitude, town.longitude) for town in towns)]

    assert towns
    assert min(haversine_km(*a, *b) for a, b in combinations(points, 2)) > 40 * 0.1


def test_every_outline_is_whole():
    """Each arc that a shape is drawn by is in the same file."""
    files = sorted(FOLDER.glob("*.json"))
    for path in files:
        topology = json.loads(path.read_text())
        used = {arc if arc >= 0 else ~arc for one in topology["objects"].values()
                for shape in one["geometries"] for arc in flat(shape["arcs"])}  # fmt: skip
        assert used == set(range(len(topology["arcs"])))
    assert 53 == len(files)


def flat(arcs):
    return [arc for one in arcs for arc in flat(one)] if isinstance(arcs, list) else [arcs]


@pytest.mark.parametrize("name", ["nowhere", "../help", "../../pyproject", "towns.csv", ""])
def test_nothing_but_outlines_is_given_away(name):
    """Whatever an address asks for."""
    assert outline(name) is None
