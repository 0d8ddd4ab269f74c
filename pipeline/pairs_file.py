"""Pairs of announcements in a file, for the matcher."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser as dates

from model.announced import Announced
from model.errors import InputError
from model.event import Place
from pipeline import addresses
from pipeline.places import Gazetteer
from pipeline.texts import one_line, plain
from pipeline.zones import zone_of

ALSO = {
    "name": ("title", "summary"),
    "start_date": ("startDate", "start", "starts"),
    "location": ("venue", "place"),
    "timezone": ("time_zone", "tz"),
}
"""Other names under which a field may come."""


def read_pairs(lines: Iterable[str], where: str) -> Iterator[tuple[Any, Announced, Announced]]:
    """The id and both sides of each line `{"id", "a": {…}, "b": {…}}`.

    Raises:
        InputError: naming the line, if it is no such object.
    """
    gazetteer = Gazetteer()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        spot = f"{where} line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            msg = f"{spot} is no JSON ({error}); write one object on each line"
            raise InputError(msg) from error
        if not isinstance(row, dict) or not all(isinstance(row.get(s), dict) for s in ("a", "b")):
            msg = f"{spot} lacks 'a' or 'b'; write {{'id': …, 'a': {{'name': …}}, 'b': {{…}}}}"
            raise InputError(msg)
        sides = [_announced(row[side], f"{spot} {side}", gazetteer) for side in ("a", "b")]
        yield row.get("id", number), sides[0], sides[1]


def _announced(row: Mapping[str, Any], where: str, gazetteer: Gazetteer) -> Announced:
    place = _place(_field(row, "location"), row)
    known = _field(row, "timezone") or zone_of(_spot(place, gazetteer))
    zone = _zone(str(known), where) if known else None
    starts, has_zone = _starts(_field(row, "start_date"), zone, where)
    offset = starts[0].replace(tzinfo=zone).utcoffset() if starts and zone else None
    return Announced(
        name=one_line(_words(_field(row, "name"))),
        description=plain(_words(row.get("description"))),
        source=_words(row.get("source")),
        organizer=_words(row.get("organizer")),
        starts=tuple(starts),
        timed=any(start.time() != time() for start in starts),
        utc_offset_h=offset.total_seconds() / 3600 if offset is not None else None,
        is_utc=has_zone and zone is None,
        venue=place.name,
        address=f"{place.address} {place.locality}".strip(),
        url=_words(row.get("url")),
        uid=_words(row.get("uid")),
    )


def _field(row: Mapping[str, Any], name: str) -> Any:
    return next((row[one] for one in (name, *ALSO.get(name, ())) if row.get(one)), None)


def _words(value: Any) -> str:
    """The text of a field; of an object such as an organizer its name."""
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return str(value) if value is not None else ""


def _place(value: Any, row: Mapping[str, Any]) -> Place:
    if not isinstance(value, Mapping):
        address = _words(row.get("address"))
        return addresses.split(Place(name=one_line(_words(value)), address=one_line(address)))
    inner = value.get("address")
    parts = inner if isinstance(inner, Mapping) else value
    return Place(
        name=one_line(_words(value.get("name"))),
        address=one_line(_words(parts.get("streetAddress") or inner)),
        locality=_words(parts.get("addressLocality") or value.get("locality")),
        region=_words(parts.get("addressRegion") or value.get("region")),
        postal_code=_words(parts.get("postalCode") or value.get("postal_code")),
    )


def _spot(place: Place, gazetteer: Gazetteer) -> Place | None:
    if place.postal_code and (found := gazetteer.by_zip(place.postal_code)):
        return found
    if place.locality and place.region:
        return gazetteer.by_city(place.locality, place.region)
    return None


def _zone(name: str, where: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        msg = f"{where}: timezone {name!r} is unknown; write an IANA name such as Europe/London"
        raise InputError(msg) from error


def _starts(value: Any, zone: ZoneInfo | None, where: str) -> tuple[list[datetime], bool]:
    """Wall times, and whether the text named UTC without anybody knowing the place's zone."""
    texts = value if isinstance(value, list) else [value] if value else []
    found, is_utc = [], False
    for text in texts:
        try:
            moment = dates.isoparse(str(text))
        except ValueError:
            try:
                moment = dates.parse(str(text), default=datetime.combine(date(1, 1, 1), time()))
            except (ValueError, OverflowError) as error:
                msg = f"{where}: start_date {text!r} is no date; write it as 2026-02-14T19:00"
                raise InputError(msg) from error
        if moment.utcoffset() is not None and moment.tzinfo is not None:
            is_utc = moment.astimezone(UTC).replace(tzinfo=None) == moment.replace(tzinfo=None)
            moment = moment.astimezone(zone) if is_utc and zone else moment
        found.append(moment.replace(tzinfo=None))
    return sorted(found), is_utc
