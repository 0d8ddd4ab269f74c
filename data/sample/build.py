"""Write the sample town as a WARC recording: `python -m data.sample.build OUT.warc.gz`."""

from __future__ import annotations

import argparse
import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from data.sample import ics, pages, rss, tribe

Page = tuple[str, str, bytes]
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


def organisations() -> list[dict[str, Any]]:
    """Every organisation of the town, with its announcements."""
    folder = files("data").joinpath("sample", "town")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    towns = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8")) for file in found
    }
    for town in towns.values():
        town["event"] += [_repeated(towns, name) for name in town.get("repeats", ())]
    return list(towns.values())


def _repeated(towns: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """Another organisation's announcement as a newspaper prints it: shorter, under its own id."""
    owner, _, id_ = name.partition("/")
    event = next(event for event in towns[owner]["event"] if event["id"] == id_)
    kept = {key: value for key, value in event.items() if key not in ("tags", "geo", "amounts")}
    text = f"{event.get('description', '').split('. ')[0]}. Announced by {towns[owner]['name']}."
    return {**kept, "id": f"listing-{owner}-{id_}", "description": text}


def recorded(town: dict[str, Any], day: date) -> Iterator[Page]:
    """Address, content type and body of all that one organisation serves."""
    root = f"https://{town['host']}"
    yield f"{root}/robots.txt", "text/plain", ROBOTS
    form = town["format"]
    if form == "ics":
        yield f"{root}/calendar.ics", "text/calendar; charset=utf-8", ics.feed(town, day)
    elif form == "tribe":
        for address, body in tribe.pages(town, day):
            yield address, "application/json", body
    elif form == "json-ld":
        yield f"{root}/whats-on", "text/html; charset=utf-8", pages.json_ld(town, day)
    elif form == "microdata":
        yield f"{root}/events", "text/html; charset=utf-8", pages.microdata(town, day)
    else:
        yield f"{root}/calendar.xml", "application/rss+xml; charset=utf-8", rss.feed(town, day)


def build(day: date) -> bytes:
    """The recording of a town visited on *day*; equal days give equal bytes."""
    target = BytesIO()
    writer = WARCWriter(target, gzip=True, warc_version="1.1")
    visited = datetime(day.year, day.month, day.day, 5, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for town in organisations():
        for url, kind, body in recorded(town, day):
            headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={
                    "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>",
                    "WARC-Date": visited,
                },
            )
            writer.write_record(record)
            record.raw_stream.close()
    return target.getvalue()


def main() -> None:
    """Write the recording to the file named on the command line."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--day", type=date.fromisoformat, default=datetime.now(UTC).date())
    arguments = parser.parse_args()
    arguments.file.write_bytes(build(arguments.day))


if __name__ == "__main__":
    main()
