"""The records of an archive file, one after another, whatever state the file is in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawlers.openweb.members import Part, parts
from crawlers.settings import POLITE
from model.errors import InputError

MAX_BODY: int = POLITE["DOWNLOAD_MAXSIZE"]
MAX_BLOCK = MAX_BODY + 256 * 1024
"""Of a record: a body as large as a crawl takes, with its headers."""
MAX_LINE = 64 * 1024
MAX_FIELDS = 100
FIRST = re.compile(rb"WARC/\d\.\d+\r?\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A record that holds an answer of a server, or what stood where one should.

    Attributes:
        where: the file, and the byte at which it begins.
        at: that byte.
        data: the record with its headers; b"" when it is not to be read.
        outcome: why it is not, a key of `OUTCOMES`.
        detail: the same in words.
    """

    where: str
    at: int
    data: bytes = b""
    outcome: str = "ok"
    detail: str = ""


def blocks(path: Path) -> Iterator[Block]:
    """The answers that the WARC file at *path* holds; other kinds of record are passed over.

    One record is held in memory at a time, and none that is larger than what a crawl takes.

    Raises:
        InputError: if the file cannot be read.
    """
    with _opened(path) as file:
        for part in parts(file):
            yield from _Frames(part, str(path)).blocks()


def check(path: Path) -> None:
    """See that *path* is a WARC file.

    Raises:
        InputError: if it cannot be read, or begins as no WARC file does.
    """
    with _opened(path) as file:
        part = next(parts(file))
        begin = part.reader.readline(MAX_LINE)
    if not (part.fault or FIRST.match(begin)):
        msg = (
            f"archive {str(path)!r} is no WARC file, since it begins with {begin[:40]!r}; "
            "give one that begins with a line such as WARC/1.0"
        )
        raise InputError(msg)


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        msg = f"archive {str(path)!r} cannot be read, {error.strerror}; check the file and its disk"
        raise InputError(msg) from error


class _Frames:
    """The records in one part of a file."""

    def __init__(self, part: Part, name: str) -> None:
        self.part = part
        self.reader = part.reader
        self.name = name
        self.at = part.at
        self.ahead: tuple[int, bytes] | None = None

    def blocks(self) -> Iterator[Block]:
        """Each answer, once what follows it shows that it is whole."""
        held: Block | None = None
        for line in iter(self._line, b""):
            if held is not None:
                yield held
            held = self._block(line) if FIRST.match(line) else self._lost(line)
        if self.part.fault:
            yield self._aside("cut_off", self.part.fault)
        elif held is not None:
            yield held

    def _line(self) -> bytes:
        """The next line that says something; b"" at the end."""
        line = b"\n"
        if self.ahead is not None:
            (self.at, line), self.ahead = self.ahead, None
        while line and not line.strip():
            self.at = self.part.at
            line = self.reader.readline(MAX_LINE)
        return line

    def _block(self, first: bytes) -> Block | None:
        """The record that begins with the line *first*; None unless it is an answer."""
        lines = [first]
        while lines[-1].strip() and len(lines) < MAX_FIELDS:
            lines.append(self.reader.readline(MAX_LINE))
        named = (line.partition(b":") for line in lines[1:])
        fields = {name.strip().lower(): value.strip() for name, _, value in named}
        stated = fields.get(b"content-length", b"")
        is_answer = fields.get(b"warc-type") == b"response"
        if not stated.isdigit() or int(stated) > MAX_BLOCK:
            outcome = "too_large" if stated.isdigit() else "parse_error"
            block = self._aside(
                outcome, f"its length is given as {stated[:20].decode('latin-1')!r}"
            )
            self._seek()
            return block if is_answer else None
        length = int(stated)
        content = self.reader.read(length)
        if len(content) < length:
            return self._aside("cut_off", f"it ends after {len(content)} of {length} bytes")
        if not is_answer:
            return None
        return Block(f"{self.name} at byte {self.at}", self.at, b"".join(lines) + content)

    def _lost(self, line: bytes) -> Block:
        """What stands where a record should begin."""
        block = self._aside("parse_error", f"no record begins with {line[:40]!r}")
        self._seek()
        return block

    def _seek(self) -> None:
        """Go on at the next line that begins a record."""
        while (line := self._line()) and not FIRST.match(line):
            pass
        self.ahead = (self.at, line)

    def _aside(self, outcome: str, detail: str) -> Block:
        return Block(f"{self.name} at byte {self.at}", self.at, b"", outcome, detail)
