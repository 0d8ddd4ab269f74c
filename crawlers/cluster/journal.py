"""What a shard has been answered, written down at once: a shard begun again asks for the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from pipeline import page_codec
from pipeline.harvest import Batch

Key = tuple[str, str]


@dataclass(slots=True)
class Answered:
    """What servers have answered before.

    Attributes:
        pages: by source and the address that was asked for.
        robots: the body of each robots.txt, by its address.
        begun: how often a process has begun to ask.
    """

    pages: dict[Key, Batch] = field(default_factory=dict)
    robots: dict[str, str] = field(default_factory=dict)
    begun: int = 0

    @classmethod
    def read(cls, paths: Iterable[Path], sources: Container[str]) -> Self:
        """What the journals at *paths* hold of *sources*, by their ids; later answers count."""
        found = cls()
        for path in paths:
            for line in _lines(path):
                if "begun" in line:
                    found.begun += 1
                elif "robots" in line:
                    found.robots[line["robots"]] = line["body"]
                else:
                    key = (line["source"], line["asked"])
                    if line["source"] in sources:
                        found.pages[key] = page_codec.read(line["page"])
        return found


class Journal:
    """A file that lines are added to, each whole as soon as it is written.

    What a process that was killed left of a line is cut off.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        whole = path.read_bytes().rfind(b"\n") + 1
        os.ftruncate(self.file, whole)

    def begin(self, worker: str) -> None:
        """That a process begins to ask."""
        self._add({"begun": worker})

    def page(self, asked: str, page: Batch) -> None:
        """A page, and how it was asked for."""
        text = page_codec.to_json(page)
        self._add({"source": page.fetch.source, "asked": asked, "page": text})

    def robots(self, url: str, body: str) -> None:
        """A robots.txt."""
        self._add({"robots": url, "body": body})

    def close(self) -> None:
        """Let go of the file."""
        os.close(self.file)

    def _add(self, line: dict[str, str]) -> None:
        text = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        while text:
            text = text[os.write(self.file, text) :]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of a file; none where it is not there."""
    if not path.is_file():
        return
    for line in path.read_bytes().split(b"\n")[:-1]:
        yield json.loads(line)
