"""Disks that are full or closed, files that are damaged or locked: one sentence, nothing lost."""

import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from data.sample.build import build
from pipeline import sqlite_file
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.config import Config

pytestmark = pytest.mark.sqlite
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SUPPERS = "".join(
    f"Potluck Supper for Two number {n},2026-03-{n % 28 + 1:02} 19:00,Grange Hall,$30 per couple\n"
    for n in range(120)
)
SOURCES = '[[source]]\nid = "mill"\nname = "Mill"\nurl = "https://mill.example/a.ics"\ntimezone = "UTC"\nlocality = "Marietta, OH"\n'
AS_THEN = ("--timezone", "America/New_York", "--now", NOW.isoformat())
OUTING = '[home]\nplace = "Marietta, OH"\n'


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A host's small installation, with a word of theirs in it."""
    base = tmp_path_factory.mktemp("whole")
    home = base / "home"
    home.mkdir()
    (home / "sources.toml").write_text(SOURCES)
    (home / "outing.toml").write_text(OUTING)
    (home / "more.csv").write_text(
        f"name,start,venue,price\n{SUPPERS.replace('Potluck', 'Midsummer')}"
    )
    (base / "first.csv").write_text(f"name,start,venue,price\n{SUPPERS}")
    options = ["--home", str(home), *AS_THEN]
    done = CliRunner().invoke(main, ["import", str(base / "first.csv"), *options])
    assert 0 == done.exit_code, done.output
    with Catalogue(Config(home).catalogue) as catalogue:
        [event] = catalogue.query("SELECT id FROM events LIMIT 1")
    done = CliRunner().invoke(main, ["fix", event["id"], "--set", "price=30", "--home", str(home)])
    assert 0 == done.exit_code, done.output
    return home, event["id"]


@pytest.fixture
def home(whole, tmp_path):
    """A copy of it to be damaged."""
    return Path(shutil.copytree(whole[0], tmp_path / "home"))


def commands(home, event):
    """Every command that opens the catalogue, by its name."""
    at = ["--home", str(home)]
    return {
        "crawl": ["crawl", *at],
        "import": ["import", str(home / "more.csv"), *at, *AS_THEN],
        "fix": ["fix", event, "--hide", *at],
        "merges": ["merges", *at],
        "rebuild": ["rebuild", *at],
        "export": ["export", *at],
        "sources": ["sources", *at],
        "recommend": ["recommend", "--outing", str(home / "outing.toml"), *at],
        "doctor": ["doctor", *at],
    }


def told(done):
    """The sentence that a command ended with, after checking that there is nothing else wrong."""
    text = " ".join(done.output.split())
    assert isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in text
    return done.exit_code, text


def overwritten(path):
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xab" * 64)


def cut_short(path):
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096 + 100)


def no_database(path):
    path.write_bytes(b"Dear diary, today I wrote into the wrong file. " * 200)


DAMAGES = {
    overwritten: "is damaged",
    cut_short: "is damaged",
    no_database: "is damaged",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_catalogue_is_named_and_left_alone(whole, home, damage):
    """Each command says which file it is and how it is put right, and changes none of its bytes."""
    path = Config(home).catalogue
    damage(path)
    before = path.read_bytes()

    for name, command in commands(home, whole[1]).items():
        code, text = told(CliRunner().invoke(main, command))
        assert (name, 1) == (name, code), text
        assert f"catalogue {str(path)!r}" in text, (name, text)
        assert DAMAGES[damage] in text, (name, text)
        assert "twogether restore" in text, (name, text)
    assert before == path.read_bytes()


def test_a_damaged_catalogue_is_a_sentence_on_every_page(home, monkeypatch):
    """A visitor reads that it is damaged, and sees no stack of calls."""
    overwritten(Config(home).catalogue)
    monkeypatch.setenv("TWOGETHER_HOME", str(home))
    app = AppTest.from_file(str(files("dashboard") / "app.py"), default_timeout=60).run()

    assert not app.exception
    assert "is damaged" in app.error[0].value
    assert "restore" in app.error[0].value


def test_a_damaged_catalogue_is_a_sentence_in_feeds(home):
    """The server starts, and answers programs with 503 and what is wrong."""
    overwritten(Config(home).catalogue)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipeline", "serve", "--home", str(home), "--headless"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*command, "--port", str(port)], **silent)
    try:
        found = answered(f"http://127.0.0.1:{port}/feeds/events.ics")
        assert (503, "This cannot be shown: catalogue ") == (found[0], found[1][:32])
        assert "is damaged" in found[1]
        assert 503 == answered(f"http://127.0.0.1:{port}/calendar/x.ics")[0]
    finally:
        server.terminate()
        server.wait(20)


def answered(address):
    """Status and text of what a server that is starting answers."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_newer_catalogue_and_another_programs_database_are_refused(home, tmp_path):
    """Nothing is read or written by a program that does not know what it means."""
    path = Config(home).catalogue
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('twogether', 'read_minds', '')"
        )
    other = tmp_path / "other"
    other.mkdir()
    with closing(sqlite3.connect(other / "catalogue.db")) as db, db:
        db.execute("CREATE TABLE invoices (id)")

    for command in ("export", "rebuild"):
        code, text = told(CliRunner().invoke(main, [command, "--home", str(home)]))
        assert 1 == code
        assert "made by a newer twogether, which knows read_minds" in text
        code, text = told(CliRunner().invoke(main, [command, "--home", str(other)]))
        assert 1 == code
        assert "another program's database" in text


def test_a_locked_catalogue_exits_with_75(whole, home, monkeypatch):
    """Another program that is writing is waited for, then named; readers are not held up."""
    monkeypatch.setattr(sqlite_file, "WAIT_S", 0.2)
    path = Config(home).catalogue
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE sources SET name = 'half'")
        for name, command in commands(home, whole[1]).items():
            if name in ("import", "fix", "rebuild"):
                code, text = told(CliRunner().invoke(main, command))
                assert (name, 75) == (name, code), text
                assert f"catalogue {str(path)!r} is being written by another program" in text
            elif name not in ("crawl", "doctor"):
                assert 0 == CliRunner().invoke(main, command).exit_code, name
        other.rollback()

    assert state(whole[0]) == state(home)


def state(home):
    """All that a catalogue holds."""
    with closing(sqlite3.connect(Config(home).catalogue)) as db:
        return list(db.iterdump())


def twogether(*arguments, limit=None):
    """Run in a process of its own, which may write no file longer than *limit* bytes."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=limit and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))),
    )


def test_a_file_that_may_not_grow(whole, home):
    """The system refuses the bytes: the run is undone, and says so."""
    limit = Config(home).catalogue.stat().st_size + 4096
    done = twogether(*commands(home, whole[1])["import"], limit=limit)

    assert 1 == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    assert "its disk is full or fails" in done.stderr
    assert state(whole[0]) == state(home)


def on_a_disk(home, size_kb, script):
    """What *script* prints where `$DISK` is a disk of its own of that size, holding *home*.

    Afterwards *home* holds what the disk held.
    """
    disk = home.parent / "disk"
    disk.mkdir()
    setup = (
        f"set -e; mount -t tmpfs -o size={size_kb}k none {disk}; cp -r {home}/. {disk}; "
        f"rm -r {home}; set +e; {script}; cp -r {disk} {home}"
    )
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", setup],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "DISK": str(disk), "PYTHON": sys.executable},
    )


@pytest.fixture(scope="module")
def mounts():
    """Skips where this user may mount nothing, even in a name space of their own."""
    probe = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"]
    if (
        not shutil.which("unshare")
        or subprocess.run(probe, check=False, capture_output=True).returncode
    ):
        pytest.skip("no file system can be mounted here")


@pytest.fixture
def recording(tmp_path):
    """The sample town, to be crawled by replay."""
    file = tmp_path / "town.warc.gz"
    file.write_bytes(build(NOW.date()))
    return file


IN_TURN = """
import io, os, sys
from contextlib import redirect_stdout
from pipeline.cli import main

for line in sys.argv[1:]:
    try:
        with redirect_stdout(io.StringIO()):
            main([*line.split(), '--home', os.environ['DISK']])
    except SystemExit as end:
        print(line.split()[0], end.code)
"""


def in_turn(*commands):
    """A line of a shell that runs each command with that home, and prints its name and exit code."""
    lines = " ".join(f'"{line}"' for line in commands)
    return f'$PYTHON -c "{IN_TURN}" {lines}'


def test_a_full_disk_undoes_the_run(mounts, whole, home, recording):
    """A crawl and an import that run out of room leave the catalogue as it was."""
    room = sum(file.stat().st_size for file in home.rglob("*")) // 1024 + 300
    done = on_a_disk(
        home,
        room,
        in_turn(
            f"crawl --replay {recording} --sources sample --now {NOW.isoformat()}",
            f"import $DISK/more.csv {' '.join(AS_THEN)}",
        ),
    )

    assert ["crawl 1", "import 1"] == done.stdout.splitlines(), done.stderr
    assert "Traceback" not in done.stderr
    assert 2 == done.stderr.count("its disk is full"), done.stderr
    assert state(whole[0]) == state(home)


def test_a_read_only_disk(mounts, whole, home):
    """What reads works on; what writes says what is closed to it."""
    reading = ("export", "sources", "merges", "recommend --outing $DISK/outing.toml")
    writing = (f"import $DISK/more.csv {' '.join(AS_THEN)}", f"fix {whole[1]} --hide")
    script = in_turn(*reading, *writing, "rebuild", "doctor")
    done = on_a_disk(home, 8192, f"mount -o remount,ro $DISK; {script}")

    assert [
        *("export 0", "sources 0", "merges 0", "recommend 0"),
        *("import 1", "fix 1", "rebuild 1", "doctor 1"),
    ] == done.stdout.splitlines(), done.stderr
    assert "Traceback" not in done.stderr
    assert 3 == done.stderr.count("Read-only file system"), done.stderr
    assert 3 == done.stderr.count("let whoever runs this write there")
    assert state(whole[0]) == state(home)


def test_a_read_only_file(mounts, whole, home):
    """A catalogue that may be read and not written in a folder that may be."""
    script = in_turn("sources", f"import $DISK/more.csv {' '.join(AS_THEN)}")
    file = "$DISK/catalogue.db"
    closed = f"mount --bind {file} {file}; mount -o remount,ro,bind {file}"
    done = on_a_disk(home, 8192, f"{closed}; {script}; umount {file}")

    assert ["sources 0", "import 1"] == done.stdout.splitlines(), done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be written, since it, its folder or its disk is read-only" in done.stderr
    assert state(whole[0]) == state(home)


def test_an_archive_that_finds_no_room_loses_nothing(home):
    """What is long over stays in the catalogue, and the message says that the run counts."""
    at = ["--home", str(home), "--now", "2026-09-01T12:00:00+00:00"]
    assert 0 == CliRunner().invoke(main, ["rebuild", *at]).exit_code  # over by one run
    before = state(home)
    (home / "archive").write_text("a file where the folder should be")
    code, text = told(CliRunner().invoke(main, ["rebuild", *at]))

    assert 1 == code
    assert "the run itself is kept" in text
    listings = [line for line in state(home) if line.startswith('INSERT INTO "listings"')]
    assert listings
    assert len(listings) == sum(line.startswith('INSERT INTO "listings"') for line in before)

    (home / "archive").unlink()
    assert 0 == CliRunner().invoke(main, ["rebuild", *at]).exit_code
    assert (home / "archive" / "2026.jsonl.gz").stat().st_size > 0
