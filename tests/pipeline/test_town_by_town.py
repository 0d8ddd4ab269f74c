"""A run that writes town after town leaves whole towns wherever it breaks off, and is gone on with."""

from datetime import timedelta

import pytest
from small_town import NOW, Town, listing, source

from pipeline.catalogue import Catalogue
from pipeline.crew import split

LATER = NOW + timedelta(days=1)
TOWNS = ("Marietta, OH", "Athens, OH", "Marietta, OH", "Belpre, OH")
SOURCES = [source(f"s{number}", locality=town) for number, town in enumerate(TOWNS)]


class Book:
    """A ledger in memory."""

    kept = None

    def changes(self, found):
        self.kept = self.kept or found
        return self.kept


def listings(uids):
    return [listing(f"{one.id}-{uid}", f"{uid} at {one.id}", source=one.id) for one in SOURCES for uid in uids]  # fmt: skip


@pytest.fixture
def towns(tmp_path):
    """Two catalogues after the same first run."""
    found = [Town(tmp_path / name / "catalogue.db") for name in ("whole", "broken")]
    for town in found:
        town.run(*listings(["Dance", "Supper", "Walk"]), sources=SOURCES)
    return found


def test_what_breaks_off_between_towns_leaves_whole_towns_and_is_gone_on_with(towns, monkeypatch):
    """A listing that is missing once is missing once, however often the run is begun."""
    whole, broken = towns
    book, before = Book(), broken.names()
    later = listings(["Dance", "Supper", "Concert"])
    first = whole.run(*later, sources=SOURCES, now=LATER)
    save = Catalogue.save_source

    def fail(self, one, *rest):
        if one.id == "s3":
            raise RuntimeError("the power goes")
        save(self, one, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "save_source", fail)
        with pytest.raises(RuntimeError, match="the power goes"):
            broken.run(*later, sources=SOURCES, now=LATER, ledger=book)

    there = {row["source"] for row in broken.query("SELECT source FROM listings WHERE name LIKE 'Concert%'")}  # fmt: skip
    assert {"s0", "s1", "s2"} == there
    assert before == broken.names()
    report = broken.run(*later, sources=SOURCES, now=LATER, ledger=book)

    assert report.to_dict() == {**first.to_dict(), "sources": report.to_dict()["sources"]}
    assert sorted(map(str, report.sources)) == sorted(map(str, first.sources))
    assert 4 == report.to_dict()["totals"]["new"]
    assert {1} == {row["missed"] for row in broken.query("SELECT missed FROM listings WHERE name LIKE 'Walk%'")}  # fmt: skip
    for columns in ("* FROM listings", "source, url, run FROM fetches", "* FROM sources"):
        sql = f"SELECT {columns} ORDER BY 1, 2"
        assert whole.query(sql) == broken.query(sql)
    assert whole.dump() == broken.dump()


def test_parts_hold_everything_in_order():
    class Many:
        size = 2

    items = list(range(1234))
    parts = list(split(items, Many()))

    assert items == [item for part in parts for item in part]
    assert 8 == len(parts)
    assert [] == list(split([], Many()))
