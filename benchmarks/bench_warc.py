"""CPU per record of an import's look through an archive, against the libraries called bare.

The bare run goes over the same file with warcio and reads each page with extruct: it recognises
and names no platform, reads no plain page, and sets no bounds.  The time to start up is taken out
by reading few records and many.  Then the same look with two workers instead of one, by the clock:
2 is the best that two idle cores can do.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import extruct
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.openweb.found import Wanted
from crawlers.openweb.survey import survey

FEW, MANY, EVERY = 32, 288, 32
"""Records, and of how many one announces something: on the open web few do."""
LIMIT = 3.0
ROUNDS = 2


def page(number: int) -> bytes:
    """An ordinary page of 30 kB; now and then it announces an evening as JSON-LD."""
    event = {
        "@context": "https://schema.org",
        "@type": "MusicEvent",
        "name": f"Evening {number}",
        "startDate": "2026-03-10T19:00:00-05:00",
        "location": {"@type": "Place", "name": "Long Hall", "address": "2 Mill Lane"},
    }
    script = f'<script type="application/ld+json">{json.dumps(event)}</script>'
    rows = "".join(
        f'<div class="post"><h2><a href="/{number}/{row}">Notes on the mill, part {row}</a></h2>'
        "<p>How the wheel was mended, who came to help, and what was learnt about oak.</p></div>"
        for row in range(180)
    )
    head = f"<title>Mill {number}</title>{'' if number % EVERY else script}"
    return f"<!doctype html><html><head>{head}</head><body>{rows}</body></html>".encode()


def archive(path: Path, count: int) -> Path:
    """A WARC file of *count* records, each of another host."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(count):
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://mill-{number}.example/notes",
                "response",
                payload=BytesIO(page(number)),
                http_headers=http,
                warc_headers_dict={"WARC-Date": "2026-03-01T12:00:00Z"},
            )
            writer.write_record(record)
            record.raw_stream.close()
    return path


def bare(path: Path) -> int:
    """How many pages of *path* the libraries find events in."""
    found = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            body = record.content_stream().read().decode()
            found += bool(extruct.extract(body, syntaxes=["json-ld", "microdata"])["json-ld"])
    return found


def ours(path: Path, workers: int = 1) -> int:
    """How many sites of *path* announce something."""
    return len(survey([path], Wanted(), workers).sites)


def clocks() -> tuple[float, float]:
    """CPU seconds of this process and of its children that have ended, and the wall clock."""
    return sum(os.times()[:4]), time.perf_counter()


def cost(read: Callable[[Path], int], files: tuple[Path, Path]) -> tuple[float, float]:
    """Milliseconds that one record more costs, of CPU and by the clock: the best of some rounds."""
    found = []
    for _ in range(ROUNDS):
        spent = []
        for path, count in zip(files, (FEW, MANY), strict=True):
            began = clocks()
            assert read(path) == count // EVERY
            spent.append([after - before for before, after in zip(began, clocks(), strict=True)])
        few, many = spent
        found.append([(b - a) / (MANY - FEW) * 1000 for a, b in zip(few, many, strict=True)])
    cpu, wall = (min(column) for column in zip(*found, strict=True))
    return cpu, wall


def main() -> int:
    """Measure both, then the speed-up."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        files = (archive(here / "few.warc.gz", FEW), archive(here / "many.warc.gz", MANY))
        mine, one = cost(ours, files)
        theirs, _ = cost(bare, files)
        _, two = cost(lambda path: ours(path, 2), files)
    print(f"warc: ours {1000 / mine:.0f} records/s of CPU, bare libraries {1000 / theirs:.0f}")
    print(f"  ratio of CPU time {mine / theirs:.2f} (limit {LIMIT})")
    print(f"  two workers {one / two:.2f} times as fast as one, by the clock")
    return int(mine / theirs > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
