"""The sites of the soak test on loopback, each at an address of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

from soaking.answers import Answer
from soaking.faults import answer
from soaking.world import Site

REASONS = {200: "OK", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}


class Town:
    """All servers of the town, in one thread.

    Attributes:
        day: that it is at all sites.
        asked: the sites that were asked for their calendar, by (site, day).
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = sites
        self.day = 0
        self.asked: set[tuple[str, int]] = set()
        self.urls: dict[str, str] = {}
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.servers: list[asyncio.Server] = []
        self.visitors: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        """Listen for every site."""
        for site in self.sites:
            number = site.number + 2
            host = f"127.0.{1 + number // 250}.{1 + number % 250}"
            server = await asyncio.start_server(self._visitor(site), host, 0)
            self.servers.append(server)
            self.urls[site.id] = f"http://{host}:{server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Listen no more, and let every visitor go."""
        for server in self.servers:
            server.close()
        for visitor in self.visitors:
            visitor.transport.abort()
        visits = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*visits, return_exceptions=True)

    def _visitor(
        self, site: Site
    ) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.visitors.add(writer)
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                found = self._answer(site, head.split(b" ", 2)[1].decode())
                if found.stalls:
                    await reader.read()
                elif not found.slams:
                    writer.write(_bytes(found))
                    await writer.drain()
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()
                with suppress(ConnectionError):
                    await writer.wait_closed()
                self.visitors.discard(writer)

        return serve

    def _answer(self, site: Site, target: str) -> Answer:
        parts = urlsplit(target)
        if parts.path != "/calendar":
            return Answer(status=404)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        key = (site.id, self.day)
        is_first = key not in self.asked
        self.asked.add(key)
        return answer(site, self.day, self.urls[site.id], page, is_first=is_first)


def _bytes(found: Answer) -> bytes:
    length = len(found.body) if found.length is None else found.length
    headers = {
        "Content-Type": found.kind,
        "Content-Length": str(length),
        "Connection": "close",
        **found.headers,
    }
    lines = [f"HTTP/1.1 {found.status} {REASONS.get(found.status, 'Error')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + found.body


@contextmanager
def serving(sites: Sequence[Site]) -> Iterator[Town]:
    """The town, open until the block ends."""
    town = Town(sites)
    town.thread.start()
    try:
        asyncio.run_coroutine_threadsafe(town.open(), town.loop).result(30)
        yield town
    finally:
        asyncio.run_coroutine_threadsafe(town.close(), town.loop).result(30)
        town.loop.call_soon_threadsafe(town.loop.stop)
        town.thread.join(10)
        town.loop.close()
