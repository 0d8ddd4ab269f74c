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

FORMAT = 7
"""To be raised when columns or words are made otherwise, so that nothing old is taken over."""


def current_index(home: Path) -> Index:
    """The index of the catalogue of *home* as it stands."""
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue, catalogue.reading():
        return index_of(catalogue)


def index_of(catalogue: Catalogue) -> Index:
    """The index of an open *catalogue*, which stands beside it.

    One on disk is mapped; where there was a run since, only what changed is made anew.  Where
    nothing can be written, the index is kept in memory alone.
    """
    folder, wanted = Config(catalogue.path.parent).index, _made_from(catalogue)
    before = index_files.read(folder)
    if before and before.made_from == wanted:
        return before.index
    if before and before.made_from["made_by"] != wanted["made_by"]:
        before = None
    stored = build(candidate_rows(catalogue), wanted, before)
    try:
        index_files.write(folder, stored)
    except OSError:
        return stored.index
    written = index_files.read(folder)
    return written.index if written and written.made_from == wanted else stored.index


def made_at(folder: Path) -> datetime | None:
    """When the index in *folder* was made; None where there is none."""
    current = folder / index_files.CURRENT
    if not current.is_file():
        return None
    return datetime.fromtimestamp(current.stat().st_mtime, UTC)


def _made_from(catalogue: Catalogue) -> dict[str, Any]:
    """All that is shown comes of a run, and of how this program reads it."""
    thesaurus = files("data").joinpath("concepts.toml").read_bytes()
    run = catalogue.last_run()
    return {
        "made_by": [FORMAT, blake2b(thesaurus, digest_size=8).hexdigest()],
        "run": [run["id"], run["now"]] if run else [],
        "adult_content": adult_content(),
    }
