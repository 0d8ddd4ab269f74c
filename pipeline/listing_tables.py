"""The table of listings: every announcement ever promoted, with its raw payload."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from model.event import Listing
from pipeline import codec
from pipeline.tables import Row, Tables

LIVE, GONE = "live", "gone"


@dataclass(frozen=True, slots=True)
class Stored:
    """A listing as it stands in the catalogue.

    Attributes:
        event: id of the event that shows it, "" before the first.
        missed: good runs of its source in a row that did not hold it.
    """

    listing: Listing
    event: str
    state: str
    missed: int
    first_seen: str
    last_seen: str
    content_hash: str


class ListingTables(Tables):
    """The part of a catalogue that keeps what its sources announce."""

    def listings(self) -> dict[tuple[str, str], Stored]:
        """Every listing ever promoted, by (source, uid)."""
        rows = self.query("SELECT * FROM listings ORDER BY source, uid")
        return {(row["source"], row["uid"]): _stored(row) for row in rows}

    def idle_listings(self) -> list[Stored]:
        """The listings that no event to come shows."""
        rows = self.query(
            "SELECT * FROM listings g WHERE NOT EXISTS (SELECT 1 FROM occurrences o "
            "WHERE o.source = g.source AND o.uid = g.uid) ORDER BY source, uid"
        )
        return [_stored(row) for row in rows]

    def forget_listings(self, keys: Iterable[tuple[str, str]]) -> None:
        """Let go of listings by (source, uid)."""
        self.db.executemany("DELETE FROM listings WHERE source = ? AND uid = ?", keys)

    def merged(self) -> set[tuple[str, str]]:
        """Source and uid of each listing that is part of another's event."""
        rows = self.query("SELECT source, uid FROM merges")
        return {(row["source"], row["uid"]) for row in rows}

    def save_listings(self, stored: Iterable[Stored], changed_at: str) -> None:
        """Write listings, new or changed."""
        self.db.upsert(
            "listings",
            (
                {
                    "source": one.listing.source,
                    "uid": one.listing.uid,
                    "event": one.event,
                    "state": one.state,
                    "name": one.listing.event.name,
                    "url": one.listing.event.url,
                    "sequence": one.listing.sequence,
                    "missed": one.missed,
                    "first_seen": one.first_seen,
                    "last_seen": one.last_seen,
                    "changed_at": changed_at,
                    "content_hash": one.content_hash,
                    "payload": codec.to_json(one.listing),
                    "raw": one.listing.raw,
                }
                for one in stored
            ),
            key=("source", "uid"),
        )

    def touch_listings(self, rows: Iterable[tuple[str, str, int, str, str]]) -> None:
        """Set `state, last_seen, missed` of the listing (source, uid) of each row."""
        self.db.executemany(
            "UPDATE listings SET state = ?, last_seen = ?, missed = ? WHERE source = ? AND uid = ?",
            rows,
        )

    def assign_events(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Say which event shows each listing: rows of (event, source, uid)."""
        self.db.executemany("UPDATE listings SET event = ? WHERE source = ? AND uid = ?", rows)


def _stored(row: Row) -> Stored:
    return Stored(
        listing=codec.from_json(row["payload"], row["raw"]),
        event=row["event"],
        state=row["state"],
        missed=row["missed"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        content_hash=row["content_hash"],
    )
