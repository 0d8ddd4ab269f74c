"""The folder of one run, which the coordinator and all workers see: what is planned and done."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

from crawlers.cluster.shards import Shard
from crawlers.source import Source
from pipeline.whole_file import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a shard that was crawled to its end says of itself.

    Attributes:
        begun: how often; more than once after a worker was lost.
        worker: where it was crawled.
        stopped: why its crawl ended before every source was read; "" when each was.
        led: by source, servers that its pages led to and another shard has.
    """

    shard: str
    sources: int
    pages: int
    failed: int
    listings: int
    seconds: float
    begun: int
    worker: str
    stopped: str = ""
    cut_short: Mapping[str, str] = field(default_factory=dict)
    led: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where the parts of one run lie."""

    path: Path

    def journal(self, name: str) -> Path:
        """What the shard *name* was answered."""
        return self.path / "journals" / f"{name}.jsonl"

    def partition(self, kind: str, name: str) -> Path:
        """What the shard *name* brought: its "pages" or its "listings"."""
        return self.path / kind / f"{name}.parquet"

    def write(self, name: str, document: object) -> None:
        """Put a document in the folder, whole or not at all."""
        text = json.dumps(document, ensure_ascii=False)
        write_whole(self.path / f"{name}.json", text.encode())

    def read(self, name: str) -> Any:
        """The document *name*; None where there is none."""
        path = self.path / f"{name}.json"
        return json.loads(path.read_bytes()) if path.is_file() else None

    def plan_round(self, number: int, planned: Sequence[Shard]) -> None:
        """Write down who crawls what; the list of the round last, without which it is none."""
        asked = {one.id: name for name in self.names() for one in self.sources(name)}
        for shard in planned:
            ids = {source.id for source in shard.sources}
            after = sorted({asked[id_] for id_ in ids & asked.keys()})
            tables = [asdict(source) for source in shard.sources]
            self.write(f"shards/{shard.name}", {"sources": tables, "after": after})
        slots = {slot: shard.name for shard in planned for slot in sorted(shard.slots)}
        self.write(f"rounds/{number}", {"shards": [s.name for s in planned], "slots": slots})

    def names(self) -> Iterator[str]:
        """All shards that were planned, round after round."""
        for number in count():
            planned = self.round(number)
            if planned is None:
                return
            yield from planned

    def round(self, number: int) -> list[str] | None:
        """The names of the shards of a round; None where it was not planned."""
        planned = self.read(f"rounds/{number}")
        names: list[str] | None = planned["shards"] if planned else None
        return names

    def owners(self, name: str) -> dict[str, str]:
        """Which shard of the round of shard *name* asks each server."""
        slots: dict[str, str] = self.read(f"rounds/{round_of(name)}")["slots"]
        return slots

    def sources(self, name: str) -> list[Source]:
        """Those of a shard."""
        return [Source(**table) for table in self.read(f"shards/{name}")["sources"]]

    def journals(self, name: str) -> list[Path]:
        """What the sources of a shard were answered, in earlier rounds and in its own."""
        after: list[str] = self.read(f"shards/{name}")["after"]
        return [self.journal(one) for one in (*after, name)]

    def done(self, name: str) -> Done | None:
        """What a shard said at its end; None before."""
        document = self.read(f"done/{name}")
        return Done(**document) if document else None

    def claim(self, slot: str, name: str) -> str:
        """The shard that asks a server which the plan did not foresee: the first that wants to."""
        folder = self.path / "claims" / str(round_of(name))
        folder.mkdir(parents=True, exist_ok=True)
        key = blake2b(slot.encode(), digest_size=12).hexdigest()
        wanted, own = folder / key, folder / f".{key}.{name}"
        own.write_text(name)
        try:
            os.link(own, wanted)
        except FileExistsError:
            return wanted.read_text()
        finally:
            own.unlink()
        return name

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Wait until no other process crawls shard *name*, and let none begin meanwhile."""
        path = self.path / "locks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def stop(self, why: str) -> None:
        """Ask all shards to end."""
        self.write("stop", why)

    def stopped(self) -> str:
        """Why all shards are to end; "" while they may go on."""
        why: str | None = self.read("stop")
        return why or ""

    def delete(self) -> None:
        """Let go of all of it."""
        shutil.rmtree(self.path, ignore_errors=True)


def round_of(name: str) -> int:
    """The number of the round of a shard.

    >>> round_of("1-003")
    1
    """
    return int(name.partition("-")[0])
