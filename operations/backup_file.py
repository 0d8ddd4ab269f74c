"""A backup as one file: a zip whose manifest tells what is in it, and how to know it whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from model.errors import InputError

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = ("catalogue.db", "couples.db")
OTHERS = ("sources.toml", "models", "archive")
"""Files and folders of a home that a backup holds beside the databases, where they exist."""
NAME = re.compile(
    r"catalogue\.db|couples\.db|sources\.toml|(models(/new)?|archive)/(?!\.)[\w.-]+", re.ASCII
)
"""What a backup may hold; a file of any other name is no backup of ours."""
CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, ValueError)
"""What reading a zip with wrong bytes ends in."""


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
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    format: int = FORMAT


def write(path: Path, folder: Path, manifest: Manifest) -> Manifest:
    """Put every file of *folder* into the zip *path*, readable by its owner alone.

    Returns:
        The manifest, which now knows the files.
    """
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    known = {str(file.relative_to(folder)): _digest(file) for file in files}
    manifest = Manifest(manifest.made_at, manifest.twogether, known, manifest.rows)
    with (
        open(path, "xb", opener=_private) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as backup,
    ):
        backup.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        for name in known:
            backup.write(folder / name, name)
    sync(path)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What the backup at *path* says that it holds.

    Raises:
        InputError: if it is no backup, or one of a form that this program does not know.
    """
    try:
        with zipfile.ZipFile(path) as backup:
            told = json.loads(backup.read(MANIFEST))
        if told["format"] > FORMAT:
            msg = f"backup {str(path)!r} was made by a newer twogether; install that version"
            raise InputError(msg)
        files = {str(name): (int(size), str(sha)) for name, (size, sha) in told["files"].items()}
        rows = {name: dict(told["rows"][name]) for name in DATABASES if name in files}
        found = Manifest(str(told["made_at"]), str(told["twogether"]), files, rows)
    except (*BROKEN, TypeError, AttributeError) as error:
        msg = f"backup {str(path)!r} is none, or is damaged ({error}); choose another"
        raise InputError(msg) from error
    if strange := [name for name in files if not NAME.fullmatch(name)]:
        msg = f"backup {str(path)!r} holds {strange[0]!r}, which no backup does; choose another"
        raise InputError(msg)
    return found


def unpack(path: Path, manifest: Manifest, folder: Path | None = None) -> None:
    """Read the backup at *path* from end to end, and put its files into *folder* if one is given.

    Raises:
        InputError: if a file is not, byte for byte, what the manifest says of it.
    """
    try:
        with zipfile.ZipFile(path) as backup:
            wrong = [
                name
                for name, known in manifest.files.items()
                if _extracted(backup, name, known[0], folder) != known
            ]
    except BROKEN as error:
        msg = f"backup {str(path)!r} is damaged ({error}); choose another"
        raise InputError(msg) from error
    if wrong:
        msg = (
            f"backup {str(path)!r} is damaged ({wrong[0]} is not what was written); choose another"
        )
        raise InputError(msg)


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
