"""A run for a cluster: begun, or gone on with where it broke off."""

from __future__ import annotations

import secrets
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawlers.adapters import adapter
from crawlers.cluster.folder import RunFolder, round_of
from crawlers.cluster.shards import Shard, shards
from crawlers.cluster.tasks import able
from crawlers.crawl import Memory
from crawlers.refresh import UNFINISHED_FOR, remember
from crawlers.settings import live
from crawlers.source import Source
from pipeline import page_codec
from pipeline.catalogue import Catalogue
from pipeline.changes import Change, What
from pipeline.config import Config, contact, loopback
from pipeline.recurrence import Horizon
from pipeline.run import Changes


def broken_off(home: Path, now: datetime) -> RunFolder | None:
    """The run of *home* that is to be gone on with; folders of others are deleted.

    It was begun within a day, by this version, and no other crawl has been completed since.
    """
    found = None
    for path in sorted(Config(home).cluster.absolute().glob("*")):
        folder = RunFolder(path)
        plan = folder.read("plan")
        if (
            plan
            and plan["able"] == asdict(able(path))
            and plan["after"] == _newest(home)
            and _is_young(plan["now"], now)
        ):
            found = folder
        else:
            folder.delete()
    return found


def _is_young(began: str, now: datetime) -> bool:
    return timedelta() <= now - datetime.fromisoformat(began) <= UNFINISHED_FOR


def begin(sources: Sequence[Source], home: Path, horizon: Horizon) -> RunFolder:
    """A new run, its sources written down.

    Raises:
        SourceError: if a source names no adapter that exists, or the web would be crawled
            without a contact.
    """
    for source in sources:
        if source.adapter:
            adapter(source.adapter, source)
    live(list(sources), contact(), loopback=loopback())
    folder = RunFolder(Config(home).cluster.absolute() / f"{horizon.now:%Y%m%dT%H%M%S}")
    key = secrets.token_hex(8)
    plan = {
        "key": key,
        "now": horizon.now.isoformat(),
        "began": datetime.now(UTC).isoformat(),
        "days": horizon.days,
        "after": _newest(home),
        "contact": contact(),
        "loopback": loopback(),
        "sources": [asdict(source) for source in sources],
    }
    folder.write("plan", {**plan, "able": {**asdict(able(folder.path)), "sees": key}})
    return folder


def limit(folder: RunFolder, at_most: timedelta | None) -> None:
    """Let all shards end after some time from now, None for as long as it takes."""
    (folder.path / "stop.json").unlink(missing_ok=True)
    seconds = at_most.total_seconds() if at_most is not None else None
    until = time.time() + seconds if seconds is not None else None
    folder.write("limit", {"until": until, "at_most_s": seconds})


def horizon_of(folder: RunFolder) -> Horizon:
    """The times that a run looks at."""
    plan = folder.read("plan")
    return Horizon(datetime.fromisoformat(plan["now"]), plan["days"])


def sources_of(folder: RunFolder) -> list[Source]:
    """The sources of a run."""
    return [Source(**table) for table in folder.read("plan")["sources"]]


def next_round(folder: RunFolder, number: int, places: int, home: Path) -> list[str]:
    """The shards of a round; none when the rounds before have left nothing to ask.

    The first has all sources.  A further one has those whose pages lead to a server that another
    shard of the round before asked: both servers are one shard's now.
    """
    known = folder.round(number)
    if known is not None:
        return known
    sources = sources_of(folder)
    led = _led(folder, number)
    if number:
        sources = [source for source in sources if source.id in led]
    planned = shards(sources, places, number, led) if sources else []
    memory = remember(home, horizon_of(folder).now)
    for shard in planned:
        folder.write(f"memory/{shard.name}", _memory(memory, shard))
    if planned:
        folder.plan_round(number, planned)
    return [shard.name for shard in planned]


def _led(folder: RunFolder, number: int) -> dict[str, set[str]]:
    """By source that the round before has not finished, all servers that it was led to."""
    done = [one for name in folder.names() if (one := folder.done(name))]
    open_ = {
        id_
        for one in done
        if round_of(one.shard) == number - 1 and not one.stopped
        for id_ in one.led
    }
    led: dict[str, set[str]] = defaultdict(set)
    for one in done:
        for id_ in one.led.keys() & open_:
            led[id_].update(one.led[id_])
    return led


def _memory(memory: Memory, shard: Shard) -> dict[str, Any]:
    """What a shard needs to know of earlier visits."""
    ids = {source.id for source in shard.sources}
    pages = [asdict(seen) for (source, _), seen in memory.pages.items() if source in ids]
    kept = [page_codec.to_json(p) for (source, _), p in memory.unfinished.items() if source in ids]
    return {"pages": pages, "unfinished": kept, "spent": dict(memory.spent)}


class Book:
    """The ledger of a run: what it changes, written down before the first town is promoted."""

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder

    def changes(self, found: Changes) -> Changes:
        """What the run changes, by source: *found*, or what it found before it broke off."""
        known = self.folder.read("changes")
        if known is None:
            rows = {id_: [asdict(change) for change in each] for id_, each in found.items()}
            self.folder.write("changes", rows)
            return found
        return {id_: [_change(row) for row in rows] for id_, rows in known.items()}


def _change(row: dict[str, Any]) -> Change:
    return Change(**{**row, "what": What(row["what"]), "fields": tuple(row["fields"])})


def _newest(home: Path) -> int:
    """The number of the newest run that visited sources, 0 before the first."""
    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return 0
    with Catalogue(path) as catalogue:
        rows = catalogue.runs_with_sources(1)
    return int(rows[0]["id"]) if rows else 0
