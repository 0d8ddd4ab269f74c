"""CPU per record of an import's look through an archive, against the libraries called bare.

The bare runs go over the same file with warcio.  One hands each page to the adapters: what ours
costs beyond that is for bounds, damaged files, workers and what is said of each site.  The other
hands it to extruct, which reads markup only and no plain page.  The time to start up is taken out
by reading few records and many.  Then the same look with two workers instead of one, by the clock:
2 is the best that two idle cores can do.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import extruct
from figures import Figure, tell
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.openweb.found import Wanted
from crawlers.openweb.processes import processes
from crawlers.openweb.survey import survey
from crawlers.reading import read_page
from crawlers.source import Page, Source

FEW, MANY, EVERY = 32, 288, 32
"""Records, and of how many one announces something: on the open web few do."""
LIMIT = 1.5
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


def bodies(path: Path) -> Iterator[tuple[str, bytes]]:
    """Address and content of each record, by warcio alone."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield url, record.content_stream().read()


def adapters(path: Path) -> int:
    """How many pages of *path* the adapters find events in."""
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    source = Source(id="bench", name="Bench", url="https://bench.example/", timezone="UTC")
    return sum(bool(read_page(body, source, Page(url, now)).listings) for url, body in bodies(path))


def markup(path: Path) -> int:
    """How many pages of *path* extruct finds markup in."""
    syntaxes = ["json-ld", "microdata"]
    return sum(
        bool(extruct.extract(body.decode(), syntaxes=syntaxes)["json-ld"])
        for _, body in bodies(path)
    )


def ours(path: Path, workers: int = 1) -> int:
    """How many sites of *path* announce something."""
    with TemporaryDirectory() as folder, processes(workers) as crew:
        return len(survey([path], Wanted(), crew, Path(folder)).sites)


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
        bare, _ = cost(adapters, files)
        least, _ = cost(markup, files)
        _, two = cost(lambda path: ours(path, 2), files)
    return tell(
        Figure("CPU of a record", mine, "ms", limit=LIMIT, peer=bare, of="warcio and adapters"),
        Figure(
            "CPU of a record, next to markup",
            mine,
            "ms",
            peer=least,
            of="warcio and extruct",
            note="which reads no plain page",
        ),
        Figure("a record with two workers, by the clock", two, "ms", peer=one, of="one worker"),
    )


if __name__ == "__main__":
    sys.exit(main())
