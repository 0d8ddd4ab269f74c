"""How an installation is judged, over catalogues that runs have made."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console
from small_town import NOW, listing, source

from model.errors import InputError
from pipeline.catalogue import Catalogue
from pipeline.drift import Drift
from pipeline.health import health, judge
from pipeline.health_document import render, to_dict
from pipeline.health_expected import Expected, expected
from pipeline.health_facts import facts
from pipeline.health_problems import Verdict
from pipeline.health_records import Crawl, Facts
from pipeline.health_sources import State

DAY = timedelta(days=1)
DAILY = Expected(every=DAY)
LONG = 150


@pytest.fixture
def crawl(town):
    """Crawls of the grange on a day counted from `NOW`, and of other sources."""

    def crawl(day, *listings, outcome="ok", sources=None):
        return town.run(*listings, now=NOW + day * DAY, outcome=outcome, sources=sources)

    return crawl


def judged(town, day, usual=DAILY):
    now = NOW + day * DAY
    return judge(facts(Path(town.path).parent, now), usual, now)


def states(found):
    return {one.facts.id: one.state for one in found.sources}


def test_all_is_well(town, crawl):
    """After a good crawl nothing is to be done."""
    crawl(0, listing("1"))
    found = judged(town, 0)

    assert (Verdict.FINE, ()) == (found.verdict, found.problems)
    assert {"grange": State.GOOD} == states(found)
    assert 1 == found.events


def test_a_source_breaks_and_is_mended(town, crawl):
    """One bad visit is not yet news; the third is, with its class, its advice and its trend."""
    crawl(0, listing("1", days=LONG), listing("2", days=LONG))
    crawl(0.3, outcome="timeout")
    assert {"grange": State.FAILING} == states(judged(town, 0.3))
    assert Verdict.FINE == judged(town, 0.3, Expected()).verdict
    crawl(0.6, outcome="timeout")
    crawl(0.9, outcome="not_found")

    found = judged(town, 1)
    (one,) = found.sources
    problem = next(one for one in found.problems if one.key == "broken:grange")
    assert (State.BROKEN, 3, NOW + 0.3 * DAY) == (one.state, one.facts.failures, one.since)
    assert "The page is gone (404 or 410). Failed 3 times in a row" in problem.what
    assert "last read well 1 day ago" in problem.what
    assert "Probe the organisation's home page" in problem.next
    assert [2, 0, 0, 0] == to_dict(found)["sources"][0]["trend"]

    crawl(1.1, listing("1", days=LONG), listing("2", days=LONG))
    assert {"grange": State.GOOD} == states(judged(town, 1.1))


def test_a_source_that_is_visited_seldom_breaks_sooner(town, crawl):
    """Two bad visits a week apart are enough."""
    crawl(0, listing("1", days=LONG))
    crawl(7, outcome="dns")
    assert {"grange": State.FAILING} == states(judged(town, 7))
    crawl(14, outcome="dns")

    assert {"grange": State.BROKEN} == states(judged(town, 14))


def test_a_catalogue_that_has_not_counted_failures(town, crawl):
    """One of an earlier version tells them by its visits."""
    crawl(0, listing("1", days=LONG))
    for day in (1, 2, 3):
        crawl(day, outcome="dns")
    with Catalogue(town.path) as catalogue:
        catalogue.db.execute("UPDATE sources SET failures = 0")

    assert {"grange": State.BROKEN} == states(judged(town, 3))


def test_a_bad_night_breaks_nothing(town, crawl):
    """Three bad visits within hours may be one outage; a visit that was cut short is none."""
    crawl(0, listing("1", days=LONG))
    for day in (0.1, 0.2, 0.3):
        crawl(day, outcome="timeout")
    crawl(2, outcome="not_reached")
    found = judged(town, 2)

    assert {"grange": State.FAILING} == states(found)
    assert "Failed 3 times in a row" in found.sources[0].what
    assert "timeout" == to_dict(found)["sources"][0]["outcome"]


def test_a_source_falls_silent(town, crawl):
    """Read well, nothing new for a month, and nothing beyond the next."""
    crawl(0, listing("1", days=75), listing("2", days=10))
    crawl(40, listing("1", days=75))
    assert {"grange": State.GOOD} == states(judged(town, 40))
    crawl(50, listing("1", days=75))

    found = judged(town, 50)
    assert {"grange": State.SILENT} == states(found)
    assert "brought nothing new for 7 weeks, and its last date is May 16, 2026" in (
        found.problems[0].what
    )
    assert {"grange": State.GOOD} == states(judged(town, 50, Expected(silent=60 * DAY)))


def test_a_source_is_not_silent_because_nobody_asked(town, crawl):
    """What no crawl looked for is the crawl's fault."""
    crawl(0, listing("1"))
    found = judged(town, 60)

    assert {"grange": State.GOOD} == states(found)
    assert {"run", "events"} == {one.key for one in found.problems}


def test_a_source_that_no_crawl_visits_any_more(town, crawl):
    """Is no alarm: the host took it out."""
    crawl(0, listing("1"), outcome="dns")
    crawl(20, listing("1", source="chapel", days=LONG), sources=[source("chapel")])
    found = judged(town, 20)

    assert {"grange": State.LEFT_OUT, "chapel": State.GOOD} == states(found)
    assert Verdict.FINE == found.verdict


def test_a_crawl_that_did_not_happen(town, crawl):
    """A day and a half after the last one, where one is due every day; a rebuild is none."""
    crawl(0, listing("1", days=LONG))
    assert Verdict.FINE == judged(town, 1.4).verdict
    found = judged(town, 1.6)
    assert (Verdict.ACT, "run") == (found.verdict, found.problems[0].key)
    assert "The last crawl was 38 hours ago; one is due every day." == found.problems[0].what

    rebuilt = town.run(now=NOW + 1.5 * DAY).run
    with Catalogue(town.path) as catalogue:
        for row in catalogue.query("SELECT id, report FROM runs"):
            report = json.dumps({**json.loads(row["report"]), "sources": []})
            catalogue.db.execute("UPDATE runs SET report = ? WHERE id = ?", [report, row["id"]])
        assert not catalogue.crawls(9)
        catalogue.db.execute("UPDATE runs SET crawl_s = 12.5 WHERE id = ?", [rebuilt])
        assert [(rebuilt, 12.5)] == [(row["id"], row["crawl_s"]) for row in catalogue.crawls(9)]


def test_crawls_that_read_hardly_anything(town, crawl):
    """Say so, beside the sources."""
    crawl(0, listing("1", days=LONG))
    crawl(1, outcome="dns")
    crawl(2, outcome="dns")
    problem = judged(town, 2).problems[0]

    assert (Verdict.ACT, "run", "failing") == (problem.verdict, problem.key, problem.state)
    assert "the last good one: 2 days ago" in problem.what


@pytest.mark.sqlite
def test_before_the_first_crawl_and_in_ruins(tmp_path):
    """Both are for the host to act on; only of ruins nothing is known."""
    empty = health(tmp_path, NOW)
    assert (Verdict.ACT, True) == (empty.verdict, empty.is_known)
    assert "No crawl has ended yet." == empty.problems[0].what

    (tmp_path / "catalogue.db").write_bytes(b"not a database at all" * 100)
    ruins = health(tmp_path, NOW)
    assert (Verdict.ACT, False) == (ruins.verdict, ruins.is_known)
    assert "catalogue" in ruins.problems[0].what


def test_imported_files_need_no_crawl(town, crawl):
    """They are as their host left them."""
    file = source(url="https://import.invalid/grange.csv")
    crawl(0, listing("1", days=LONG), sources=[file])
    with Catalogue(town.path) as catalogue:
        catalogue.db.execute("UPDATE runs SET recording = 'import'")
    found = judged(town, 60)

    assert {"grange": State.FILE} == states(found)
    assert (Verdict.FINE, 1, ()) == (found.verdict, found.events, found.crawls)


def test_drift_wants_a_look():
    """But is no alarm of its own."""
    drift = Drift("grange", "share of couples", 0.1, 0.6)
    crawl = Crawl(
        run=1, at=NOW, seconds=3, recording="", totals={"sources": 1}, events=5, drifts=(drift,)
    )
    found = judge(Facts(crawls=(crawl,), events=5), DAILY, NOW)

    (problem,) = found.problems
    assert (Verdict.LOOK, False) == (problem.verdict, problem.is_told)
    assert "share of couples is 60%, usually 10%" in problem.what


def test_the_terminal_shows_what_the_judgement_says(town, crawl):
    """The worst first, on eighty columns."""
    both = [source(), source("chapel")]
    crawl(0, listing("1", days=LONG), listing("1", source="chapel", days=LONG), sources=both)
    for day in (0.2, 0.5, 0.8):
        crawl(day, outcome="tls")
    console = Console(record=True, width=80)
    console.print(render(judged(town, 1)))
    text = console.export_text()

    assert text.index("\ngrange ") < text.index("\nchapel ")
    assert "1 → 0" in text
    assert "Tell the organisation that its certificate has expired" in text


@pytest.mark.parametrize(
    ("name", "value"), [("TWOGETHER_CRAWL_EVERY", "daily"), ("TWOGETHER_SILENT_DAYS", "0")]
)
def test_a_wrong_setting_is_named(name, value, monkeypatch, tmp_path):
    """With what to write instead."""
    monkeypatch.setenv(name, value)

    with pytest.raises(InputError, match=f"{name} '{value}' is no"):
        expected(tmp_path)
