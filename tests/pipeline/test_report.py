"""What a run says of itself, and what leaves the catalogue."""

import gzip
import json
from dataclasses import replace
from datetime import timedelta

from rich.console import Console
from small_town import NOW, listing, source

from pipeline.archive import KEPT_DAYS, archive
from pipeline.catalogue import Catalogue

SOURCES = [source(), source("paper", kind="aggregator")]


def changes(report, source_id="grange"):
    """What happened to a source's listings, by uid."""
    [one] = [one for one in report.sources if one.source == source_id]
    return {change.uid: (change.what.value, change.fields) for change in one.changes}


def test_each_change_is_named_with_its_fields(town):
    """New, changed with what differs, gone; in the report, as JSON and in words."""
    first = town.run(listing("1"), listing("2", "Supper"), listing("3", "Talk"))
    assert {"1": ("new", ()), "2": ("new", ()), "3": ("new", ())} == changes(first)

    moved = listing("2", "Potluck Supper", days=4)
    town.run(listing("1"), moved)
    report = town.run(listing("1"), replace(moved, timezone="America/Chicago"))

    assert {"2": ("changed", ("timezone",)), "3": ("gone", ())} == changes(report)
    assert {"2": ("changed", ("name", "occurrences"))} == changes(
        town.run(listing("1"), replace(listing("2"), timezone="America/Chicago"))
    )
    document = json.loads(json.dumps(report.to_dict()))
    assert 1 == document["totals"]["gone"]
    console = Console(record=True, width=200)
    console.print(report.render())
    text = console.export_text()
    assert "grange changed: Potluck Supper (timezone)" in text
    assert "In total: 0 new, 1 changed, 1 gone, 0 merged, 0 set aside." in text


def test_merges_are_reported_once(town):
    """A listing that becomes part of another's event is named, and not again at the next run."""
    both = [listing("1"), listing("7", source="paper")]
    first = town.run(*both, sources=SOURCES)
    again = town.run(*both, sources=SOURCES)

    assert ("merged", ()) == changes(first, "paper")["7"]
    assert {} == changes(again, "paper")
    assert "same start" in next(c.why for c in first.sources[1].changes if c.why)


def test_what_is_long_over_is_archived(town, tmp_path):
    """Ninety days after its last day a listing is in a file, and in the catalogue no more."""
    town.run(listing("1"), listing("2", "Supper", days=60))
    soon, later = NOW + timedelta(days=KEPT_DAYS), NOW + timedelta(days=KEPT_DAYS + 10)
    with Catalogue(town.path) as catalogue:
        catalogue.replace_events([], [])
        assert 0 == archive(catalogue, tmp_path / "archive", soon)
        assert 1 == archive(catalogue, tmp_path / "archive", later)
        assert 0 == archive(catalogue, tmp_path / "archive", later)
        assert [("grange", "2")] == list(catalogue.listings())
        assert [] == catalogue.query("SELECT * FROM fetches")

    [file] = (tmp_path / "archive").iterdir()
    [row] = map(json.loads, gzip.decompress(file.read_bytes()).decode().splitlines())
    assert "Barn Dance" == row["listing"]["event"]["name"]


def test_an_archived_listing_does_not_come_back(town, tmp_path):
    """A feed that keeps its whole past does not fill the catalogue again."""
    town.run(listing("1"))
    later = NOW + timedelta(days=KEPT_DAYS + 10)
    with Catalogue(town.path) as catalogue:
        catalogue.replace_events([], [])
        archive(catalogue, tmp_path, later)
    town.run(listing("1"), listing("2", "Supper", days=KEPT_DAYS + 20), now=later)

    assert [{"uid": "2"}] == town.query("SELECT uid FROM listings")
