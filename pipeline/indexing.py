"""The index of an installation's catalogue, kept beside it and brought up to date when asked."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from model.index import Index
from pipeline import index_files
from pipeline.candidates import candidate_rows
from pipeline.catalogue import Catalogue
from pipeline.config import Config, adult_content
from pipeline.index_build import build

FORMAT = 4
"""To be raised when columns or words are made otherwise, so that nothing old is taken over."""


def current_index(home: Path) -> Index:
    """The index of the catalogue of *home* as it stands.

    One on disk is mapped; where the catalogue has changed since, only what changed is made anew.
    Where nothing can be written, the index is kept in memory alone.
    """
    config = Config(home)
    wanted = _made_from(config.catalogue)
    before = index_files.read(config.index)
    if before and before.made_from == wanted:
        return before.index
    if before and before.made_from["made_by"] != wanted["made_by"]:
        before = None
    with Catalogue(config.catalogue, read_only=True) as catalogue:
        stored = build(candidate_rows(catalogue), wanted, before)
    try:
        index_files.write(config.index, stored)
    except OSError:
        return stored.index
    written = index_files.read(config.index)
    return written.index if written else stored.index


def changed(catalogue: Path) -> int:
    """When the catalogue was last written, in nanoseconds."""
    wal = catalogue.with_name(catalogue.name + "-wal")
    return max(file.stat().st_mtime_ns for file in (catalogue, wal) if file.exists())


def made_at(folder: Path) -> datetime | None:
    """When the index in *folder* was made; None where there is none."""
    current = folder / index_files.CURRENT
    if not current.is_file():
        return None
    return datetime.fromtimestamp(current.stat().st_mtime, UTC)


def _made_from(catalogue: Path) -> dict[str, Any]:
    thesaurus = files("data").joinpath("concepts.toml").read_bytes()
    return {
        "made_by": [FORMAT, blake2b(thesaurus, digest_size=8).hexdigest()],
        "changed": changed(catalogue),
        "adult_content": adult_content(),
    }
