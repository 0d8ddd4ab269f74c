"""Backups that are taken while everything runs, and what they bring back."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.sample.build import build
from model.errors import InputError
from operations.backup import back_up, backups, thin_out
from operations.backup_cli import newest_backup
from operations.restore import UNFINISHED, verified
from pipeline import sqlite_file
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.config import Config

pytestmark = pytest.mark.sqlite
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
KILLS = 4
SETTINGS = ("schedule.env", "sign-in.toml")


def dump(path):
    """All that a database holds."""
    with closing(sqlite_file.connect(path, read_only=True)) as db:
        assert "ok" == db.execute("PRAGMA integrity_check").fetchone()[0]
        return list(db.iterdump())


def state(home):
    """All that an installation holds that cannot be made anew."""
    folders = [f for name in ("models", "archive", "digests") for f in (home / name).rglob("*")]
    single = [home / name for name in ("sources.toml", "alerts.json", *SETTINGS)]
    return {
        "catalogue": dump(Config(home).catalogue),
        "couples": dump(Config(home).couples),
        **{str(f.relative_to(home)): f.read_bytes() for f in [*single, *folders] if f.is_file()},
    }


def run(*arguments, answer=None):
    return CliRunner().invoke(main, [str(part) for part in arguments], input=answer)


def backed_up(home, to, **options):
    return back_up(home, to, NOW, **options)[0]


def restored(file, home):
    """The home that a backup is put in the place of."""
    done = run("restore", file, "--home", home, "--yes")
    assert 0 == done.exit_code, done.output
    return home


@pytest.fixture
def home(sample_home, tmp_path):
    """An installation with all that one can have, still open in a dashboard."""
    home = Path(shutil.copytree(sample_home, tmp_path / "home"))
    (home / "sources.toml").write_text("# none of my own yet\n")
    (home / "models" / "new").mkdir(parents=True)
    (home / "models" / "new" / "classifier.json").write_text("{}")
    (home / "models" / "my old one").mkdir()
    (home / "models" / "my old one" / ".note").write_text("better with Spanish")
    (home / "digests").mkdir()
    for name in ("digests/4711.json", "alerts.json", *SETTINGS):
        (home / name).write_text(f"{name} of the first day")
    (home / "archive").mkdir()
    (home / "archive" / "2025.jsonl.gz").write_bytes(b"\x1f\x8b not really")
    with Catalogue(Config(home).catalogue) as catalogue:
        catalogue.correct(
            [
                {
                    "source": "a",
                    "uid": "1",
                    "field": "name",
                    "value": "Ours",
                    "replaced": "",
                    "by": "Ann",
                    "at": "",
                }
            ]
        )
    with closing(sqlite3.connect(Config(home).couples)) as couples, couples:
        couples.execute("PRAGMA journal_mode = WAL")
        couples.execute("CREATE TABLE lists (id INTEGER PRIMARY KEY, note TEXT)")
        couples.executemany("INSERT INTO lists (note) VALUES (?)", [("ours",), ("theirs",)])
    return home


def change(home):
    """Let everything be otherwise."""
    with Catalogue(Config(home).catalogue) as catalogue, catalogue.writing():
        catalogue.replace_events([], [])
    with closing(sqlite3.connect(Config(home).couples)) as couples, couples:
        couples.execute("DELETE FROM lists WHERE note = 'ours'")
    (home / "sources.toml").write_text("# other\n")
    (home / "schedule.env").write_text("TWOGETHER_CONTACT=other@example.org")
    (home / "archive" / "2026.jsonl.gz").write_bytes(b"newer")
    (home / "models" / "new" / "classifier.json").write_text('{"other": 1}')


def test_a_backup_brings_everything_back(home, tmp_path):
    """All that cannot be made anew, on the same machine or on another; settings stay private."""
    before = state(home)
    file = backed_up(home, tmp_path / "away")
    change(home)
    changed = state(home)
    assert before.keys() != changed.keys()

    restored(file, home)
    assert before == state(home)
    assert before == state(restored(file, tmp_path / "another"))
    assert all((tmp_path / "another" / name).stat().st_mode & 0o77 == 0 for name in SETTINGS)

    [undo] = Config(home).backups.glob("before-restore-*.zip")
    restored(undo, home)
    assert changed == {**state(home)}


def test_a_backup_is_for_its_owner_alone(home, tmp_path):
    """It holds what couples wrote, and passwords: nobody else may read it; both can be left out."""
    file = backed_up(home, tmp_path / "away")
    assert 0o600 == file.stat().st_mode & 0o777
    assert [file] == list((tmp_path / "away").iterdir())

    without = backed_up(home, tmp_path / "away", private=False)
    assert without.name > file.name, "two of one second"
    names = set(zipfile.ZipFile(without).namelist())
    assert {"catalogue.db", "alerts.json"} < names
    assert not {"couples.db", "digests/4711.json", *SETTINGS} & names
    change(home)
    couples = dump(Config(home).couples)
    done = run("restore", without, "--home", home, "--yes")
    assert "left as it is: couples.db, schedule.env, sign-in.toml, digests" in done.output
    assert couples == dump(Config(home).couples)


def test_a_backup_in_the_middle_of_a_transaction(home, tmp_path):
    """What another process has written and not yet committed is no part of it."""
    before = state(home)
    code = (
        "import sqlite3, sys\n"
        f"db = sqlite3.connect({str(Config(home).catalogue)!r}, isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "db.execute('DELETE FROM occurrences')\n"
        "db.execute(\"UPDATE listings SET raw = 'half' || hex(randomblob(2000))\")\n"
        "print('writing', flush=True); sys.stdin.readline(); db.execute('COMMIT')\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert "writing" == writer.stdout.readline().strip()
        file = backed_up(home, tmp_path / "away")
    finally:
        writer.communicate("\n", timeout=30)

    assert before != state(home)
    assert before == state(restored(file, tmp_path / "another"))


def test_backups_during_a_crawl_are_of_before_or_after(home, tmp_path):
    """As many as can be taken while another process crawls; each is a whole catalogue."""
    recording, later = tmp_path / "later.warc.gz", datetime.now(UTC) + timedelta(days=3)
    recording.write_bytes(build(later.date()))
    before = dump(Config(home).catalogue)
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--sources", "sample"]
    command += ["--replay", recording, "--now", later.isoformat()]
    crawl = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    taken = []
    while crawl.poll() is None:
        time.sleep(1)
        taken.append(backed_up(home, tmp_path / "away"))
    assert 0 == crawl.returncode
    after = dump(Config(home).catalogue)

    assert before != after
    assert len(taken) > 1
    for file in taken:
        with verified(file, tmp_path / "another") as found:
            assert dump(found.folder / "catalogue.db") in (before, after)
    assert after == dump(
        Config(restored(backed_up(home, tmp_path), tmp_path / "another")).catalogue
    )


def test_a_restore_that_is_killed_leaves_each_database_old_or_new(home, tmp_path):
    """At random moments; run again, it ends as it would have."""
    wanted = state(home)
    file = backed_up(home, tmp_path / "away")
    change(home)
    old = state(home)
    command = [sys.executable, "-m", "pipeline", "restore", str(file), "--yes", "--home"]
    start = time.monotonic()
    whole = Path(shutil.copytree(home, tmp_path / "whole"))
    subprocess.run([*command, str(whole)], check=True, stdout=subprocess.DEVNULL)
    duration = time.monotonic() - start
    chance = random.Random(20260304)

    for number in range(KILLS):
        copy = Path(shutil.copytree(home, tmp_path / f"kill-{number}"))
        process = subprocess.Popen([*command, str(copy)], stdout=subprocess.DEVNULL)
        try:
            process.wait(duration * (0.3 + 0.7 * chance.random()))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        for name in ("catalogue", "couples"):
            assert state(copy)[name] in (old[name], wanted[name])
        assert wanted == state(restored(file, copy))
        assert not list(copy.glob(f"{UNFINISHED}*"))


def test_what_was_damaged_is_kept_and_replaced(home, tmp_path):
    """The backup takes the place of a file that SQLite cannot read, whose bytes are kept."""
    wanted = state(home)
    file = backed_up(home, tmp_path / "away")
    path = Config(home).catalogue
    path.write_bytes(b"Dear diary " * 9000)
    damaged = path.read_bytes()
    done = run("backup", tmp_path / "away", "--home", home)
    assert 1 == done.exit_code
    assert f"catalogue {str(path)!r} is damaged" in done.output

    assert wanted == state(restored(file, home))
    [kept] = Config(home).backups.glob("before-restore-*")
    assert damaged == (kept / "catalogue.db").read_bytes()
    assert wanted["couples"] == dump(kept / "couples.db")


def flipped(file):
    body = bytearray(file.read_bytes())
    for place in range(len(body) // 3, len(body) // 3 + 40):
        body[place] ^= 0xFF
    return bytes(body)


BAD = {
    "one that is cut short": lambda file: file.read_bytes()[: file.stat().st_size // 2],
    "one with other bytes": flipped,
    "something else": lambda file: b"Dear diary",
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_backup_changes_nothing(home, tmp_path, bad):
    """It is found out before anything is touched."""
    before = state(home)
    file = backed_up(home, tmp_path / "away")
    file.write_bytes(BAD[bad](file))
    done = run("restore", file, "--home", home, "--yes")

    assert 1 == done.exit_code
    assert f"backup {str(file)!r} is " in done.output
    assert "choose another" in done.output
    assert before == state(home)
    assert not Config(home).backups.exists()


def rewritten(file, changes):
    """The backup with other members or another manifest, as nobody but a stranger writes it."""
    with zipfile.ZipFile(file) as old:
        members = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(members["manifest.json"])
    changes(members, manifest)
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as new:
        for name, body in members.items():
            new.writestr(name, body)
    return file


def from_tomorrow(members, manifest):
    manifest["format"] = 2


def newer_schema(members, manifest):
    import hashlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.db"
        path.write_bytes(members["catalogue.db"])
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('twogether', 'read_minds', '')"
            )
        members["catalogue.db"] = body = path.read_bytes()
    manifest["files"]["catalogue.db"] = [len(body), hashlib.sha256(body).hexdigest()]
    manifest["rows"]["catalogue.db"]["_sqlite_migrations"] += 1


def climbing(members, manifest):
    manifest["files"]["../climbed.txt"] = manifest["files"]["sources.toml"]
    members["../climbed.txt"] = members["sources.toml"]


def fewer_rows(members, manifest):
    manifest["rows"]["catalogue.db"]["events"] += 1


STRANGE = {
    from_tomorrow: "made by a newer twogether",
    newer_schema: "made by a newer twogether, which knows read_minds",
    climbing: "holds '../climbed.txt', which no backup does",
    fewer_rows: "holds another catalogue.db than it says",
}


@pytest.mark.parametrize("changes", STRANGE, ids=lambda one: one.__name__)
def test_a_backup_that_this_program_cannot_vouch_for(home, tmp_path, changes):
    """Of a newer program, or made by a stranger: refused, and nothing is written anywhere."""
    before = state(home)
    file = rewritten(backed_up(home, tmp_path / "away"), changes)
    done = run("restore", file, "--home", home, "--yes")

    assert 1 == done.exit_code
    assert STRANGE[changes] in done.output
    assert before == state(home)
    assert not (tmp_path / "climbed.txt").exists()


def test_restoring_asks_and_waits(home, tmp_path, monkeypatch):
    """A no changes nothing; a running crawl, and a program that writes, are named."""
    file = backed_up(home, tmp_path / "away")
    change(home)
    changed = state(home)
    assert 1 == run("restore", file, "--home", home, answer="n\n").exit_code
    assert changed == state(home)

    monkeypatch.setattr(sqlite_file, "WAIT_S", 0.2)
    with closing(sqlite3.connect(Config(home).couples, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        done = run("restore", file, "--home", home, "--yes")
        assert 75 == done.exit_code, done.output
        assert "couples " in done.output
        assert "being written by another program" in done.output
    from pipeline.lock import locked

    with locked(Config(home).lock):
        assert 75 == run("restore", file, "--home", home, "--yes").exit_code


def test_old_backups_are_thinned_out(home, tmp_path):
    """The newest stay; what is no backup stays too."""
    away = tmp_path / "away"
    made = [back_up(home, away, NOW + timedelta(days=day), private=False)[0] for day in range(3)]
    (away / "twogether-notes.zip").write_text("mine")
    done = run("backup", away, "--home", home, "--keep", "2")

    assert 0 == done.exit_code
    assert "read back and found whole" in done.output
    assert f"{made[0]} deleted" in done.output
    assert made[2] in backups(away)
    assert 2 == len(backups(away))
    assert (away / "twogether-notes.zip").exists()
    assert [] == thin_out(away, 2)


def test_a_backup_that_finds_no_room_leaves_nothing(home, tmp_path, monkeypatch):
    """The older ones are not touched, and no half file looks like a backup."""
    away = tmp_path / "away"
    first = backed_up(home, away)
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))\n"
        f"from pipeline.cli import main; main(['backup', {str(away)!r}, '--home', {str(home)!r}, '--keep', '1'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    assert "its disk is full" in done.stderr
    assert [first] == list(away.iterdir())


def test_a_backup_of_an_older_catalogue(tmp_path):
    """It is taken as it is, before anything brings it up to date, and restored as of today."""
    home = tmp_path / "home"
    home.mkdir()
    first = min((Path(__file__).parents[1] / "pipeline" / "schemas").glob("*.sql"))
    with closing(sqlite3.connect(Config(home).catalogue)) as db:
        db.executescript(first.read_text("utf-8"))
    before = dump(Config(home).catalogue)
    file = backed_up(home, tmp_path / "away")
    assert before == dump(Config(home).catalogue)

    restored(file, tmp_path / "another")
    with Catalogue(Config(tmp_path / "another").catalogue, read_only=True) as catalogue:
        assert {"name", "hidden"} == {
            row["field"] for said in catalogue.corrections().values() for row in said
        }


def test_there_is_nothing_to_back_up(tmp_path):
    """An empty home is no catalogue."""
    with pytest.raises(InputError, match="no catalogue"):
        backed_up(tmp_path, tmp_path / "away")


def test_doctor_tells_of_backups(home):
    """How old the newest is, and that a restore was not finished."""
    assert "none in the home folder" in newest_backup(home)
    assert 0 == run("backup", "--home", home).exit_code
    assert "is 0 days old" in newest_backup(home)
    (home / f"{UNFINISHED}x").mkdir()
    done = run("doctor", "--home", home)
    assert 1 == done.exit_code
    assert "wrong backups: home " in done.output
    assert "a restore is running or was killed" in done.output
