"""What can be wrong with a server: one sentence, no password, nothing half-written."""

import os
from importlib.resources import files
from itertools import count

import pytest
from click.testing import CliRunner
from small_town import NOW, Town, listing
from streamlit.testing.v1 import AppTest

from model.errors import CatalogueError, CatalogueLocked, DiskError
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.config import Config
from pipeline.lock import locked
from pipeline.postgresql_address import Address, address
from pipeline.postgresql_database import PostgresqlDatabase

psycopg = pytest.importorskip("psycopg")
NUMBERS = count()


@pytest.fixture
def role(server):
    """A role of its own with a password, and a schema that it owns: address, name and schema."""
    name = f"role_{next(NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE ROLE {name} LOGIN PASSWORD 's3cret'")
    url = server.replace("host@", f"{name}:s3cret@")
    yield url, name
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"DROP OWNED BY {name} CASCADE")
        db.execute(f"DROP ROLE {name}")


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def told(done):
    """The sentence that a command ended with."""
    assert isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output
    assert "s3cret" not in done.output
    return done.exit_code, " ".join(done.output.split())


def test_a_newer_catalogue_and_another_programs_schema_are_refused(on_server, tmp_path):
    """Nothing is read or written by a program that does not know what it means."""
    newer, other = tmp_path / "newer", tmp_path / "other"
    with Catalogue(Config(newer).catalogue) as catalogue:
        catalogue.db.execute("INSERT INTO migrations (name) VALUES ('read_minds')")
    schema = address(os.environ["TWOGETHER_DATABASE"], Config(other).catalogue).schema
    with psycopg.connect(on_server, autocommit=True) as db:
        db.execute(f"CREATE SCHEMA {schema} CREATE TABLE invoices (id int)")

    for command in ("export", "rebuild"):
        assert "a newer twogether, which knows read_minds" in told(run(command, "--home", newer))[1]
        assert "is another program's; name another schema" in told(run(command, "--home", other))[1]


def test_a_run_on_another_machine_is_waited_for(server, tmp_path, monkeypatch):
    """Two homes that share a schema: the second is told, and exits with 75."""
    from pipeline import postgresql_lock

    monkeypatch.setattr(postgresql_lock, "PATIENCE_S", 0.2)
    monkeypatch.setenv("TWOGETHER_DATABASE", f"{server}?options=-csearch_path%3Dshared")
    here, there = Config(tmp_path / "here"), Config(tmp_path / "there")
    Town(here.catalogue).run(listing("1"))
    with (
        locked(here.lock),
        pytest.raises(CatalogueLocked, match="being written by a run on 127"),
        locked(there.lock),
    ):
        pass
    with locked(here.lock):
        code, text = told(run("rebuild", "--home", there.home))
    assert 75 == code
    assert "schema shared' is being written by a run on 127.0.0.1 that began at" in text
    assert 0 == run("rebuild", "--home", there.home).exit_code


def test_a_connection_that_is_lost_in_the_middle(on_server, tmp_path):
    """One sentence, and nothing is half-written."""
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1"))

    def interrupted():
        with Catalogue(town.path) as catalogue, catalogue.writing():
            catalogue.db.execute("DELETE FROM events")
            [row] = catalogue.query("SELECT pg_backend_pid() AS pid")
            with psycopg.connect(on_server, autocommit=True) as db:
                db.execute("SELECT pg_terminate_backend(%s)", [row["pid"]])
            catalogue.query("SELECT 1")

    with pytest.raises(CatalogueError, match=r"does not answer .*nothing that was begun was kept"):
        interrupted()
    assert ["Barn Dance"] == town.names()


def test_a_server_that_is_not_there(tmp_path, monkeypatch):
    """Every command and page says so in one sentence, without the password."""
    monkeypatch.setenv("TWOGETHER_DATABASE", "postgresql://ann:s3cret@127.0.0.1:1/towns")
    for command in ("export", "rebuild", "sources", "doctor", "backup", "health"):
        code, text = told(run(command, "--home", tmp_path))
        assert code in (1, 2), command
        assert (
            "catalogue 'postgresql://ann@127.0.0.1:1/towns, schema twogether' does not answer"
            in text
        )
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path))
    app = AppTest.from_file(str(files("dashboard") / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "does not answer" in app.error[0].value
    assert "s3cret" not in app.error[0].value


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "mysql://ann:s3cret@db/towns",
            "'mysql://ann@db/towns', which is no address of a PostgreSQL",
        ),
        (
            "postgresql://db/towns?options=-csearch_path%3Dpublic",
            "the schema 'public', which cannot be",
        ),
        ("postgresql://ann:s3cret@db/towns?half=1", "has an address that cannot be understood"),
        ("postgresql://ann:s3cret@[db/towns", "which is no address of a PostgreSQL"),
        ("postgresql://db/towns?options=-csearch_path%3DMy-Town", "the schema 'My-Town', which"),
    ],
)
def test_an_address_that_cannot_be_meant(tmp_path, monkeypatch, url, words):
    """It is named, and what would be right."""
    monkeypatch.setenv("TWOGETHER_DATABASE", url)
    assert words in told(run("export", "--home", tmp_path))[1]


def test_a_role_that_may_not(role, server, tmp_path, monkeypatch):
    """Make a schema, write what it may read, or use a database without PostGIS."""
    url, name = role
    own = Address(server, "granted")
    PostgresqlDatabase(own).close()
    monkeypatch.setenv("TWOGETHER_DATABASE", f"{url}?options=-csearch_path%3Dnobodys")
    with pytest.raises(CatalogueError, match=r"may not be used by this role .permission denied"):
        Catalogue(tmp_path / "catalogue.db")
    monkeypatch.setenv("TWOGETHER_DATABASE", f"{url}?options=-csearch_path%3Dgranted")
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"GRANT USAGE ON SCHEMA granted TO {name}")
        db.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA granted TO {name}")
    with Catalogue(tmp_path / "catalogue.db", read_only=True) as catalogue:
        assert [] == catalogue.sources()
    with (
        pytest.raises(CatalogueError, match="may not be used by this role"),
        Catalogue(tmp_path / "catalogue.db") as catalogue,
    ):
        catalogue.start_run(NOW, "")
    with (
        pytest.raises(DiskError, match="its server is read-only"),
        Catalogue(tmp_path / "catalogue.db", read_only=True) as catalogue,
    ):
        catalogue.start_run(NOW, "")


def test_a_database_without_postgis(role, server, tmp_path, monkeypatch):
    """Says what to install, and that a superuser must."""
    url, name = role
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE DATABASE plain_{name} OWNER {name} TEMPLATE template0")
    monkeypatch.setenv("TWOGETHER_DATABASE", url.replace("/postgres", f"/plain_{name}"))
    with pytest.raises(
        CatalogueError, match=r"has no PostGIS .permission denied.*CREATE EXTENSION postgis"
    ):
        Catalogue(tmp_path / "catalogue.db")
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"DROP DATABASE plain_{name}")


def test_a_row_that_is_locked_is_waited_for_and_named(on_server, tmp_path, monkeypatch):
    """As long as a file is, then with exit code 75."""
    from pipeline import postgresql_address

    monkeypatch.setitem(postgresql_address.SETTINGS, "lock_timeout", "200ms")
    town = Town(tmp_path / "catalogue.db")
    town.run(listing("1"))
    with Catalogue(town.path) as other, other.writing():
        other.db.execute("UPDATE events SET name = 'half'")
        code, text = told(run("rebuild", "--home", tmp_path))
    assert (75, True) == (
        code,
        "is being written by another program, which keeps it locked" in text,
    )
