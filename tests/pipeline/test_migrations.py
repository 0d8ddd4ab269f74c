"""Catalogues as earlier versions left them, opened by today's: nothing is lost, everything works."""

import json
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.config import Config
from pipeline.soundness import check

pytestmark = pytest.mark.sqlite
SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
"""One for each schema that a host may have, named after the last of its migrations."""
NOW = "2026-03-02T12:00:00+00:00"
SAID = {"name": "An Evening at the Wheel", "hidden": "1"}


def rows(path):
    """Every row of every table by the table's name, without what search keeps for itself."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("events_fts_", "_sqlite"))
        ]
        return {name: [dict(row) for row in db.execute(f"SELECT * FROM {name}")] for name in names}


@pytest.fixture(params=SCHEMAS, ids=lambda file: file.stem)
def old(request, tmp_path):
    """The home of a catalogue that an earlier version wrote, and what it held."""
    path = Config(tmp_path).catalogue
    with closing(sqlite3.connect(path)) as db:
        db.executescript(request.param.read_text("utf-8"))
        db.execute("PRAGMA journal_mode = WAL")
    held = rows(path)
    assert all(held.values()), "a table without rows shows nothing"
    return tmp_path, held


def run(command, home, *options):
    """What a command prints that is to succeed."""
    done = CliRunner().invoke(main, [command, "--home", str(home), *options])
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_every_row_outlives_the_upgrade(old):
    """What each table held it still holds, field for field; a host's word moved with its author."""
    home, before = old
    run("export", home)
    after = rows(Config(home).catalogue)

    assert check(Config(home).catalogue)
    for row in before.pop("overrides", ()):
        if row["field"] == "apart_from":
            assert any(
                row["by"] == one["by"] and row["at"] == one["at"] for one in after["rulings"]
            )
        else:
            shared = ("source", "uid", "field", "value", "by", "at")
            assert any(all(row[k] == one[k] for k in shared) for one in after["corrections"])
    for table, held in before.items():
        kept = [{name: row[name] for name in held[0]} for row in after[table]]
        assert held == kept, table


def test_an_old_catalogue_works_as_a_new_one(old):
    """Doctor finds it sound, a rebuild keeps identity, first sight and a host's word."""
    home, before = old
    assert "sound" in run("doctor", home)
    run("rebuild", home, "--now", NOW)
    events = [json.loads(line) for line in run("export", home, "--what", "events").splitlines()]
    after = rows(Config(home).catalogue)
    known = {row["id"] for row in before["events"]}

    assert {SAID["name"]} < {row["name"] for row in events}
    assert "Poetry for Pairs" not in {row["name"] for row in events}
    parted = {row["id"] for row in after["events"]} - known
    assert len(parted) == ("doubts" in before), "the soups, where they were one event before"
    assert {row["uid"]: row["first_seen"] for row in before["listings"]} == {
        row["uid"]: row["first_seen"] for row in after["listings"]
    }
    assert before["geocodes"] == after["geocodes"]
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        assert SAID == {
            row["field"]: row["value"] for said in catalogue.corrections().values() for row in said
        }
        [pair] = catalogue.ruling().apart
        [apart] = [{row["event"] for row in after["listings"] if row["name"] == "Soup for Lent"}]
    assert {"import-grange", "import-paper"} == {source for source, _ in pair}
    assert 2 == len(apart)


def test_an_old_catalogue_is_searched_and_shown(old, tmp_path, monkeypatch):
    """A couple finds what is in it by the command, and the page opens, before any rebuild."""
    home, _ = old
    outing = tmp_path / "outing.toml"
    outing.write_text('[home]\nplace = "Marietta, OH"\n')

    assert "Two at the Wheel" in run("recommend", home, "--outing", str(outing), "--now", NOW)

    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("TWOGETHER_HOME", str(home))
    app = AppTest.from_file(str(files("dashboard") / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert not app.error


def test_two_programs_that_upgrade_at_once_do_it_once(tmp_path):
    """The second waits for the first, and finds nothing left to do."""
    from concurrent.futures import ThreadPoolExecutor

    path = Config(tmp_path).catalogue
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMAS[0].read_text("utf-8"))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Catalogue(path).close(), range(8)))

    assert 1 == len(rows(path)["rulings"])
    assert 2 == len(rows(path)["corrections"])


def test_an_upgrade_that_fails_changes_nothing(tmp_path, monkeypatch):
    """All steps or none: the older program can still open what it wrote."""
    from sqlite_utils import Migrations

    path = Config(tmp_path).catalogue
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMAS[0].read_text("utf-8"))
        before = list(db.iterdump())
    record = Migrations._record_applied

    def fail_at_the_last(self, db, name):
        if name == "keep_answers":
            raise sqlite3.OperationalError("interrupted")
        record(self, db, name)

    monkeypatch.setattr(Migrations, "_record_applied", fail_at_the_last)
    done = CliRunner().invoke(main, ["export", "--home", str(tmp_path)])

    assert 1 == done.exit_code
    assert "interrupted" in done.output
    with closing(sqlite3.connect(path)) as db:
        assert before == list(db.iterdump())
