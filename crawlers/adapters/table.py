"""A host's spreadsheet: CSV, or one JSON object a line.

Columns have schema.org's names or the obvious synonyms of `SYNONYMS`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.adapters._dates import day_after, read
from crawlers.source import Page, Source
from model.errors import EventError, ParseError
from model.event import Event, Listing, Occurrence, Offer, Place, SetAside

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "uid": ("id", "identifier", "event_id"),
    "name": ("title", "event", "summary", "event_name"),
    "description": ("details", "text", "about", "notes"),
    "start_date": ("start", "starts", "begin", "begins", "start_datetime", "date"),
    "start_time": ("time", "from"),
    "end_date": ("end", "ends", "finish", "end_datetime"),
    "end_time": ("until", "to"),
    "all_day": (),
    "location": ("venue", "place", "where", "location_name"),
    "address": ("street", "street_address"),
    "locality": ("city", "town"),
    "region": ("state", "province"),
    "postal_code": ("zip", "zip_code", "postcode"),
    "country": (),
    "latitude": ("lat",),
    "longitude": ("lon", "lng", "long"),
    "price": ("cost", "fee", "admission", "price_text", "offers"),
    "url": ("link", "website", "web", "page"),
    "image": ("picture", "photo"),
    "organizer": ("organiser", "host", "organization", "organisation", "by"),
    "keywords": ("tags", "category", "categories", "audience_text", "audience"),
}
NAMES = {synonym: name for name, synonyms in SYNONYMS.items() for synonym in (name, *synonyms)}


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | SetAside]:
    """One listing per row; a row that cannot be used is set aside with its line.

    A row without an id is known by its page, or else by its name and start.

    Raises:
        ParseError: if the body is neither CSV with a name and a start column, nor JSON lines.
    """
    url = page.url
    for line, row in rows(body, url):
        values = {NAMES[key]: value for key, value in row.items() if key in NAMES and value}
        try:
            yield _listing(values, source, json.dumps(row, ensure_ascii=False))
        except (EventError, ValueError, TypeError, OverflowError) as error:
            name = str(values.get("name", ""))
            reason = f"line {line}: {error}"
            yield SetAside(source=source.id, uid=f"line {line}", name=name, reason=reason)


def unknown_columns(body: bytes, url: str) -> list[str]:
    """The columns that no field of an event answers to, in their order."""
    names = dict.fromkeys(key for _, row in rows(body, url) for key in row)
    return [name for name in names if name not in NAMES]


def rows(body: bytes, url: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with their line numbers, column names in snake_case."""
    text = body.decode("utf-8-sig", "replace")
    if text.lstrip().startswith("{"):
        yield from _json_lines(text, url)
        return
    try:
        yield from _csv(text, url)
    except csv.Error as error:
        msg = f"{url} is no table: {error}; save it as CSV in UTF-8"
        raise ParseError(msg) from error


def _csv(text: str, url: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(io.StringIO(text, newline=None), dialect=dialect)
    columns = {_snake(name) for name in reader.fieldnames or ()}
    if not {"name", "start_date"} <= {NAMES.get(column, "") for column in columns}:
        msg = (
            f"{url} has the columns {sorted(columns)}, among which a name or a start is missing; "
            "give its first line at least 'name' and 'start_date'"
        )
        raise ParseError(msg)
    for row in reader:
        yield (
            reader.line_num,
            {_snake(key): (value or "").strip() for key, value in row.items() if key is not None},
        )


def _json_lines(text: str, url: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            msg = f"{url} line {number} is not JSON: {error}; write one object a line"
            raise ParseError(msg) from error
        if not isinstance(row, dict):
            msg = f"{url} line {number} is {type(row).__name__}; write one object a line"
            raise ParseError(msg)
        yield number, {_snake(key): value for key, value in row.items()}


def _snake(name: str) -> str:
    """`startDate`, `Start date` and `start-date` are all `start_date`.

    >>> _snake("startDate"), _snake(" Start Date ")
    ('start_date', 'start_date')
    """
    name = name.strip().replace("-", "_").replace(" ", "_")
    split = "".join(
        f"_{c}" if c.isupper() and i and name[i - 1].islower() else c for i, c in enumerate(name)
    )
    return split.lower()


def _listing(values: Mapping[str, Any], source: Source, raw: str) -> Listing:
    name = str(values.get("name", "")).strip()
    if not name:
        msg = "name is empty, so nobody could tell what it is; fill it in"
        raise EventError(msg)
    occurrence = _occurrence(values, ZoneInfo(source.timezone))
    url = str(values.get("url", ""))
    content = f"{name}\0{occurrence.start_date.isoformat()}"
    fallback = url or hashlib.blake2b(content.encode(), digest_size=10).hexdigest()
    return Listing(
        source=source.id,
        uid=str(values.get("uid", "")) or fallback,
        event=Event(
            name=name,
            description=str(values.get("description", "")),
            url=url,
            image=str(values.get("image", "")),
            keywords=_keywords(values.get("keywords", "")),
            organizer=str(values.get("organizer", "")),
            location=_place(values),
            offers=_offers(values.get("price")),
        ),
        occurrences=(occurrence,),
        timezone=source.timezone,
        raw=raw,
    )


def _occurrence(values: Mapping[str, Any], zone: ZoneInfo) -> Occurrence:
    if "start_date" not in values:
        msg = "start_date is empty, so nobody could go; fill it in"
        raise EventError(msg)
    start, dated = read(_text(values, "start_date", "start_time"), zone)
    end: datetime | None = None
    if "end_date" in values or "end_time" in values:
        day = {"end_date": start.date().isoformat(), **values}
        end, end_dated = read(_text(day, "end_date", "end_time"), zone)
        end = day_after(end) if dated and end_dated else end
    all_day = dated or str(values.get("all_day", "")).casefold() in ("true", "yes", "1")
    return Occurrence(
        start_date=start, end_date=end if end and end > start else None, all_day=all_day
    )


def _text(values: Mapping[str, Any], day: str, hour: str) -> str:
    """A date, and a time that may stand in a column of its own."""
    return f"{values[day]} {values.get(hour) or ''}"


def _place(values: Mapping[str, Any]) -> Place | None:
    place = Place(
        name=str(values.get("location", "")),
        address=str(values.get("address", "")),
        locality=str(values.get("locality", "")),
        region=str(values.get("region", "")),
        postal_code=str(values.get("postal_code", "")),
        country=str(values.get("country", "")),
        latitude=_degrees(values.get("latitude")),
        longitude=_degrees(values.get("longitude")),
    )
    return place if place != Place() else None


def _degrees(value: object) -> float | None:
    return float(str(value)) if value not in (None, "") else None


def _offers(price: object) -> tuple[Offer, ...]:
    if price in (None, ""):
        return ()
    try:
        amount = float(str(price))
    except ValueError:
        return (Offer(evidence=str(price)),)
    return (Offer(price=amount, is_accessible_for_free=amount == 0, evidence=str(price)),)


def _keywords(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value).replace(";", ",").split(",")
    return tuple(str(part).strip() for part in parts if str(part).strip())
