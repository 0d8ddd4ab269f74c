"""The parts of an archive file that can be read by themselves: one for each gzip member."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from crawlers.guard import Refused, check_ratio

CHUNK = 64 * 1024
GZIP = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
WITH_HEADER = 31
"""zlib's `wbits` for data that is wrapped as gzip."""


class Member(io.RawIOBase):
    """One gzip member, unpacked as it is read; at a fault it ends.

    Attributes:
        start: where it begins in the file, in bytes.
        fault: why it cannot be read to its end; "" while it can.
        size: bytes unpacked so far.
    """

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__()
        self.file = file
        self.start = start
        self.fault = ""
        self.size = 0
        self.pending = b""
        self.inflater = zlib.decompressobj(WITH_HEADER)
        file.seek(start)

    @property
    def end(self) -> int:
        """Where it ends in the file, once it is read without a fault."""
        return self.file.tell() - len(self.inflater.unused_data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill some of *buffer*; 0 at the end and at a fault."""
        found = b""
        while not (found or self.fault or self.inflater.eof):
            found = self._inflate(len(buffer))
        buffer[: len(found)] = found
        self.size += len(found)
        return len(found)

    def _inflate(self, most: int) -> bytes:
        packed = self.pending or self.file.read(CHUNK)
        if not packed:
            self.fault = "the file ends before the record does"
            return b""
        try:
            found = self.inflater.decompress(packed, most)
            check_ratio(self.file.tell() - self.start, self.size + len(found))
        except (zlib.error, Refused) as error:
            self.fault = f"it cannot be unpacked, {error}"
            return b""
        self.pending = self.inflater.unconsumed_tail
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file.

    Attributes:
        reader: of what it holds, unpacked.
        member: it is this one; None when the file is not packed.
        guessed: it may be none, since it was looked for behind what is damaged.
    """

    reader: io.BufferedReader[Any]
    member: Member | None = None
    guessed: bool = False

    @property
    def at(self) -> int:
        """Where in the file one is: of a packed one, where the member begins."""
        return self.reader.tell() if self.member is None else self.member.start

    @property
    def fault(self) -> str:
        """Why it ended before its end; "" when it did not."""
        if self.member is None or (self.guessed and not self.member.size):
            return ""
        return self.member.fault


def parts(file: io.BufferedReader) -> Iterator[Part]:
    """Each part of *file*, to be read before the next is asked for.

    After a member that is damaged, the next place where one may begin is looked for.
    """
    if not GZIP.match(file.peek(4)[:4]):
        yield Part(file)
        return
    start, guessed = 0, False
    while True:
        member = Member(file, start)
        reader = io.BufferedReader(member, CHUNK)
        yield Part(reader, member, guessed)
        while reader.read(CHUNK):
            pass
        guessed = bool(member.fault)
        found = _look(file, start + 1) if guessed else member.end
        if found is None or _is_end(file, found):
            return
        start = found


def _look(file: BinaryIO, start: int) -> int | None:
    """Where from *start* on a member may begin, None when nowhere."""
    file.seek(start)
    held = b""
    while chunk := file.read(CHUNK):
        held += chunk
        if found := GZIP.search(held):
            return start + found.start()
        kept = held[-3:]
        start += len(held) - len(kept)
        held = kept
    return None


def _is_end(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    return not file.read(1)
