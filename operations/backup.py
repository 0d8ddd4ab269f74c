"""Back an installation up while it runs."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from model.errors import InputError
from operations import backup_file
from operations.backup_file import DATABASES, OTHERS, PRIVATE, Manifest
from pipeline.catalogue import Catalogue
from pipeline.chosen_database import is_file
from pipeline.complaints import explained
from pipeline.config import Config
from pipeline.copying import as_file
from pipeline.soundness import check
from pipeline.sqlite_file import connect

USUAL = "twogether"
WHEN = "%Y%m%dT%H%M%SZ"
ABANDONED = timedelta(days=1)
"""A folder of a backup in the making that is older was left by one that was killed."""


def back_up(
    home: Path, to: Path, now: datetime, *, private: bool = True, named: str = USUAL
) -> tuple[Path, Manifest]:
    """One file in the folder *to* with all of *home* that cannot be made anew.

    Crawls and visitors go on meanwhile: each database is copied as of one moment.  The databases
    come before the archive, since a run writes what is over to the archive before it takes it out
    of the catalogue: an announcement may be in both, and never in neither.

    Args:
        now: aware; names the file.
        private: with what couples wrote, and the settings that hold passwords.
        named: what the file's name begins with.

    Raises:
        InputError: if there is nothing to back up.
        CatalogueDamaged: if a database is not sound; then nothing is written.
        DiskError: if a file cannot be read or written.
    """
    if not Catalogue.exists(Config(home).catalogue):
        msg = f"home {str(home)!r} has no catalogue, so there is nothing to back up; choose another"
        raise InputError(msg)
    to.mkdir(parents=True, exist_ok=True)
    final = free_path(to, named, now, ".zip")
    with _workplace(to, now) as work:
        copies = work / "home"
        copies.mkdir()
        wanted = [name for name in (*DATABASES, *OTHERS) if private or name not in PRIVATE]
        rows = {
            name: copy_database(home / name, copies / name)
            for name in wanted
            if name in DATABASES and is_there(home / name)
        }
        _copy_others(home, copies, [name for name in wanted if name in OTHERS])
        manifest = Manifest(
            made_at=now.isoformat(timespec="seconds"),
            twogether=version("twogether-events"),
            files=backup_file.digests(copies),
            rows=rows,
        )
        partial = work / final.name
        backup_file.write(partial, copies, manifest)
        backup_file.unpack(partial, backup_file.read_manifest(partial))
        partial.replace(final)
        backup_file.sync(to)
    return final, manifest


def free_path(folder: Path, named: str, now: datetime, end: str = "") -> Path:
    """A path that nothing has, named after *now* or the first second after it that is free."""
    while (path := folder / f"{named}-{now:{WHEN}}{end}").exists():
        now += timedelta(seconds=1)
    return path


def backups(folder: Path) -> list[Path]:
    """The backups in *folder*, the newest first."""
    return sorted(folder.glob(f"{USUAL}-????????T??????Z.zip"), reverse=True)


def thin_out(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest *keep* backups of *folder*.

    Returns:
        Those that are gone.
    """
    old = backups(folder)[keep:]
    for file in old:
        file.unlink()
    return old


def stands_elsewhere(path: Path) -> bool:
    """Whether *path* is a catalogue's that is in no file."""
    return path == Config(path.parent).catalogue and not is_file(path)


def is_there(path: Path) -> bool:
    """Whether there is such a database."""
    return Catalogue.exists(path) if stands_elsewhere(path) else path.is_file()


def copy_database(source: Path, target: Path) -> dict[str, int]:
    """Copy a database as of one moment to an SQLite file, and check the copy.

    Returns:
        How many rows each table has.
    """
    if stands_elsewhere(source):
        as_file(source, target)
        return check(target, source)
    with closing(connect(source, read_only=True)) as db, closing(sqlite3.connect(target)) as copy:
        with explained(source):
            db.execute("PRAGMA schema_version").fetchone()
        with explained(target):
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    return check(target, source)


def _copy_others(home: Path, copies: Path, names: list[str]) -> None:
    for name in names:
        found = home / name
        if found.is_dir():
            shutil.copytree(found, copies / name, ignore=shutil.ignore_patterns("*.part"))
        elif found.is_file():
            shutil.copy2(found, copies / name)


@contextmanager
def _workplace(to: Path, now: datetime) -> Iterator[Path]:
    """A folder beside the backups that nobody else can read, gone afterwards."""
    prefix = ".backup-"
    for left in to.glob(f"{prefix}*"):
        if now.timestamp() - left.stat().st_mtime > ABANDONED.total_seconds():
            shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=to) as folder:
        yield Path(folder)
