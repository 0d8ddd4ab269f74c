"""When events are and what they are, as exports and the index read them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from pipeline.sought import ANYTHING, Sought
from pipeline.tables import Row, Tables

TIMES = """
SELECT o.event, o.source, o.uid, o.name, o.start_date, o.end_date, o.all_day, o.shown, o.nights,
  o.door_time, o.event_status
FROM occurrences o
WHERE {starts_at} >= :start AND {starts_at} < :end {among}
ORDER BY o.starts_at, o.event, o.source, o.uid, o.id
"""
LISTED = """
SELECT g.source, g.uid, g.url, g.first_seen, g.changed_at, g.last_seen, s.name AS source_name,
  s.kind AS source_kind
FROM listings g
JOIN sources s ON s.id = g.source
{among}
"""
FACTS = """
SELECT e.id AS event, e.name, p.name AS venue, p.address, p.latitude, p.longitude, p.precision_km,
  trim(coalesce(p.name, '') || CASE WHEN p.name != '' AND p.address != '' THEN ', ' ELSE '' END
    || coalesce(p.address, '')) AS location,
  f.price, f.price_max, f.price_currency, f.per, f.evidence AS price_evidence, e.is_free,
  e.price_for_two, e.schedule, e.in_language, e.typical_age_range,
  l.audience, l.p_couples, l.p_couple_friendly, l.kind, l.interests, l.setting,
  l.reasons AS label_reasons, e.url, e.description, e.organizer, e.keywords, e.timezone,
  e.event_status, e.event_attendance_mode
FROM events e
LEFT JOIN labels l ON l.event = e.id
LEFT JOIN places p ON p.id = e.place
LEFT JOIN (SELECT event, min(id) AS id FROM offers WHERE eligible = '' GROUP BY event) c
  ON c.event = e.id
LEFT JOIN offers f ON f.id = c.id
WHERE e.hidden = 0 {among}
"""
write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class OccurrenceTables(Tables):
    """The part of a catalogue that tells what is on."""

    def occurrences(
        self, start: datetime | None, end: datetime | None, sought: Sought = ANYTHING
    ) -> list[Row]:
        """Every time of every live listing that begins in [start, end), with its event's facts.

        Where somebody else may write, ask within `reading`: it takes several queries.

        Args:
            sought: what its event must be.
        """
        times = self.times(start, end, sought)
        is_all = start is None and end is None and sought == ANYTHING
        events = None if is_all else {time["event"] for time in times}
        facts, listed = self.facts(events), self.listed(events)
        return [
            of_time(facts[time["event"]], listed[time["source"], time["uid"]], time)
            for time in times
            if time["event"] in facts
        ]

    def times(
        self, start: datetime | None, end: datetime | None, sought: Sought = ANYTHING
    ) -> list[Row]:
        """When they are, hidden ones too, soonest first."""
        write = self.db.spelling
        condition = sought.condition(write)
        among = f"AND o.event IN (SELECT e.id FROM events e WHERE {condition})" if condition else ""  # noqa: S608
        starts_at = write.beside_its_index("o.starts_at") if condition else "o.starts_at"
        return self.query(
            TIMES.format(among=among, starts_at=starts_at),
            {
                "start": start.timestamp() if start else float("-inf"),
                "end": end.timestamp() if end else float("inf"),
                **sought.parameters(),
            },
        )

    def listed(self, events: Collection[str] | None = None) -> dict[tuple[str, str], Row]:
        """Page, source and history of each listing, by its source and uid.

        Args:
            events: that it gives a time of; None for all.
        """
        one_of = self.db.spelling.one_of(":events")
        theirs = f"(SELECT source, uid FROM occurrences WHERE event IN {one_of})"  # noqa: S608
        among = "" if events is None else f"WHERE (g.source, g.uid) IN {theirs}"
        named = {"events": json.dumps(list(events or ()))}
        return {
            (row["source"], row["uid"]): row
            for row in self.query(LISTED.format(among=among), named)
        }

    def facts(self, events: Collection[str] | None = None) -> dict[str, Row]:
        """What is known of each event that is not hidden, whatever its time, by its id.

        Args:
            events: None for all.
        """
        among = "" if events is None else f"AND e.id IN {self.db.spelling.one_of(':events')}"
        named = {"events": json.dumps(list(events or ()))}
        facets = self._facets(events)
        return {
            (event := row["event"]): {**row, "facets": facets.get(event, "{}")}
            for row in self.query(FACTS.format(among=among), named)
        }

    def _facets(self, events: Collection[str] | None) -> dict[str, str]:
        """The facets of each event that has any, as a JSON object by name."""
        among = "" if events is None else f"WHERE event IN {self.db.spelling.one_of(':events')}"
        found: dict[str, list[str]] = {}
        for row in self.query(
            f"SELECT * FROM facets {among} ORDER BY event, name",  # noqa: S608 - words of ours
            {"events": json.dumps(list(events or ()))},
        ):
            said = f'{{"value":{_compact(row["value"])},"evidence":{write(row["evidence"])}}}'
            found.setdefault(row["event"], []).append(f"{write(row['name'])}:{said}")
        return {event: f"{{{','.join(said)}}}" for event, said in found.items()}


def of_time(facts: Row, listed: Row, time: Row) -> Row:
    """An event's *facts* as of one of its times, that may have a name and a page of its own.

    Its own status stands, unless it says no more than that it is scheduled.
    """
    own = {"name": time["name"] or facts["name"], "url": listed["url"] or facts["url"]}
    if time["event_status"] != "scheduled":
        own["event_status"] = time["event_status"]
    return {**time, **listed, **facts, **own}


@lru_cache(maxsize=1024)
def _compact(value: str) -> str:
    """A JSON text without blanks between its parts."""
    return write(json.loads(value))
