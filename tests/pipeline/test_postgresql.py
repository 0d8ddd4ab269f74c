"""A catalogue in PostgreSQL: the same rows as in a file, and what only a server can do."""

import subprocess
import sys
from contextlib import closing, suppress
from datetime import timedelta

import pytest
from click.testing import CliRunner
from small_town import NOW, Town, listing, source

from model.event import Place
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.config import Config
from pipeline.postgresql_database import PostgresqlDatabase
from pipeline.postgresql_schema import MIGRATIONS
from pipeline.schema import migrations
from pipeline.sqlite_database import SqliteDatabase

psycopg = pytest.importorskip("psycopg")
DANCES = [
    listing(
        str(n), f"Dance {n}", days=n, location=Place(name="Hall", latitude=39.4, longitude=-81.4)
    )
    for n in range(1, 9)
]


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_both_hold_the_same(server, tmp_path, monkeypatch):
    """Three runs give the same rows, field for field, and so does a copy there and back."""
    held = {}
    for kind in ("", f"{server}?options=-csearch_path%3D{{home}}"):
        monkeypatch.setenv("TWOGETHER_DATABASE", kind)
        town = Town(tmp_path / (kind and "server") / "catalogue.db")
        town.run(*DANCES)
        town.run(
            listing("1", "Couples' Supper\0"),
            listing("2", source="paper"),
            now=NOW + timedelta(days=1),
            sources=[source(), source("paper")],
        )
        town.run(outcome="dns", now=NOW + timedelta(days=2))
        with Catalogue(town.path) as catalogue:
            held[kind] = contents(catalogue.db)
    in_file, on_server = held.values()
    for rows in in_file["listings"]:  # PostgreSQL has no NUL
        rows["name"] = rows["name"].replace("\0", "")
    for table, rows in in_file.items():
        assert rows == on_server[table], table


def contents(db):
    """Every row of every table, in an order of its own."""
    return {
        table: sorted(({name: row[name] for name in names} for row in db.rows(table)), key=repr)
        for table, names in sorted(db.columns().items())
    }


def test_a_backup_moves_a_catalogue_to_a_server_and_back(on_server, tmp_path, monkeypatch):
    """Nothing is lost either way, and numbers go on."""
    home, other = tmp_path / "town", tmp_path / "other"
    monkeypatch.delenv("TWOGETHER_DATABASE")
    Town(home / "catalogue.db").run(*DANCES)
    with Catalogue(home / "catalogue.db") as catalogue:
        before = contents(catalogue.db)

    [file] = backed_up(home, tmp_path / "first")
    monkeypatch.setenv("TWOGETHER_DATABASE", f"{on_server}?options=-csearch_path%3D{{home}}")
    for _ in range(2):
        done = run("restore", file, "--home", home, "--yes")
        assert 0 == done.exit_code, done.output
    with Catalogue(home / "catalogue.db") as catalogue:
        assert isinstance(catalogue.db, PostgresqlDatabase)
        assert before == contents(catalogue.db)
    assert 1 == len(list(Config(home).backups.glob("before-restore-*.zip")))
    Town(home / "catalogue.db").run(*DANCES, now=NOW + timedelta(days=1))
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        assert 2 == catalogue.last_run_number()
        after = contents(catalogue.db)

    [file] = backed_up(home, tmp_path / "second")
    monkeypatch.delenv("TWOGETHER_DATABASE")
    assert 0 == run("restore", file, "--home", other, "--yes").exit_code
    with Catalogue(other / "catalogue.db") as catalogue:
        assert isinstance(catalogue.db, SqliteDatabase)
        assert after == contents(catalogue.db)


def backed_up(home, folder):
    done = run("backup", folder, "--home", home)
    assert 0 == done.exit_code, done.output
    return folder.glob("*.zip")


def test_a_migration_is_written_for_both(on_server, tmp_path):
    """Under one name in one order, and with the same tables and columns."""
    with closing(SqliteDatabase(tmp_path / "file.db")) as file:
        names = [one.name for one in migrations.applied(file.file)]
        columns = file.columns()
    with Catalogue(tmp_path / "catalogue.db") as catalogue:
        applied = [row["name"] for row in catalogue.query("SELECT name FROM migrations")]
        found = catalogue.db.columns()

    assert names[names.index("keep_out") :] == list(MIGRATIONS) == applied
    assert {table: set(names) for table, names in columns.items()} == {
        table: set(names) for table, names in found.items()
    }


def test_an_older_schema_is_brought_up_to_date_by_one_of_many(on_server, tmp_path, monkeypatch):
    """The others wait; an upgrade that fails changes nothing."""
    from concurrent.futures import ThreadPoolExecutor

    from pipeline import postgresql_migrations

    path = tmp_path / "catalogue.db"
    with monkeypatch.context() as then:
        older = {"keep_out": MIGRATIONS["keep_out"]}
        then.setattr(postgresql_migrations, "MIGRATIONS", older)
        Catalogue(path).close()
    with monkeypatch.context() as then:
        then.setattr(
            postgresql_migrations,
            "statements",
            lambda name: "CREATE TABLE half (id int); SELECT 1 / 0",
        )
        with pytest.raises(psycopg.errors.DivisionByZero):
            Catalogue(path)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Catalogue(path, read_only=True).close(), range(8)))
    with Catalogue(path, read_only=True) as catalogue:
        assert list(MIGRATIONS) == [
            row["name"] for row in catalogue.query("SELECT name FROM migrations")
        ]
        assert "half" not in catalogue.db.columns()


def test_whoever_reads_sees_one_moment(database, tmp_path):
    """A run that commits meanwhile is not seen by a reader that has begun, and does not wait."""
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1", "First"))
    with Catalogue(town.path, read_only=True) as reader, reader.reading():
        before = reader.query("SELECT name FROM events")
        town.run(listing("2", "Second"), now=NOW + timedelta(days=1))
        assert before == reader.query("SELECT name FROM events")
    assert ["First", "Second"] == town.names()


def test_what_fails_inside_is_undone_and_inside_that_only_its_part(database, tmp_path):
    """As deep as it goes."""
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1"))
    rename = "UPDATE events SET name = ?"
    with Catalogue(town.path) as catalogue:
        with suppress(KeyError), catalogue.writing():
            catalogue.db.execute(rename, ["whole"])
            raise KeyError
        assert ["Barn Dance"] == town.names()
        with catalogue.writing():
            catalogue.db.execute(rename, ["kept"])
            with suppress(KeyError), catalogue.writing():
                catalogue.db.execute(rename, ["part"])
                raise KeyError
    assert ["kept"] == town.names()


WRITER = """
import sys, time
from pathlib import Path
from pipeline.catalogue import Catalogue
with Catalogue(Path(sys.argv[1])) as catalogue, catalogue.writing():
    catalogue.db.execute("DELETE FROM events")
    print("half", flush=True)
    time.sleep(60)
"""


def test_a_program_that_is_killed_in_the_middle_has_changed_nothing(database, tmp_path):
    """And is in nobody's way."""
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1"))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(town.path)], stdout=subprocess.PIPE
    )
    assert b"half\n" == writer.stdout.readline()
    writer.kill()
    writer.communicate()

    assert ["Barn Dance"] == town.names()
    town.run(listing("1", "Barn Dance"), listing("2", "Ceilidh"), now=NOW + timedelta(days=1))
    assert ["Barn Dance", "Ceilidh"] == town.names()


def test_the_doctor_names_the_database(on_server, tmp_path):
    """Its version, PostGIS's, and where it is."""
    Town(tmp_path / "catalogue.db").run(listing("1"))
    done = run("doctor", "--home", tmp_path)
    assert "catalogue: 1 events, sound in PostgreSQL " in done.output
    assert "with PostGIS 3" in done.output
    with Catalogue(tmp_path / "catalogue.db") as catalogue:
        catalogue.db.execute("DELETE FROM events")
    assert (
        "is damaged (a row of occurrences refers to none of events"
        in run("doctor", "--home", tmp_path).output
    )


def test_what_json_says_of_a_nul_is_left_out_too(on_server, tmp_path):
    """And nothing that only looks like it."""
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1"))
    with Catalogue(town.path) as catalogue:
        report = {"sources": [{"source": "a\0b", "outcome": r"c\u0000d"}], "events": 7}
        catalogue.finish_run(1, report, 1.0)
        [visit] = catalogue.visits(1)
        [crawl] = catalogue.crawls(1)
    assert ("ab", r"c\u0000d") == (visit["source"], visit["outcome"])
    assert 7 == crawl["events"]


def test_keys_of_any_length(on_server, tmp_path):
    """What a calendar makes up may be longer than an index takes."""
    long = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(4000))
    town = Town(tmp_path / "catalogue.db")
    for day in range(2):
        town.run(listing(long), listing(f"{long}2", "Other"), now=NOW + timedelta(days=day))
    assert ["Barn Dance", "Other"] == town.names()
    assert {long, f"{long}2"} == {row["uid"] for row in town.query("SELECT uid FROM listings")}
