"""Any number of small sites on loopback, each at an address of its own, behind one cheap server.

Their calendars have the honest forms of `soaking`, and are made before the first visitor comes.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

from soaking.answers import PAGE
from soaking.faults import answer
from soaking.town import PLATFORMS, SORTS, SYLLABLES, WORDS
from soaking.world import FIRST_DAY, Happening, Site

ZONE = "America/New_York"
HAPPENINGS = 2
TOWN = 40
"""Sites of one town; every tenth announces what its neighbour does, too."""
SHARED = 25
"""Every so many sites, three stand at one address."""
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the sites were asked: when, of which address, and for what."""

    at: float
    host: str
    path: str


@dataclass(slots=True)
class Town:
    """The sites, and what they have been asked.

    Attributes:
        late_s: how long each answer takes.
    """

    sites: Sequence[Site]
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)
    late_s: float = 0.0

    def open_at(self, port: int, led: Mapping[str, str]) -> None:
        """Make every page, as it is served at *port*.

        Args:
            led: by site, the address that its second page is at; its own where it is not named.
        """
        self.port = port
        for site in self.sites:
            base = f"http://{address(site)}:{port}/{site.id}"
            count = max(1, -(-len(site.shown(0)) // PAGE)) if site.platform == "tribe" else 1
            for page in range(1, count + 1):
                found = answer(site, 0, base, page, is_first=False)
                body = found.body
                if other := led.get(site.id):
                    here = f"{address(site)}:{port}/{site.id}/calendar?page".encode()
                    there = f"{other}:{port}/{site.id}/calendar?page".encode()
                    body = body.replace(here, there)
                head = f"HTTP/1.1 200 OK\r\nContent-Type: {found.kind}\r\n"
                head += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
                query = f"?page={page}" if page > 1 else ""
                self.pages[f"/{site.id}/calendar{query}"] = head.encode() + body

    def write_sources(self, path: Path) -> None:
        """The sources file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "".join(
                f'[[source]]\nid = "{site.id}"\nname = "{site.hall}"\ntimezone = "{ZONE}"\n'
                f'url = "http://{address(site)}:{self.port}/{site.id}/calendar"\n'
                f'adapter = "{site.platform}"\nlocality = "Town {site.number // TOWN}, OH"\n'
                for site in self.sites
            )
        )


def address(site: Site) -> str:
    """Where a site is asked."""
    number = site.number - site.number % SHARED if site.number % SHARED < 3 else site.number
    return f"127.{1 + number // 62_500}.{1 + number // 250 % 250}.{2 + number % 250}"


def build(sites: int, seed: int = 1) -> list[Site]:
    """The sites; the names of what they announce hardly repeat."""
    dice = random.Random(seed)
    names = ["".join(four).title() for four in product(SYLLABLES, repeat=4)]
    dice.shuffle(names)
    found: list[Site] = []
    for number in range(sites):
        id_ = f"s{number:05}"
        own = [_happening(dice, f"{id_}-{k}", names) for k in range(HAPPENINGS)]
        if number % 10 == 1:
            own[0].title, own[0].text = found[-1].happenings[0].title, found[-1].happenings[0].text
            own[0].starts = found[-1].happenings[0].starts
        hall = f"{dice.choice(names)} Hall, {number + 1} {dice.choice(names)} Street"
        platform = PLATFORMS[number % len(PLATFORMS)]
        found.append(Site(number, platform, ZONE, "", hall, own))
    return found


def _happening(dice: random.Random, key: str, names: Sequence[str]) -> Happening:
    name = dice.choice(names)
    day = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(days=dice.randrange(2, 150))
    return Happening(
        key=key,
        title=f"{name} {dice.choice(SORTS)}".capitalize(),
        text=f"{name} comes with {', '.join(dice.sample(WORDS, 12))}. Everybody is welcome.",
        starts=[day + timedelta(hours=dice.randrange(10, 21))],
    )


class _Visit(asyncio.Protocol):
    """One visitor, who is answered and let go."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        path = data.split(b" ", 2)[1].decode()
        host = self.transport.get_extra_info("sockname")[0]
        self.town.asked.append(Asked(time.monotonic(), host, path))
        asyncio.get_running_loop().call_later(self.town.late_s, self.answer, path)

    def answer(self, path: str) -> None:
        """Give the page and let go, unless the visitor has gone meanwhile."""
        assert isinstance(self.transport, asyncio.Transport)
        if not self.transport.is_closing():
            self.transport.write(self.town.pages.get(path, GONE))
            self.transport.close()


@contextmanager
def serving(sites: Sequence[Site], led: Mapping[str, str] | None = None) -> Iterator[Town]:
    """The town, open until the block ends."""
    town = Town(sites)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def listen() -> asyncio.Server:
        return await loop.create_server(lambda: _Visit(town), "0.0.0.0", 0, backlog=1000)

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(30)
    town.open_at(server.sockets[0].getsockname()[1], led or {})
    try:
        yield town
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
