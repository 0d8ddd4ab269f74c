"""The part of a catalogue that anybody may see, as an SQLite file by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from model.geo import haversine_km
from pipeline.catalogue import Catalogue
from pipeline.chosen_database import is_file
from pipeline.complaints import explained
from pipeline.copying import as_file
from pipeline.sqlite_file import connect
from pipeline.texts import site_of

OPEN = {
    "doubts": (),
    "events": ("hidden",),
    "facets": (),
    "labels": (),
    "listings": ("payload", "raw", "content_hash"),
    "merges": (),
    "occurrences": (),
    "offers": (),
    "places": (),
    "sources": (),
}
"""The tables that are open, and those of their columns that are not; every other table is not.

A host's word with its author, what a geocoder was asked and what pages answered stay at home.
"""
SEARCHED = ("name", "description", "organizer", "keywords")
FOLLOWING = ("occurrences", "offers", "labels", "facets", "merges")
"""What goes with an event that a host hides."""
WHATS_ON = """
CREATE VIEW whats_on AS
SELECT o.start_date, e.name, p.name AS venue, p.locality, p.km_from_town, e.price_for_two,
  e.price_currency, e.is_free, l.audience, l.kind, l.setting, o.nights, e.schedule,
  coalesce(nullif(g.url, ''), e.url) AS url, s.name AS announced_by, s.kind AS source_kind,
  p.latitude, p.longitude, e.id AS event, o.starts_at
FROM occurrences o JOIN events e ON e.id = o.event
JOIN listings g ON g.source = o.source AND g.uid = o.uid
JOIN sources s ON s.id = o.source
LEFT JOIN labels l ON l.event = e.id LEFT JOIN places p ON p.id = e.place
WHERE o.shown AND o.event_status != 'cancelled' AND e.event_status != 'cancelled'
ORDER BY o.starts_at
"""


def open_copy(source: Path, target: Path) -> None:
    """Write the open part of the catalogue *source* to *target*.

    An event that a host hides is not in it, nor is what only a host knows.  Of a source's address
    the site is left: the rest may hold a key.  `places` tells how far each is from the middle of
    the busiest town, and `whats_on` is a view of the dates that are shown.

    Raises:
        CatalogueError: if there is no catalogue.
        DiskError: if there is no room.
    """
    with Catalogue(source, read_only=True) as catalogue:
        towns = catalogue.localities()
    if is_file(source):
        with (
            closing(connect(source, read_only=True)) as db,
            closing(sqlite3.connect(target)) as copy,
            explained(target),
        ):
            db.backup(copy)
    else:
        as_file(source, target)
    with closing(sqlite3.connect(target)) as copy, explained(target):
        copy.execute("PRAGMA journal_mode = DELETE")
        opened = Database(copy)
        _close(opened)
        _measure(opened, (towns[0]["latitude"], towns[0]["longitude"]) if towns else None)
        copy.commit()
        copy.execute("VACUUM")
        opened.table("events").enable_fts(SEARCHED, tokenize="porter unicode61")
        opened.execute(WHATS_ON)


def _close(db: Database) -> None:
    """Take out what is not open; VACUUM, which renumbers rows, then leaves no byte of it."""
    hidden = "SELECT id FROM events WHERE hidden"
    for table in FOLLOWING:
        db.execute(f"DELETE FROM {table} WHERE event IN ({hidden})")  # noqa: S608
    db.execute(f"DELETE FROM doubts WHERE a_event IN ({hidden}) OR b_event IN ({hidden})")  # noqa: S608
    db.execute(f"DELETE FROM listings WHERE event IN ({hidden}) OR event = ''")  # noqa: S608
    db.execute("DELETE FROM events WHERE hidden")
    db.table("events_fts").drop()
    for name in db.table_names():
        if name not in OPEN:
            db.table(name).drop()
    for name, columns in OPEN.items():
        for column in columns:
            db.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
    for row in list(db.query("SELECT id, url FROM sources")):
        db.table("sources").update(row["id"], {"url": site_of(row["url"])})


def _measure(db: Database, town: tuple[float, float] | None) -> None:
    places = db.table("places")
    places.add_column("km_from_town", float)
    if town is None:
        return
    spots = "SELECT id, latitude, longitude FROM places WHERE latitude IS NOT NULL"
    for row in list(db.query(spots)):
        away = haversine_km(*town, row["latitude"], row["longitude"])
        places.update(row["id"], {"km_from_town": round(away, 1)})
