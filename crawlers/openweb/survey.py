"""Look through archives with any crew, in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from crawlers.openweb.found import Found, Kept, Site, Wanted, second_look
from crawlers.openweb.look import Look, look
from crawlers.openweb.records import Block, blocks, check
from crawlers.openweb.site import site_of
from pipeline.crew import Crew

HANDFUL = 32
HANDFUL_BYTES = 1024 * 1024
"""How many records a worker is given at once."""
EXAMPLES = 5


@dataclass(slots=True)
class Survey:
    """What a look through archives has shown.

    Attributes:
        records: answers of servers, read or not.
        pages: those that hold a page which could be read.
        set_aside: how many could not be read, by the outcome.
        examples: the first few of each outcome.
        sites: those that announce events.
    """

    records: int = 0
    pages: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    examples: list[Look] = field(default_factory=list)
    sites: list[Found] = field(default_factory=list)

    def add(self, seen: Look) -> None:
        """Count one record."""
        self.records += 1
        self.pages += bool(seen.url)
        self.put_aside(seen)

    def put_aside(self, seen: Look) -> None:
        """Count what could not be read."""
        if seen.outcome != "ok":
            self.set_aside[seen.outcome] += 1
            if self.set_aside[seen.outcome] <= EXAMPLES:
                self.examples.append(seen)


def survey(
    archives: Collection[Path],
    wanted: Wanted,
    crew: Crew,
    folder: Path,
    listener: Callable[[Path, int], None] = lambda path, at: None,
) -> Survey:
    """What *archives* hold, the sites in the order of their names.

    Records are taken from the files one after another and kept in memory only until a worker
    has looked at them; the bodies of pages that announce something wait in a file of their own.

    Args:
        wanted: its `bodies` is set here.
        crew: reads the pages.
        folder: for those bodies; all of the crew see it.
        listener: told of each handful of records: the file, and how far in it one is.

    Raises:
        InputError: if a file is no WARC file.
    """
    for path in archives:
        check(path)
    result = Survey()
    here = replace(wanted, bodies=folder / "bodies")
    with here.bodies.open("wb") as bodies:
        shelf = _Shelf(bodies)
        for path in archives:
            for looks in crew.map(look, _handfuls(path, listener)):
                for seen in looks:
                    result.add(seen)
                    shelf.add(seen)
    for found in crew.map(_second_look, ((site, here) for site in shelf.sites())):
        if isinstance(found, Found):
            result.sites.append(found)
        else:
            result.put_aside(found)
    return result


def _second_look(task: tuple[Site, Wanted]) -> Found | Look:
    site, wanted = task
    try:
        return second_look(site, wanted)
    except Exception as error:  # noqa: BLE001 - a fault must cost one site
        return Look(where=site.key, outcome="adapter_error", detail=repr(error))


def _handfuls(path: Path, listener: Callable[[Path, int], None]) -> Iterator[list[Block]]:
    handful: list[Block] = []
    for block in blocks(path):
        handful.append(block)
        if len(handful) == HANDFUL or sum(len(one.data) for one in handful) > HANDFUL_BYTES:
            listener(path, block.at)
            yield handful
            handful = []
    if handful:
        yield handful


class _Shelf:
    """The pages that are of further use, by site: their bodies in a file, the rest in memory."""

    def __init__(self, bodies: BinaryIO) -> None:
        self.bodies = bodies
        self.pages: dict[str, dict[str, Kept]] = {}

    def add(self, seen: Look) -> None:
        """Keep a page; of two captures of one address the later."""
        if not seen.packed or seen.at is None:
            return
        pages = self.pages.setdefault(site_of(seen.url), {})
        known = pages.get(seen.url)
        if known is not None and known.at > seen.at:
            return
        start = self.bodies.tell()
        self.bodies.write(seen.packed)
        pages[seen.url] = Kept(
            url=seen.url,
            at=seen.at,
            size=seen.size,
            adapter=seen.adapter,
            listings=seen.listings,
            start=start,
            length=len(seen.packed),
        )

    def sites(self) -> Iterator[Site]:
        """Those that announce something."""
        for key, pages in sorted(self.pages.items()):
            kept = sorted(pages.values(), key=lambda page: (-page.listings, page.url))
            if kept[0].listings:
                yield Site(key=key, pages=tuple(kept))
