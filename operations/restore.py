"""Put a backup in the place of what an installation holds, and keep what was there."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.errors import CatalogueDamaged, CatalogueLocked, InputError
from operations.backup import back_up, copy_database, free_path, stands_elsewhere
from operations.backup_file import DATABASES, OTHERS, Manifest, read_manifest, unpack
from pipeline import sqlite_file
from pipeline.catalogue import Catalogue
from pipeline.complaints import explained
from pipeline.config import Config
from pipeline.copying import from_file
from pipeline.lock import locked
from pipeline.soundness import check
from pipeline.sqlite_database import SqliteDatabase

BEFORE = "before-restore"
UNFINISHED = ".restoring-"
"""What the folder's name begins with that a restore has unpacked a backup into."""
BESIDE = ("-wal", "-shm", "-journal")
"""What the name of a file that SQLite keeps beside a database ends in."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A backup that is whole, unpacked beside the home that it is for.

    Attributes:
        folder: its files, brought up to date with this program.
    """

    manifest: Manifest
    folder: Path


@contextmanager
def verified(file: Path, home: Path) -> Iterator[Verified]:
    """The backup *file*, read from end to end and checked; no run begins meanwhile.

    Nothing of what *home* holds is changed.

    Raises:
        InputError: if the file is no backup, or is damaged.
        CatalogueError: if a newer program made it, or what it holds is not sound.
        CatalogueLocked: if a run is writing the catalogue.
    """
    manifest = read_manifest(file)
    home.mkdir(parents=True, exist_ok=True)
    with locked(Config(home).lock), _workplace(home) as folder:
        unpack(file, manifest, folder)
        for name, rows in manifest.rows.items():
            if _rows(folder / name) != rows:
                msg = f"backup {str(file)!r} holds another {name} than it says; choose another"
                raise InputError(msg)
        if not manifest.rows.get(Config(home).catalogue.name):
            msg = f"backup {str(file)!r} holds no catalogue; choose another"
            raise InputError(msg)
        SqliteDatabase(folder / Config(home).catalogue.name).close()
        yield Verified(manifest, folder)


def put_in_place(found: Verified, home: Path, now: datetime) -> Path | None:
    """Let *home* hold what the backup holds; what the backup lacks stays as it is.

    Each database is replaced in one transaction of its own: whoever reads it meanwhile, or finds
    it after this was killed, sees the old one or the new one.

    Returns:
        Where what was there before is kept, None where there was nothing.

    Raises:
        CatalogueLocked: if another program keeps a database locked.
    """
    kept = _keep_present(home, now)
    for name in OTHERS:
        if (found.folder / name).exists():
            _replace_files(found.folder / name, home / name)
    for name in DATABASES:
        if (found.folder / name).exists():
            _replace_database(found.folder / name, home / name)
    return kept


@contextmanager
def _workplace(home: Path) -> Iterator[Path]:
    """A folder that nobody else can read, gone afterwards, as are those of restores killed."""
    for left in home.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=home) as folder:
        yield Path(folder)


def _keep_present(home: Path, now: datetime) -> Path | None:
    """Back up what *home* holds; where a database is damaged, its files byte for byte."""
    folder = Config(home).backups
    names = [f"{name}{end}" for name in DATABASES for end in ("", *BESIDE)]
    present = [name for name in (*names, *OTHERS) if (home / name).exists()]
    try:
        if Catalogue.exists(Config(home).catalogue):
            return back_up(home, folder, now, named=BEFORE)[0]
    except CatalogueDamaged:
        pass
    if not present:
        return None
    kept = free_path(folder, BEFORE, now)
    kept.mkdir(parents=True, mode=0o700)
    for name in present:
        copy = shutil.copytree if (home / name).is_dir() else shutil.copy2
        copy(home / name, kept / name)
    for name in DATABASES:
        if not stands_elsewhere(home / name) and _rows(home / name) is not None:
            for end in ("", *BESIDE):
                (kept / f"{name}{end}").unlink(missing_ok=True)
            copy_database(home / name, kept / name)
    return kept


def _replace_files(new: Path, old: Path) -> None:
    """Put the file, or each file of the folder, in the place of the old; others there go."""
    if new.is_file():
        new.replace(old)
        return
    wanted = {file.relative_to(new) for file in new.rglob("*") if file.is_file()}
    for name in wanted:
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).replace(old / name)
    for file in old.rglob("*"):
        if file.is_file() and file.relative_to(old) not in wanted:
            file.unlink()


def _replace_database(new: Path, old: Path) -> None:
    """Write all of *new* over *old* in one transaction; a damaged one gives way to the file."""
    if stands_elsewhere(old):
        from_file(new, old)
        return
    if _rows(old) is None:
        for end in BESIDE:
            old.with_name(old.name + end).unlink(missing_ok=True)
        new.replace(old)
        return
    with (
        closing(sqlite_file.connect(new)) as source,
        closing(sqlite_file.connect(old)) as target,
        explained(old),
    ):
        source.backup(target, progress=_patience(old))


def _rows(path: Path) -> dict[str, int] | None:
    """How many rows each table has; None if there is no such database, or it is damaged."""
    try:
        return check(path) if path.is_file() else None
    except CatalogueDamaged:
        return None


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """Ends a copy that has waited too long for another program to stop writing *path*."""
    until = time.monotonic() + sqlite_file.WAIT_S

    def waited(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            msg = (
                f"{path.stem} {str(path)!r} is being written by another program; wait for it to end"
            )
            raise CatalogueLocked(msg)

    return waited
