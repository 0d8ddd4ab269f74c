"""Take what archives hold into the catalogue, each site as a source of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from crawlers.openweb.found import Found
from crawlers.openweb.site import site_of
from crawlers.source import load_sources
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.harvest import Harvest, Seen
from pipeline.lock import locked
from pipeline.recurrence import Horizon
from pipeline.report import Report
from pipeline.store import store

NO_ZONE = "its pages do not tell in which zone their times are; give it with --timezone"


def unwanted(sites: Iterable[Found], home: Path) -> dict[str, str]:
    """Those of *sites* that a host has had forgotten, or crawls under the same id, with why."""
    path, own = Config(home).catalogue, Config(home).sources
    forgotten = {}
    if Catalogue.exists(path):
        with Catalogue(path, read_only=True) as catalogue:
            rows = catalogue.forgotten()
        forgotten = {key: row["at"][:10] for row in rows for key in _keys(row)}
    taken = {source.id for source in load_sources(str(own))} if own.is_file() else set()
    found = {}
    for one in sites:
        if at := forgotten.get(one.source.id) or forgotten.get(one.site):
            found[one.site] = f"it was forgotten on {at}"
        elif one.source.id in taken:
            found[one.site] = f"{one.source.id!r} is a source of your own"
    return found


def _keys(row: dict[str, str]) -> Iterator[str]:
    yield row["source"]
    yield site_of(row["url"])


def take_in(sites: Iterable[Found], home: Path, horizon: Horizon) -> Report:
    """Store the events of *sites*.

    A page takes the place of what it held in an earlier archive; what other pages of the site
    held stays as it was.

    Raises:
        CatalogueLocked: if another run is writing the catalogue.
    """
    taken = list(sites)
    with locked(Config(home).lock):
        harvest = Harvest(one.source for one in taken)
        for batch in (batch for one in taken for batch in one.batches):
            harvest.add(batch)
        for page in _earlier(home):
            haul = harvest.hauls.get(page.source)
            if haul is not None and page.url not in {fetch.url for fetch in haul.fetches}:
                haul.leave(page)
        return store(harvest, home, horizon, recording="import")


def _earlier(home: Path) -> list[Seen]:
    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return []
    with Catalogue(path) as catalogue:
        return list(catalogue.pages().values())
