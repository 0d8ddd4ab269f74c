"""Figures for the host's monitor, and for nobody else."""

import asyncio
import base64
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

from dashboard import metrics
from dashboard.limits import Limit

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))
from small_town import Town, listing, source

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def open_house(monkeypatch):
    """No settings, and nobody has tried a password yet."""
    for name in ("HOST_PASSWORD", "HOST_PAGES", "CRAWL_EVERY"):
        monkeypatch.delenv(f"TWOGETHER_{name}", raising=False)
    monkeypatch.setattr(metrics, "PASSWORDS", Limit(10, 60))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A town where one of two sources broke."""
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path))
    town = Town(tmp_path / "catalogue.db")
    both = [source(), source('cha"pel\n')]
    ahead = (NOW - listing("1").occurrences[0].start_date).days + 10
    town.run(listing("1", days=ahead), sources=both, now=NOW - timedelta(days=2))
    for hours in (25, 13, 1):
        then = NOW - timedelta(hours=hours)
        town.run(sources=both[:1], outcome="dns", now=then, seconds=42.5)
    return tmp_path


def get(address="127.0.0.1", **headers):
    """The answer to a request from *address*."""
    raw = [
        (name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()
    ]
    scope = {"type": "http", "method": "GET", "path": "/metrics", "query_string": b""}
    return asyncio.run(metrics.metrics(Request({**scope, "headers": raw, "client": (address, 1)})))


def figures(answer):
    """Every sample, by name and label's values."""
    families = text_string_to_metric_families(answer.body.decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_figures_are_those_of_the_judgement(home):
    """In the text format that Prometheus reads, whatever a source is called."""
    answer = get()
    found = figures(answer)

    assert "text/plain; version=0.0.4; charset=utf-8" == answer.headers["content-type"]
    assert 1 == found["twogether_health",]
    assert 1 == found["twogether_events_to_come",]
    assert 42.5 == found["twogether_last_crawl_duration_seconds",]
    assert 0 == found["twogether_last_crawl_success",]
    assert abs(found["twogether_last_crawl_timestamp_seconds",] - NOW.timestamp() + 3600) < 1
    assert 1 == found["twogether_sources", "broken"]
    assert 3 == found["twogether_source_failed_visits", "grange"]
    assert 1 == found["twogether_source_listings", "grange"]
    good = NOW - timedelta(days=2)
    assert good.timestamp() == found["twogether_source_last_good_timestamp_seconds", 'cha"pel\n']


def test_before_the_first_crawl(tmp_path, monkeypatch):
    """There are figures all the same, so that an alarm can be raised."""
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path))

    assert 2 == figures(get())["twogether_health",]


def test_they_are_for_who_sits_at_the_machine(home, monkeypatch):
    """Not for who comes from elsewhere, nor through a proxy on this machine."""
    assert 200 == get().status_code
    assert 403 == get("192.0.2.7").status_code
    assert 403 == get(X_Forwarded_For="192.0.2.7").status_code
    assert 403 == get(Forwarded="for=127.0.0.1").status_code

    monkeypatch.setenv("TWOGETHER_HOST_PAGES", "nobody")
    assert 403 == get().status_code


def test_they_are_for_who_knows_the_password(home, monkeypatch):
    """From anywhere, as a bearer's token or as a user's password; not for others, even here."""
    monkeypatch.setenv("TWOGETHER_HOST_PASSWORD", "open: sesame")
    user = base64.b64encode(b"anybody:open: sesame").decode()

    assert 200 == get("192.0.2.7", Authorization="Bearer open: sesame").status_code
    assert 200 == get("192.0.2.7", Authorization=f"Basic {user}").status_code
    for wrong in ({}, {"Authorization": "Bearer sesame"}, {"Authorization": "Basic ???"}):
        answer = get(**wrong)
        assert 401 == answer.status_code
        assert answer.headers["www-authenticate"].startswith("Basic")


def test_nobody_goes_through_a_dictionary(home, monkeypatch):
    """Ten passwords a minute, right or wrong."""
    monkeypatch.setenv("TWOGETHER_HOST_PASSWORD", "sesame")
    answers = [get(Authorization=f"Bearer {n}").status_code for n in range(11)]

    assert [401] * 10 + [429] == answers


def test_a_wrong_setting_is_named(home, monkeypatch):
    """In the answer, not in a traceback."""
    monkeypatch.setenv("TWOGETHER_CRAWL_EVERY", "daily")

    assert (500, b"TWOGETHER_CRAWL_EVERY") == (get().status_code, get().body[:21])
