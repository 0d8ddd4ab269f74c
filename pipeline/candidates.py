"""The catalogue's shown occurrences as rows of an index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from model.candidate import Candidate
from model.columns import digest
from model.event import AttendanceMode, EventStatus
from model.facets import Facet
from model.labels import Audience, Interest, Kind, Setting
from pipeline.catalogue import Catalogue
from pipeline.config import adult_content
from pipeline.index_build import Row
from pipeline.occurrence_tables import of_time
from pipeline.places import Gazetteer
from pipeline.texts import web_address

SHOWN = (Audience.COUPLES, Audience.COUPLE_FRIENDLY)
ADULT = "adult_content"


def candidate_rows(catalogue: Catalogue) -> Iterator[Row]:
    """Every occurrence that a couple may see, soonest first.

    Events with sexual content are set aside unless the host allows them.
    """
    others, allowed = catalogue.other_pages(), adult_content()
    listed = catalogue.listed()
    facts = {
        event: one
        for event, one in catalogue.facts().items()
        if one["audience"] in SHOWN and (allowed or not _is_adult(one["facets"]))
    }
    seen = {
        key: datetime.fromisoformat(one.pop("last_seen")).timestamp() for key, one in listed.items()
    }
    event_digests = {
        event: digest((*one.values(), others.get(event))) for event, one in facts.items()
    }
    listing_digests = {key: digest(tuple(one.values())) for key, one in listed.items()}
    times = catalogue.times(None, None)
    times.reverse()
    while times:  # a million are large: each is let go of once it is read
        time = times.pop()
        event, key = time["event"], (time["source"], time["uid"])
        if not time["shown"] or event not in facts:
            continue
        make = partial(_candidate, facts[event], listed[key], time, others.get(event, []))
        yield Row(
            digest((event_digests[event], listing_digests[key], *time.values())), seen[key], make
        )


def _is_adult(facets: str) -> bool:
    if ADULT not in facets:
        return False
    return bool(json.loads(facets).get(ADULT, {}).get("value"))


def _candidate(
    facts: dict[str, Any],
    listed: dict[str, Any],
    time: dict[str, Any],
    others: Iterable[tuple[str, str]],
) -> Candidate:
    row = of_time(facts, listed, time)
    zone = ZoneInfo(row["timezone"])
    start = datetime.fromisoformat(row["start_date"])
    end = datetime.fromisoformat(row["end_date"]) if row["end_date"] else None
    mode = row["event_attendance_mode"]
    facets = {facet.name: facet for facet in _facets(row)}
    deadline, rule = facets.get("registration_deadline"), facets.get("attendance_rule")
    return Candidate(
        event=row["event"],
        name=row["name"],
        start_date=start if row["all_day"] else start.astimezone(zone),
        end_date=end if end is None or row["all_day"] else end.astimezone(zone),
        all_day=bool(row["all_day"]),
        description=row["description"],
        organizer=row["organizer"],
        venue=row["venue"] or "",
        address=row["address"] or "",
        url=web_address(row["url"]),
        keywords=tuple(json.loads(row["keywords"])),
        latitude=row["latitude"],
        longitude=row["longitude"],
        precision_km=row["precision_km"],
        attendance=AttendanceMode(mode) if mode else None,
        status=EventStatus(row["event_status"]),
        price_for_two=row["price_for_two"],
        currency=row["price_currency"] or "",
        is_free=bool(row["is_free"]),
        price_evidence=row["price_evidence"] or "",
        audience=Audience(row["audience"]),
        p_couples=row["p_couples"],
        p_couple_friendly=row["p_couple_friendly"],
        kind=Kind(row["kind"]),
        interests=tuple(map(Interest, json.loads(row["interests"]))),
        setting=Setting(row["setting"]),
        source=row["source_name"],
        source_kind=row["source_kind"],
        schedule=row["schedule"],
        also=tuple(
            (name, page) for name, url in others if url != row["url"] and (page := web_address(url))
        ),
        is_sold_out="sold_out" in facets and facets["sold_out"].value is True,
        attendance_rule=rule.evidence if rule else "",
        deadline=date.fromisoformat(str(deadline.value)) if deadline else None,
        label_reasons=tuple(json.loads(row["label_reasons"])),
        facets=tuple(facets.values()),
        language=row["in_language"] or "",
        sequence=_sequence(row),
    )


def _facets(row: dict[str, Any]) -> tuple[Facet, ...]:
    said = json.loads(row["facets"])
    return tuple(Facet(name, one["value"], one["evidence"]) for name, one in said.items())


def _sequence(row: dict[str, Any]) -> int:
    """Minutes from when it was first seen to its last change: whole numbers that only grow."""
    first, changed = (datetime.fromisoformat(row[name]) for name in ("first_seen", "changed_at"))
    return max(0, int((changed - first).total_seconds() // 60))


def locate(
    text: str, catalogue: Catalogue, gazetteer: Gazetteer
) -> tuple[str, float, float] | None:
    """Label, latitude and longitude of what a couple typed; None when it is no one place.

    A town that the catalogue has sources in goes before the gazetteer, which does not know every
    village, and decides between towns of one name.
    """
    wanted = " ".join(text.casefold().split())
    for row in catalogue.localities():
        names = (row["locality"].casefold(), row["locality"].partition(",")[0].casefold())
        if wanted in names:
            return row["locality"], row["latitude"], row["longitude"]
    place = gazetteer.lookup(text)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    parts = [place.locality, place.region, place.postal_code]
    label = ", ".join(filter(None, parts[:2])) + (f" {parts[2]}" if parts[2] else "")
    return label or f"{place.latitude:g}, {place.longitude:g}", place.latitude, place.longitude
