"""Let go of a source for good: what it said, and every later visit to it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from model.errors import UnknownSource
from model.source import Source
from pipeline.catalogue import Catalogue
from pipeline.config import Config


def forget(home: Path, source: str, reason: str, by: str, now: datetime) -> None:
    """Delete all that came from *source*, and keep it from being crawled again.

    So goes what is left of a crawl by many workers that broke off, whatever its sources.  The
    caller holds the catalogue's lock and derives the events anew.

    Args:
        source: its id, or the address of one that has not been crawled yet.
        reason: for whoever wonders later.

    Raises:
        UnknownSource: if it is neither.
    """
    with Catalogue(Config(home).catalogue) as catalogue:
        known = {row["id"]: row for row in (*catalogue.sources(), *_gone(catalogue))}
        if source in known:
            name, url = known[source]["name"], known[source]["url"]
        elif source.startswith(("http://", "https://")):
            name, url = "", source
        else:
            raise UnknownSource(source, known)
        said = {"reason": reason, "by": by, "at": now.isoformat(timespec="seconds")}
        catalogue.forget_source({"source": source, "url": url, "name": name, **said})
        for path in sorted(Config(home).archive.glob("*.jsonl.gz")):
            _rewrite(path, source)
    shutil.rmtree(Config(home).cluster, ignore_errors=True)


def compact(home: Path) -> None:
    """Write the catalogue's file anew, so that nothing deleted is left in it."""
    with Catalogue(Config(home).catalogue) as catalogue:
        catalogue.compact()


def readmit(home: Path, source: str) -> None:
    """Let a forgotten source be crawled again.

    Raises:
        UnknownSource: if it was not forgotten.
    """
    with Catalogue(Config(home).catalogue) as catalogue:
        known = [row["source"] for row in catalogue.forgotten()]
        if not catalogue.readmit(source):
            raise UnknownSource(source, known)


def unwanted(sources: Iterable[Source], home: Path) -> dict[str, str]:
    """Those of *sources* that were forgotten, by id or by address, each with when and why."""
    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return {}
    with Catalogue(path) as catalogue:
        rows = catalogue.forgotten()
    said = {
        row["source"]: f"{row['at'][:10]}, {row['reason'] or 'no reason given'}" for row in rows
    }
    said |= {_address(row["url"]): said[row["source"]] for row in rows}
    found = ((one.id, said.get(one.id) or said.get(_address(one.url))) for one in sources)
    return {id_: words for id_, words in found if words}


def _address(url: str) -> str:
    """What two spellings of one address have in common."""
    return url.casefold().partition("://")[2].removeprefix("www.").rstrip("/")


def _gone(catalogue: Catalogue) -> list[dict[str, str]]:
    return [{**row, "id": row["source"]} for row in catalogue.forgotten()]


def _rewrite(path: Path, source: str) -> None:
    """The file at *path* without the lines of *source*; whole at any instant."""
    new = path.with_suffix(".new")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        kept = [line for line in lines if json.loads(line)["listing"]["source"] != source]
    with new.open("wb") as file:
        with gzip.open(file, "wt", encoding="utf-8") as lines:
            lines.writelines(kept)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
