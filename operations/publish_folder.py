"""Files put into a folder, each whole at any instant, and taken out again when they are no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from model.errors import InputError
from pipeline.whole_file import write_whole

MANIFEST = "published.json"


def published(folder: Path) -> frozenset[str]:
    """The files that the last edition left in *folder*.

    Raises:
        InputError: if its manifest cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return frozenset()
    try:
        names = json.loads(path.read_text("utf-8"))["files"]
        return frozenset(name for name in names if _is_inside(name))
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{str(path)!r} cannot be read: {error!r}; delete it, and the files that it lists"
        raise InputError(msg) from error


def put(folder: Path, files: Iterable[tuple[str, bytes]], about: Mapping[str, Any]) -> int:
    """Make *files* the ones that are published in *folder*.

    What has not changed is left alone, so that its time tells when it last did. A folder that is
    interrupted half way holds old and new files, all of them whole and all of them listed.

    Args:
        files: name, with slashes, and content; the last one written leads to the others.
        about: to be kept in the manifest.

    Returns:
        How many files were written.

    Raises:
        InputError: if a file is in the way that was not published here.
    """
    ours, new = published(folder), dict(files)
    strange = sorted(name for name in new if name not in ours and (folder / name).exists())
    if strange:
        msg = (
            f"folder {str(folder)!r} holds {strange[0]!r}, which was not published there; "
            "choose a folder of its own"
        )
        raise InputError(msg)
    write_whole(folder / MANIFEST, _manifest(ours | new.keys(), about))
    changed = {name: body for name, body in new.items() if not _holds(folder / name, body)}
    for name, body in changed.items():
        write_whole(folder / name, body)
    for name in ours - new.keys():
        (folder / name).unlink(missing_ok=True)
    for name in {str(PurePosixPath(name).parent) for name in ours - new.keys()} - {"."}:
        if (folder / name).is_dir() and not any((folder / name).iterdir()):
            (folder / name).rmdir()
    write_whole(folder / MANIFEST, _manifest(new.keys(), about))
    return len(changed)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _holds(path: Path, body: bytes) -> bool:
    return path.is_file() and path.read_bytes() == body


def _manifest(names: Iterable[str], about: Mapping[str, Any]) -> bytes:
    return json.dumps({**about, "files": sorted(names)}, ensure_ascii=False, indent=1).encode()
