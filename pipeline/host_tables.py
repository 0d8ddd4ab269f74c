"""The tables that hold a host's word and a geocoder's answers, and what a host is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from model.event import Place
from pipeline.deduplicate import Pair, Ruling
from pipeline.tables import Row, Tables

Key = tuple[str, str]
SIDES = ("a_source", "a_uid", "b_source", "b_uid")
LISTING = """
SELECT g.source, g.uid, g.name, g.url, s.name AS source_name, e.timezone, o.start_date, o.all_day
FROM listings g LEFT JOIN sources s ON s.id = g.source LEFT JOIN events e ON e.id = g.event
LEFT JOIN occurrences o ON o.source = g.source AND o.uid = g.uid
WHERE g.source = ? AND g.uid = ? ORDER BY o.starts_at, o.id LIMIT 1
"""
FIRST_TIME = """
SELECT start_date, end_date FROM occurrences WHERE event = ? AND shown = 1
ORDER BY starts_at, id LIMIT 1
"""


class HostTables(Tables):
    """The part of a catalogue that a host writes and reviews."""

    # -- a host's word --------------------------------------------------------------------

    def correct(self, rows: Iterable[dict[str, Any]]) -> None:
        """Let a host's values stand, whatever is crawled later.

        Args:
            rows: `source, uid, field, value, replaced, by, at`; the last of a field counts, and
                a `value` of None withdraws it.
        """
        with self.db.writing():
            self.db.insert("corrections", rows)

    def corrections(self) -> dict[Key, list[Row]]:
        """Every host's word in force by listing: `id`, `field` and `value`, the oldest first."""
        found: dict[Key, list[Row]] = {}
        for row in self.query(
            "SELECT id, source, uid, field, value FROM corrections c WHERE id = "
            "(SELECT max(id) FROM corrections o WHERE o.source = c.source AND o.uid = c.uid "
            "AND o.field = c.field) AND value IS NOT NULL ORDER BY id"
        ):
            found.setdefault((row["source"], row["uid"]), []).append(row)
        return found

    def history(self, event: str) -> list[Row]:
        """Each correction of an event's listings, with who, when and what it replaced."""
        return self.query(
            "SELECT c.* FROM corrections c JOIN listings g USING (source, uid) "
            "WHERE g.event = ? ORDER BY c.id",
            [event],
        )

    def follow(self, source: str, reissued: Mapping[str, str]) -> None:
        """Let a host's word stand for listings of *source* that have another id now.

        Args:
            reissued: old uids by the new ones.
        """
        rows = [(new, source, old) for new, old in reissued.items()]
        for table, side in (("corrections", ""), ("rulings", "a_"), ("rulings", "b_")):
            self.db.executemany(
                f"UPDATE {table} SET {side}uid = ? "  # noqa: S608 - names from above
                f"WHERE {side}source = ? AND {side}uid = ?",
                rows,
            )
        self.db.executemany(
            "UPDATE answers SET uid = ? WHERE source = ? AND uid = ? AND NOT EXISTS "
            "(SELECT 1 FROM answers o WHERE o.source = ? AND o.uid = ?)",
            [(*row, source, row[0]) for row in rows],
        )

    def price_texts(self, event: str) -> list[str]:
        """The words that an event's prices were read from."""
        rows = self.query(
            "SELECT evidence FROM offers WHERE event = ? AND evidence != '' ORDER BY id", [event]
        )
        return [str(row["evidence"]) for row in rows]

    def keep_answer(self, row: Row) -> None:
        """Keep a host's labels of an announcement, with its text; the last answer counts."""
        with self.db.writing():
            self.db.upsert("answers", [row], key=["source", "uid"])

    def drop_answer(self, source: str, uid: str) -> None:
        """Forget a host's labels of an announcement."""
        with self.db.writing():
            self.db.execute("DELETE FROM answers WHERE source = ? AND uid = ?", [source, uid])

    def answers(self) -> list[Row]:
        """Every announcement that a host has labelled, the first labelled first."""
        return self.query("SELECT * FROM answers ORDER BY at, source, uid")

    def unanswered(self) -> list[Row]:
        """Events to come that no host has labelled: `id`, `p_couples`, `p_couple_friendly`.

        The probabilities are None where the announcement was not read.
        """
        return self.query(
            "SELECT e.id, l.p_couples, l.p_couple_friendly FROM events e "
            "LEFT JOIN labels l ON l.event = e.id WHERE e.hidden = 0 "
            "AND EXISTS (SELECT 1 FROM occurrences o WHERE o.event = e.id AND o.shown = 1) "
            "AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.source = e.source AND a.uid = e.uid) "
            "ORDER BY e.id"
        )

    def announcements(self, events: Sequence[str]) -> list[Row]:
        """What a reader sees of each of *events*, in their order, and what was predicted."""
        write = self.db.spelling
        found = self.query(
            "SELECT e.id, e.name, e.description, e.organizer, e.url, e.in_language, "  # noqa: S608
            "p.name AS venue, l.*, "
            f"(SELECT {write.joined('evidence')} FROM offers f WHERE f.event = e.id) AS price, "
            "(SELECT min(start_date) FROM occurrences o WHERE o.event = e.id AND o.shown = 1) "
            "AS start FROM events e LEFT JOIN labels l ON l.event = e.id "
            "LEFT JOIN places p ON p.id = e.place "
            f"WHERE e.id IN {write.one_of('?')}",
            [json.dumps(list(events))],
        )
        by_id = {row["id"]: row for row in found}
        return [by_id[event] for event in events]

    def rule(self, pairs: Iterable[Pair], verdict: str, by: str, at: str) -> None:
        """Say that each of *pairs* is one event ("same"), two ("apart"), or unsaid ("")."""
        with self.db.writing():
            self.db.insert(
                "rulings",
                (
                    {
                        **dict(zip(SIDES, (*a, *b), strict=True)),
                        "verdict": verdict,
                        "by": by,
                        "at": at,
                    }
                    for a, b in map(sorted, pairs)
                ),
            )

    def ruling(self) -> Ruling:
        """What hosts have said of pairs of listings; the last word counts."""
        said: dict[Pair, str] = {}
        for row in self.query("SELECT * FROM rulings ORDER BY id"):
            pair = Pair({(row["a_source"], row["a_uid"]), (row["b_source"], row["b_uid"])})
            said[pair] = row["verdict"]
        return Ruling(
            same=frozenset(pair for pair, verdict in said.items() if verdict == "same"),
            apart=frozenset(pair for pair, verdict in said.items() if verdict == "apart"),
        )

    # -- a geocoder's answers -------------------------------------------------------------

    def geocodes(self) -> dict[str, Place | None]:
        """Every answer of a geocoder by what it was asked; None where it knew nothing."""
        return {
            row["query"]: Place(
                latitude=row["latitude"],
                longitude=row["longitude"],
                precision_km=row["precision_km"],
            )
            if row["latitude"] is not None
            else None
            for row in self.query("SELECT * FROM geocodes")
        }

    def save_geocode(self, query: str, found: Place | None, at: str) -> None:
        """Keep what a geocoder answered, for good; nothing found is an answer too."""
        spot = found or Place()
        row = {
            "query": query,
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "precision_km": spot.precision_km,
            "at": at,
        }
        with self.db.writing():
            self.db.upsert("geocodes", [row], key=["query"])

    def rough_addresses(self, beyond_km: float) -> list[Place]:
        """The addresses of events to come that are pinned no better than *beyond_km*."""
        rows = self.query(
            "SELECT DISTINCT name, address, locality, region, postal_code, country FROM places "
            "WHERE address != '' AND coalesce(precision_km, 1e9) > ? ORDER BY address, name",
            [beyond_km],
        )
        return [Place(**row) for row in rows]

    # -- what a host is shown -------------------------------------------------------------

    def event_facts(self, event: str) -> list[tuple[str, Row]]:
        """The rows of an event, each with its table's name; [] when there is none."""
        found = [
            ("events", row) for row in self.query("SELECT * FROM events WHERE id = ?", [event])
        ]
        for _, row in found[:1]:
            places = self.query("SELECT * FROM places WHERE id = ?", [row["place"]])
            found += [("places", place) for place in places]
        for name, sql in (
            ("offers", "SELECT * FROM offers WHERE event = ? ORDER BY id LIMIT 1"),
            ("labels", "SELECT * FROM labels WHERE event = ?"),
            ("occurrences", FIRST_TIME),
            ("facets", "SELECT name, value FROM facets WHERE event = ? ORDER BY name"),
        ):
            found += [(name, row) for row in self.query(sql, [event])]
        return found

    def times_shown(self, event: str) -> int:
        """How many times of an event are shown."""
        sql = "SELECT count(*) AS n FROM occurrences WHERE event = ? AND shown = 1"
        return int(self.query(sql, [event])[0]["n"])

    def events_named(self, text: str, limit: int) -> list[Row]:
        """Events whose name holds *text*, soonest first, hidden ones too; all for an empty text.

        The id of an event finds it too.
        """
        named = self.db.spelling.contains("e.name", ":text")
        return self.query(
            "SELECT e.id, e.name, e.hidden, min(o.start_date) AS start FROM events e "  # noqa: S608
            "LEFT JOIN occurrences o ON o.event = e.id AND o.shown = 1 "
            f"WHERE {named} OR e.id = :text "
            "GROUP BY e.id ORDER BY min(o.starts_at) NULLS FIRST, e.id LIMIT :limit",
            {"text": text.strip(), "limit": limit},
        )

    def merge_rows(self, event: str) -> list[Row]:
        """Each listing that is part of another's event, or of *event* alone if one is given."""
        return self.query(
            "SELECT m.*, e.name, e.source AS shown_source, e.uid AS shown_uid FROM merges m "
            "JOIN events e ON e.id = m.event WHERE (:event = '' OR m.event = :event) "
            "ORDER BY e.name, e.id, m.source, m.uid",
            {"event": event},
        )

    def doubt_rows(self, limit: int) -> list[Row]:
        """Pairs that may be one event, the likeliest first."""
        sql = "SELECT * FROM doubts ORDER BY p_same DESC, a_uid, a_source, b_source, b_uid LIMIT ?"
        return self.query(sql, [limit])

    def listing_line(self, key: Key) -> Row | None:
        """What one line says of a listing; None when there is no such listing."""
        rows = self.query(LISTING, key)
        return rows[0] if rows and rows[0]["source"] is not None else None

    def together(self, key: Key) -> list[Key]:
        """The live listings of the event that shows *key*, itself among them."""
        rows = self.query(
            "SELECT o.source, o.uid FROM listings g JOIN listings o ON o.event = g.event "
            "WHERE g.source = ? AND g.uid = ? AND g.event != '' AND o.state = 'live' "
            "ORDER BY o.source, o.uid",
            key,
        )
        return [(row["source"], row["uid"]) for row in rows]
