"""CPU to read the events that pages state in markup, next to extruct called bare.

extruct gives JSON-LD and microdata as dictionaries; ours gives listings with aware times, places,
prices and identities, of RDFa too.  Both read generated pages of ten events, and the recorded
pages that are beside the checkout.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import extruct
from bench_spider import page
from clock import cpu_ms
from figures import Figure, tell

from crawlers.adapters.schemaorg import parse
from crawlers.source import Page, Source
from model.event import Listing

RECORDED = Path(__file__).parents[2] / "shared" / "fixtures"
PAGES, ROUNDS = 100, 3
LIMIT = 2.5
SOURCE = Source(id="bench", name="Bench", url="https://bench.example/", timezone="UTC")
PAGE = Page(SOURCE.url, datetime(2026, 3, 1, tzinfo=UTC))


def microdata(number: int) -> bytes:
    """A page of ten evenings in microdata, with as much around them as `page` has."""
    events = "".join(
        '<div itemscope itemtype="https://schema.org/MusicEvent">'
        f'<a itemprop="url" href="/{number}/{day}"><span itemprop="name">Evening {day}</span></a>'
        f'<time itemprop="startDate" datetime="2026-03-{day:02}T19:00:00-05:00">at seven</time>'
        '<div itemprop="location" itemscope itemtype="https://schema.org/Place">'
        '<span itemprop="name">Long Hall</span>, <span itemprop="address">2 Mill Lane</span></div>'
        "</div>"
        for day in range(1, 11)
    )
    filler = "<p>What is on this month in the old mill by the river.</p>" * 300
    return f"<html><body>{events}{filler}</body></html>".encode()


def recorded() -> list[bytes]:
    """Pages of schema.org's and extruct's own suites, where they are."""
    paths = [path for name in ("schemaorg", "extruct") for path in (RECORDED / name).glob("*.html")]
    bodies = [path.read_bytes() for path in sorted(paths) if "rdfa" not in path.name]
    return [body for body in bodies if body.lstrip().startswith(b"<")]


def ours(body: bytes) -> int:
    """How many events our adapter reads."""
    return sum(isinstance(one, Listing) for one in parse(body, SOURCE, PAGE))


def bare(body: bytes) -> int:
    """How many items extruct reads."""
    found = extruct.extract(body, base_url=SOURCE.url, syntaxes=["json-ld", "microdata"])
    return sum(map(len, found.values()))


def ms(read: Callable[[bytes], int], bodies: Sequence[bytes]) -> float:
    """CPU milliseconds of one page."""
    return cpu_ms(lambda: [read(body) for body in bodies]) / len(bodies)


def main() -> int:
    """Read each kind of page by both, in turn, and print the better round of each."""
    kinds = {
        "JSON-LD": [page("jsonld", number)[1] for number in range(PAGES)],
        "microdata": [microdata(number) for number in range(PAGES)],
        "recorded": recorded(),
    }
    figures = []
    for kind, bodies in kinds.items():
        if not bodies:
            print("no recorded pages beside the checkout")
            continue
        found = sum(map(ours, bodies)), sum(map(bare, bodies))
        rounds = [(ms(ours, bodies), ms(bare, bodies)) for _ in range(ROUNDS)]
        mine, peer = (min(column) for column in zip(*rounds, strict=True))
        note = f"{found[0]} events, {found[1]} items in {len(bodies)} pages"
        against = {"limit": LIMIT, "peer": peer, "of": "extruct"}
        figures.append(Figure(f"CPU of a page, {kind}", mine, "ms", note=note, **against))
    return tell(*figures)


if __name__ == "__main__":
    sys.exit(main())
