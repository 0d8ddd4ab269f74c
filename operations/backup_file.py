"""A backup as one file: a zip whose manifest tells what is in it, and how to know it whole."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from model.errors import InputError

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = ("catalogue.db", "couples.db")
FOLDERS = ("models", "archive", "digests")
OTHERS = ("sources.toml", "schedule.env", "sign-in.toml", "alerts.json", *FOLDERS)
"""Files and folders of a home that a backup holds beside the databases, where they exist."""
PRIVATE = ("couples.db", "digests", "schedule.env", "sign-in.toml")
"""Those of them that couples wrote, or that hold passwords."""
CHUNK = 1 << 20
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),
    *(KeyError, TypeError, ValueError, AttributeError),
)
"""What reading a zip, or a manifest, with wrong bytes ends in."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: ISO, UTC.
        twogether: the version that made it.
        files: size in bytes and SHA-256 by name.
        rows: by database and table, how many.
        format: of the backup itself.
    """

    made_at: str
    twogether: str
    files: dict[str, tuple[int, str]]
    rows: dict[str, dict[str, int]]
    format: int = FORMAT


def digests(folder: Path) -> dict[str, tuple[int, str]]:
    """Size in bytes and SHA-256 of every file of *folder*, by its name within it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): _digest(file) for file in files}


def write(path: Path, folder: Path, manifest: Manifest) -> None:
    """Put the files of *folder* into the zip *path*, readable by its owner alone."""
    with (
        open(path, "xb", opener=_private) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as backup,
    ):
        backup.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        for name in manifest.files:
            backup.write(folder / name, name)
    sync(path)


def read_manifest(path: Path) -> Manifest:
    """What the backup at *path* says that it holds.

    Raises:
        InputError: if it is no backup, or one of a form that this program does not know.
    """
    with _readable(path):
        with zipfile.ZipFile(path) as backup:
            told = json.loads(backup.read(MANIFEST))
        if told["format"] > FORMAT:
            msg = f"backup {str(path)!r} was made by a newer twogether; install that version"
            raise InputError(msg)
        files = {str(name): (int(size), str(sha)) for name, (size, sha) in told["files"].items()}
        rows = {name: dict(told["rows"][name]) for name in DATABASES if name in files}
        found = Manifest(str(told["made_at"]), str(told["twogether"]), files, rows)
    if strange := [name for name in files if not _belongs(name)]:
        msg = f"backup {str(path)!r} holds {strange[0]!r}, which no backup does; choose another"
        raise InputError(msg)
    return found


def _belongs(name: str) -> bool:
    """Whether a file of that name may be in a backup: nothing that leads out of the home."""
    first, *rest = name.split("/")
    if not rest:
        return first in DATABASES or (first in OTHERS and first not in FOLDERS)
    return first in FOLDERS and "\\" not in name and not {"", ".", ".."} & set(rest)


def unpack(path: Path, manifest: Manifest, folder: Path | None = None) -> None:
    """Read the backup at *path* from end to end, and put its files into *folder* if one is given.

    Raises:
        InputError: if a file is not, byte for byte, what the manifest says of it.
    """
    with _readable(path), zipfile.ZipFile(path) as backup:
        wrong = [
            name
            for name, known in manifest.files.items()
            if _extracted(backup, name, known[0], folder) != known
        ]
    if wrong:
        msg = (
            f"backup {str(path)!r} is damaged ({wrong[0]} is not what was written); choose another"
        )
        raise InputError(msg)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Raise what wrong bytes in the backup at *path* end in as an error that says so."""
    try:
        yield
    except (*BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # as a wrong offset gives
            raise
        msg = f"backup {str(path)!r} is none, or is damaged ({error}); choose another"
        raise InputError(msg) from error


def _extracted(
    backup: zipfile.ZipFile, name: str, size: int, folder: Path | None
) -> tuple[int, str]:
    target = folder / name if folder else Path(os.devnull)
    target.parent.mkdir(parents=True, exist_ok=True)
    with backup.open(name) as source, open(target, "wb", opener=_private) as file:
        known = _copied(source, file, size)
        file.flush()
        if folder:
            os.fsync(file.fileno())
    return known


def sync(path: Path) -> None:
    """Wait until the file or folder is on its disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _copied(source: IO[bytes], target: IO[bytes], limit: int) -> tuple[int, str]:
    """Size and SHA-256 of what was copied; no more than *limit* bytes and a chunk are."""
    digest, size = hashlib.sha256(), 0
    while size <= limit and (chunk := source.read(CHUNK)):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return size, digest.hexdigest()
