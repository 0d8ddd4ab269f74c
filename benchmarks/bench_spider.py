"""CPU per page of our spider, with extraction, against a bare Scrapy spider on the same pages.

Both fetch the same loopback pages with the same settings, each in a process of its own.  The
time to start up is taken out by fetching few pages and many.  Prints the ratio.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from alone import alone
from figures import Figure, tell
from loopback import hurry, serving

from pipeline.harvest import Haul

FEW, MANY, EVENTS = 40, 480, 10
LIMITS = {"ics": 1.45, "jsonld": 1.45}
ROUNDS = 4


def page(kind: str, number: int) -> tuple[str, bytes]:
    """A page with one calendar of ten events, in the form *kind*."""
    days = range(1, EVENTS + 1)
    if kind == "ics":
        events = "".join(
            f"BEGIN:VEVENT\r\nUID:{number}-{day}@bench\r\nSUMMARY:Evening {day}\r\n"
            f"DTSTART;TZID=America/New_York:202603{day:02}T190000\r\n"
            "DESCRIPTION:An evening with music and a late supper\\, all are welcome.\r\n"
            "LOCATION:Long Hall\\, 2 Mill Lane\r\nEND:VEVENT\r\n"
            for day in days
        )
        return "text/calendar", f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode()
    graph = [
        {
            "@context": "https://schema.org",
            "@type": "MusicEvent",
            "@id": f"#{number}-{day}",
            "name": f"Evening {day}",
            "startDate": f"2026-03-{day:02}T19:00:00-05:00",
            "location": {"@type": "Place", "name": "Long Hall", "address": "2 Mill Lane"},
            "offers": {"@type": "Offer", "price": "12", "priceCurrency": "USD"},
        }
        for day in days
    ]
    filler = "<p>What is on this month in the old mill by the river.</p>" * 300
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    return "text/html", f"<html><head>{script}</head><body>{filler}</body></html>".encode()


def answer(parts: list[str]) -> tuple[str, bytes]:
    """What is served at `/KIND/NUMBER`."""
    return page(parts[0], int(parts[1]))


def fetch(who: str, kind: str, port: int, count: int) -> None:
    """Fetch *count* pages with our spider or a bare one, and print the CPU seconds used."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    from crawlers import settings
    from crawlers.crawl import crawl
    from crawlers.source import Source

    urls = [f"http://127.0.0.1:{port}/{kind}/{number}" for number in range(count)]
    adapter = {"ics": "ical", "jsonld": "schemaorg"}[kind]
    sources = [
        Source(id=str(n), name="Bench", url=url, timezone="America/New_York", adapter=adapter)
        for n, url in enumerate(urls)
    ]

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = urls

        def parse(self, response: scrapy.http.Response) -> None:
            pass

    hurry()
    if who == "bare":
        process = AsyncCrawlerProcess(settings.live(sources, "", loopback=True))
        process.crawl(Bare)
        process.start()
    else:
        harvest = crawl(sources, datetime.now(UTC), loopback=True)
        if short := [haul for haul in harvest.hauls.values() if len(haul.listings) != EVENTS]:
            sys.exit(f"{len(short)} of {count} pages were not read: {_said(short)}")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime)


def _said(hauls: Iterable[Haul]) -> str:
    """How the visits ended, each way with how often and one of its details."""
    fetches = [one.fetch for haul in hauls for one in haul.answers]
    often = Counter(one.outcome for one in fetches)
    details = {one.outcome: one.detail or f"{one.size} bytes" for one in fetches}
    return "; ".join(f"{many} {how} ({details[how]})" for how, many in often.items())


def cpu_ms_per_page(who: str, kind: str, port: int) -> float:
    """CPU milliseconds that one page more costs."""
    few, many = (float(alone(__file__, who, kind, port, count)) for count in (FEW, MANY))
    return (many - few) / (MANY - FEW) * 1000


def main() -> int:
    """Measure each kind of page, some rounds in turn, and print the better of each."""
    figures = []
    with serving(answer) as port:
        for kind, limit in LIMITS.items():
            rounds = [
                (cpu_ms_per_page("ours", kind, port), cpu_ms_per_page("bare", kind, port))
                for _ in range(ROUNDS)
            ]
            mine, bare = (min(column) for column in zip(*rounds, strict=True))
            peer = {"peer": bare, "of": "a bare Scrapy spider"}
            figures.append(Figure(f"CPU of a page, {kind}", mine, "ms", limit=limit, **peer))
    return tell(*figures)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        fetch(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(main())
