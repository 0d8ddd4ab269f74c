"""What a run promises: identity, caution, and all or nothing."""

from datetime import timedelta

import pytest
from small_town import NOW, listing, source

from model.event import SetAside
from pipeline.catalogue import Catalogue


def test_an_edit_updates_and_does_not_duplicate(town):
    """Identity is the provider's id: a new title or time is the same event, with the same id."""
    town.run(listing("1", "Barn Dance"))
    (before,) = town.query("SELECT id, first_seen FROM events")
    report = town.run(listing("1", "Grand Barn Dance", days=5), now=NOW + timedelta(days=1))
    (after,) = town.query("SELECT id, first_seen, last_seen, name FROM events")

    assert ("Grand Barn Dance", before["id"]) == (after["name"], after["id"])
    assert before["first_seen"] == after["first_seen"] < after["last_seen"]
    assert (0, 1) == (report.sources[0].new, report.sources[0].changed)


def test_missing_once_is_not_gone_and_twice_is(town):
    """Absence is believed after two good runs in a row; the listing is kept even then."""
    everything = [listing(str(n), f"Evening {n}", days=n) for n in range(3, 9)]
    town.run(*everything)
    town.run(*everything[1:])
    assert "Evening 3" in town.names()
    report = town.run(*everything[1:])

    assert "Evening 3" not in town.names()
    assert 1 == report.sources[0].gone
    assert [{"state": "gone"}] == town.query("SELECT state FROM listings WHERE uid = '3'")


def test_a_failed_run_is_no_reason_to_believe_in_absence(town):
    """A source that could not be read keeps its listings, and its misses do not count."""
    town.run(listing("1"))
    for _ in range(3):
        report = town.run(outcome="timeout")

    assert ["Barn Dance"] == town.names()
    assert not report.sources[0].promoted
    assert "timeout" in report.sources[0].held_back[0]
    assert [{"missed": 0}] == town.query("SELECT missed FROM listings")


def test_what_comes_back_is_live_again(town):
    """A listing that was gone and is seen again is shown again, as the same event."""
    both = [listing("1", "Supper"), listing("2", "Walk")]
    town.run(*both)
    (before,) = town.query("SELECT id FROM events WHERE name = 'Supper'")
    town.run(both[1])
    town.run(both[1])
    town.run(*both)

    assert [before] == town.query("SELECT id FROM events WHERE name = 'Supper'")


def test_a_sudden_drop_is_held_back(town):
    """More than five and more than a fifth may not vanish at once."""
    many = [listing(str(n), f"Evening {n}", days=n) for n in range(1, 21)]
    town.run(*many)
    report = town.run(*many[:13])

    assert "7 of 20 upcoming listings would vanish" in report.sources[0].held_back
    assert 20 == len(town.names())
    assert town.run(*many[:15]).sources[0].promoted


def test_fewer_than_expected_is_held_back(town):
    """A source that says how many to expect is not believed below that."""
    report = town.run(listing("1"), sources=[source(expect_at_least=2)])

    assert ("1 listings are fewer than the 2 expected",) == report.sources[0].held_back
    assert [] == town.names()


def test_one_bad_source_leaves_the_good_ones(town):
    """Each source is judged by itself."""
    sources = [source(expect_at_least=5), source("library")]
    report = town.run(listing("1"), listing("1", "Talk", source="library"), sources=sources)

    assert [False, True] == [one.promoted for one in report.sources]
    assert ["Talk"] == town.names()


def test_one_bad_announcement_is_set_aside_with_its_reason(town):
    """Neither an adapter's refusal nor a stage's costs the rest of the source."""
    refused = SetAside(source="grange", uid="9", name="Someday", reason="has no date")
    report = town.run(listing("1"), listing("2", " "), set_aside=[refused])

    assert {"9", "2"} == {one.uid for one in report.sources[0].set_aside}
    assert ["Barn Dance"] == town.names()


def test_running_again_changes_nothing(town):
    """The same harvest twice leaves the same catalogue."""
    town.run(listing("1"), listing("2", "Couples' Supper"))
    before = town.dump()
    report = town.run(listing("2", "Couples' Supper"), listing("1"))

    assert before == town.dump()
    assert (0, 0) == (report.sources[0].new, report.sources[0].changed)


def test_the_order_of_sources_does_not_matter(tmp_path):
    """Merges and ids come out alike whichever source was read first."""
    from small_town import Town

    sources = [source(), source("paper", kind="aggregator"), source("library")]
    listings = [listing("1"), listing("7", source="paper"), listing("1", "Talk", source="library")]
    one, other = Town(tmp_path / "a.db"), Town(tmp_path / "b.db")
    one.run(*listings, sources=sources)
    other.run(*reversed(listings), sources=sources[::-1])

    assert one.dump()["merges"] == other.dump()["merges"]
    assert [r["id"] for r in one.dump()["events"]] == [r["id"] for r in other.dump()["events"]]


def test_duplicates_are_linked_and_the_organiser_comes_first(town):
    """The aggregator's listing is kept, and shown as part of the organiser's event."""
    sources = [source(), source("paper", kind="aggregator")]
    report = town.run(listing("1"), listing("7", source="paper"), sources=sources)

    assert 1 == report.merged
    assert [{"source": "grange"}] == town.query("SELECT source FROM events")
    assert [{"source": "paper", "uid": "7"}] == town.query("SELECT source, uid FROM merges")
    assert [1, 0] == [r["shown"] for r in town.query("SELECT shown FROM occurrences ORDER BY id")]


def test_a_merge_can_be_undone_for_good(town):
    """A host's word keeps two listings apart, through later runs."""
    sources = [source(), source("paper", kind="aggregator")]
    both = [listing("1"), listing("7", source="paper")]
    town.run(*both, sources=sources)
    with Catalogue(town.path) as catalogue:
        catalogue.rule([{("grange", "1"), ("paper", "7")}], "apart", "host", NOW.isoformat())
    town.run(*both, sources=sources)

    assert 2 == len(town.names())


def test_a_hosts_word_beats_crawl_and_classifier(town):
    """A corrected name, audience or hidden mark stays whatever is crawled later."""
    town.run(listing("1"))
    with Catalogue(town.path) as catalogue:
        catalogue.correct(
            {
                "source": "grange",
                "uid": "1",
                "field": field,
                "value": value,
                "replaced": "",
                "by": "host",
                "at": NOW.isoformat(),
            }
            for field, value in {"name": "Our Dance", "audience": "couples", "hidden": "1"}.items()
        )
    town.run(listing("1", "Barn Dance, renamed"))

    assert ["Our Dance"] == town.names()
    assert [{"audience": "couples", "p_couples": 1.0}] == town.query(
        "SELECT audience, p_couples FROM labels"
    )
    assert [{"hidden": 1}] == town.query("SELECT hidden FROM events")


def test_the_horizon_moves_though_the_feed_does_not(town):
    """A rule is expanded at every run."""
    from dataclasses import replace

    rule = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Barn Dance\r\n"
        "DTSTART:20260303T190000Z\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    weekly = replace(listing("1"), occurrences=(), recurrence=rule)
    last = "SELECT max(start_date) AS last FROM occurrences"
    town.run(weekly)
    (before,) = town.query(last)
    town.run(weekly, now=NOW + timedelta(days=28))
    (after,) = town.query(last)

    assert before["last"] < after["last"]


def test_the_raw_announcement_is_kept(town):
    """Whatever the stages make of it, the source's own words can be read again."""
    town.run(listing("1"))

    assert [{"raw": "raw of 1"}] == town.query("SELECT raw FROM listings")


def test_a_run_that_fails_leaves_everything_as_it_was(town, monkeypatch):
    """An error while the catalogue is written undoes the whole run."""
    from pipeline import run as module

    town.run(listing("1"))
    before = town.dump()

    def fail(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(module.Catalogue, "replace_events", fail)
    with pytest.raises(OSError, match="no space"):
        town.run(listing("1", "Another name"))

    assert before == town.dump()
    assert [{"n": 1}] == town.query("SELECT count(*) AS n FROM runs")
