"""The catalogue as open data: what is asked of it, and what is never shown."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from html import unescape

import pytest
from click.testing import CliRunner

from operations.explore import NAME, datasette, metadata
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.config import Config
from pipeline.open_data import OPEN, open_copy

QUERIES = metadata()["databases"]["twogether"]["queries"]
SECRETS = ("Ann-the-host", "Hidden-Supper", "A private street 1", "key=hush", "answered-text")


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory, copy_home):
    """The sample town, with all that a host knows and nobody else need know."""
    home = copy_home(sample_home, tmp_path_factory.mktemp("explore") / "home")
    with Catalogue(Config(home).catalogue) as catalogue, catalogue.writing():
        db = catalogue.db
        said = {"source": "a", "uid": "1", "by": "Ann-the-host", "at": ""}
        db.insert("corrections", [{**said, "field": "name", "value": "x", "replaced": ""}])
        db.insert("answers", [{**said, "title": "answered-text"}])
        db.insert("geocodes", [{"query": "A private street 1", "latitude": 1.0}])
        db.execute("UPDATE sources SET url = url || '?key=hush'")
        [first] = catalogue.query("SELECT id FROM events ORDER BY id LIMIT 1")
        hide = "UPDATE events SET hidden = 1, name = 'Hidden-Supper' WHERE id = ?"
        db.execute(hide, [first["id"]])
        db.execute("UPDATE listings SET name = 'Hidden-Supper' WHERE event = ?", [first["id"]])
        db.execute("UPDATE listings SET raw = 'Ann-the-host'")
    return home


@pytest.fixture(scope="module")
def copy(home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy") / NAME
    open_copy(Config(home).catalogue, copy)
    return copy


def get(copy, *addresses, sql=False):
    """What Datasette answers to each address, in a process's own loop."""
    server = datasette(copy, sql=sql)

    async def ask():
        return [await server.client.get(address) for address in addresses]

    return asyncio.run(ask())


def test_nothing_that_only_a_host_knows_is_in_the_copy(home, copy):
    """Not a byte of it, not even in pages that SQLite no longer uses."""
    body = copy.read_bytes()
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        there = str([list(catalogue.db.rows(table)) for table in catalogue.db.columns()])

    assert all(secret in there for secret in SECRETS)
    assert [] == [secret for secret in SECRETS if secret.encode() in body]
    with closing(sqlite3.connect(copy)) as db:
        tables = {
            name
            for (name,) in db.execute(
                "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
            )
        }
        assert {"events", "occurrences", "places", "sources"} <= tables
        assert tables - {"sqlite_schema", "sqlite_sequence"} <= set(OPEN)
        assert "ok" == db.execute("PRAGMA integrity_check").fetchone()[0]
        assert [] == db.execute("PRAGMA foreign_key_check").fetchall()


def test_every_question_has_an_answer(copy):
    """Each one that is offered runs, and over the sample town says something."""
    answers = get(copy, *(f"/twogether/{name}.json?_shape=array&words=couples" for name in QUERIES))
    found = {name: answer.json() for name, answer in zip(QUERIES, answers, strict=True)}

    assert {200} == {answer.status_code for answer in answers}, found
    assert {"in_doubt"} >= {name for name, rows in found.items() if not rows}
    assert all(row["km_from_town"] <= 15 for row in found["free_and_near"])
    assert all(row["events"] >= row["unsaid"] + row["free"] for row in found["price_coverage"])
    starts = [row["start_date"] for row in found["couples_next_30_days"]]
    assert starts == sorted(starts)
    assert len(found["sources_by_health"]) > 5


def test_pages_say_what_they_are_and_search(copy):
    """Titles, the source of the data, and full text over events."""
    start, town, found = get(
        copy, "/", "/twogether", "/twogether/events.json?_search=couples&_shape=array"
    )

    assert "What is on for two" in start.text
    assert "Public calendars" in town.text
    assert all(query["title"] in unescape(town.text) for query in QUERIES.values())
    assert all(
        "couple" in f"{row['name']} {row['description']} {row['keywords']}".lower()
        for row in found.json()
    )
    assert found.json()


def test_ones_own_sql_only_where_it_is_let_and_never_to_write(copy):
    """Off unless asked for; the copy cannot be written either way."""
    ask = "/twogether.json?sql=select+count(*)+as+n+from+events&_shape=array"
    before = copy.read_bytes()
    [refused] = get(copy, ask)
    [counted, written] = get(copy, ask, "/twogether.json?sql=delete+from+events", sql=True)

    assert 403 == refused.status_code
    assert counted.json()[0]["n"] > 10
    assert 400 == written.status_code
    assert before == copy.read_bytes()


def test_without_the_extra_the_message_names_it(home, monkeypatch):
    """One sentence, no traceback."""
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    done = CliRunner().invoke(main, ["explore", "--home", str(home)])

    assert 1 == done.exit_code
    assert "pip install 'twogether-events[explore]'" in done.output


def test_there_is_nothing_to_explore(tmp_path):
    """Before the first crawl the message names it."""
    done = CliRunner().invoke(main, ["explore", "--home", str(tmp_path)])

    assert 1 == done.exit_code
    assert "run `twogether crawl` first" in done.output


def test_the_command_serves_this_machine_alone(home):
    """It says where, answers there, and leaves no copy behind when it is stopped."""
    import os
    import socket
    import time
    import urllib.request

    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scratch = home.parent / "scratch"
    scratch.mkdir()
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "explore",
        "--home",
        str(home),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(scratch)}
    )
    try:
        assert f"http://127.0.0.1:{port}/twogether" in server.stdout.readline()
        body = b""
        until = time.monotonic() + 60
        while not body and time.monotonic() < until:
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/twogether", timeout=10
                ) as page:
                    body = page.read()
            except OSError:
                time.sleep(0.1)
        assert b"Made for couples, the next 30 days" in body
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert [] == list(scratch.iterdir())
