"""Searches as feeds: the same answers as on the page, for other programs."""

import json
import urllib.error
import urllib.request

import feedparser
import pytest
from icalendar import Calendar

from model.parameters import PARAMETERS

PATHS = ["/feeds/events.ics", "/feeds/events.rss", "/api/events.json", "/api/events.geojson"]
SEARCH = "?when=quarter&kind=class&budget=100"


def get(address, path, **headers):
    with urllib.request.urlopen(urllib.request.Request(address + path, headers=headers)) as answer:
        return answer.read().decode(), answer.headers


def refusal(address, path, **headers):
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(address, path, **headers)
    return caught.value.code, caught.value.read().decode()


def test_all_forms_tell_the_same_dates(address):
    """Of one kind, not too dear, soonest first; what has no place is no point on a map."""
    events = json.loads(get(address, f"/api/events.json{SEARCH}")[0])["events"]
    identifiers = [one["identifier"] for one in events]
    calendar = Calendar.from_ical(get(address, f"/feeds/events.ics{SEARCH}")[0])
    items = feedparser.parse(get(address, f"/feeds/events.rss{SEARCH}")[0]).entries
    points = json.loads(get(address, f"/api/events.geojson{SEARCH}")[0])["features"]

    assert identifiers
    assert {"class"} == {one["kind"] for one in events}
    assert all(one["priceForTwo"] is None or one["priceForTwo"] <= 100 for one in events)
    assert [one["startDate"] for one in events] == sorted(one["startDate"] for one in events)
    assert identifiers == [str(one["UID"]) for one in calendar.walk("VEVENT")]
    assert identifiers == [one.id for one in items]
    assert [one["identifier"] for one in events if one["location"]["geo"]] == [
        one["id"] for one in points
    ]
    assert "PT12H" == calendar["REFRESH-INTERVAL"].to_ical().decode()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_new_is_not_sent_again(address, path):
    """Who shows the tag of what they have is told that it still holds."""
    tag = get(address, path)[1]["ETag"]

    assert 304 == refusal(address, path, **{"If-None-Match": tag})[0]
    assert tag != get(address, f"{path}{SEARCH}")[1]["ETag"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?budgett=3", "did you mean 'budget'"),
        ("?when=dates&from=2026-05-02&to=2026-05-01", "swap them"),
        ("?near=Xyzzy", "no place we know"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(address, query, words):
    """With what is wrong; a feed that would silently ask something else is worth nothing."""
    status, body = refusal(address, f"/api/events.json{query}")

    assert 400 == status
    assert words in json.loads(body)["problems"][0]


def test_the_description_names_every_path_and_question(address):
    """As OpenAPI, made of the same table that reads the addresses."""
    document = json.loads(get(address, "/api/openapi.json")[0])
    described = {one["name"] for one in document["paths"][PATHS[0]]["get"]["parameters"]}

    assert set(PATHS) == set(document["paths"])
    assert set(PARAMETERS) - {"sort", "view", "page", "far"} == described
    assert document["openapi"].startswith("3.1")
