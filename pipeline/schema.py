"""The catalogue's tables, as migrations.  Append; never edit one that has shipped.

From `find_events` on each is also written for PostgreSQL, in `pipeline.postgresql_schema`.
"""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path

from sqlite_utils import Database, Migrations

from model.errors import CatalogueError
from pipeline.database import Age

migrations = Migrations("twogether")


def age(db: Database, path: Path) -> Age:
    """How old the tables of *db* are.

    Args:
        path: of its file, for the message.

    Raises:
        CatalogueError: if they are a newer program's, or another's altogether.
    """
    applied = {one.name for one in migrations.applied(db)}
    if newer := applied - _known():
        msg = (
            f"catalogue {str(path)!r} was made by a newer twogether, which knows "
            f"{', '.join(sorted(newer))}; install that version, or restore an older backup"
        )
        raise CatalogueError(msg)
    if applied:
        return Age.OLDER if migrations.pending(db) else Age.CURRENT
    if set(db.table_names()) - {migrations.migrations_table}:
        msg = f"catalogue {str(path)!r} is another program's database; choose another --home"
        raise CatalogueError(msg)
    return Age.EMPTY


@cache
def _known() -> frozenset[str]:
    """The names of this program's migrations."""
    with closing(Database(memory=True)) as empty:
        return frozenset(one.name for one in migrations.pending(empty))


def bring_up_to_date(db: Database, path: Path) -> None:
    """Apply what *db* lacks, all of it or nothing; of two programs one waits for the other.

    Raises:
        CatalogueError: as `age` does.
    """
    if age(db, path) is Age.CURRENT:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
    except BaseException:
        db.rollback()
        raise
    db.commit()


@migrations()
def create_crawling(db: Database) -> None:
    """What was crawled, when, and how it went."""
    db.table("sources").create(
        {
            "id": str, "name": str, "kind": str, "url": str, "adapter": str, "timezone": str,
            "locality": str, "latitude": float, "longitude": float, "expect_at_least": int,
            "last_run": int, "last_good": str, "last_outcome": str, "held_back": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("runs").create({"id": int, "now": str, "recording": str, "report": str}, pk="id")
    db.table("fetches").create(
        {
            "id": int, "run": int, "source": str, "url": str, "fetched_at": str, "outcome": str,
            "status": int, "size": int, "content_hash": str, "detail": str,
        },
        pk="id",
        foreign_keys=[("run", "runs", "id")],
    )  # fmt: skip
    db.table("listings").create(
        {
            "source": str, "uid": str, "event": str, "state": str, "name": str, "url": str,
            "sequence": int, "missed": int, "first_seen": str, "last_seen": str,
            "changed_at": str, "content_hash": str, "payload": str, "raw": str,
        },
        pk=("source", "uid"),
    )  # fmt: skip
    db.table("listings").create_index(["event"])


@migrations()
def create_catalogue(db: Database) -> None:
    """What is derived from the listings at every run."""
    db.table("places").create(
        {
            "id": int, "name": str, "address": str, "locality": str, "region": str,
            "postal_code": str, "country": str, "latitude": float, "longitude": float,
            "precision_km": float,
        },
        pk="id",
    )  # fmt: skip
    db.table("events").create(
        {
            "id": str, "source": str, "uid": str, "name": str, "description": str, "url": str,
            "image": str, "keywords": str, "organizer": str, "place": int, "event_status": str,
            "event_attendance_mode": str, "typical_age_range": str, "in_language": str,
            "timezone": str, "price_for_two": float, "price_currency": str, "is_free": int,
            "hidden": int, "first_seen": str, "last_seen": str,
        },
        pk="id",
        foreign_keys=[("place", "places", "id"), ("source", "sources", "id")],
    )  # fmt: skip
    db.table("occurrences").create(
        {
            "id": int, "event": str, "source": str, "uid": str, "start_date": str,
            "end_date": str, "all_day": int, "starts_at": float, "ends_at": float,
            "recurrence_id": str, "event_status": str, "name": str, "shown": int,
        },
        pk="id",
        foreign_keys=[("event", "events", "id")],
    )  # fmt: skip
    db.table("occurrences").create_index(["starts_at"])
    db.table("occurrences").create_index(["event"])
    db.table("offers").create(
        {
            "id": int, "event": str, "price": float, "price_max": float, "price_currency": str,
            "per": str, "is_accessible_for_free": int, "evidence": str,
        },
        pk="id",
        foreign_keys=[("event", "events", "id")],
    )  # fmt: skip
    db.table("labels").create(
        {
            "event": str, "audience": str, "p_couples": float, "p_couple_friendly": float,
            "kind": str, "interests": str, "setting": str, "reasons": str, "model": str,
        },
        pk="event",
        foreign_keys=[("event", "events", "id")],
    )  # fmt: skip
    db.table("merges").create(
        {"event": str, "source": str, "uid": str, "reason": str}, pk=("source", "uid")
    )


@migrations()
def create_host_tables(db: Database) -> None:
    """What a host decided, and what a geocoder answered; never derived again."""
    db.table("overrides").create(
        {"id": int, "source": str, "uid": str, "field": str, "value": str, "by": str, "at": str},
        pk="id",
    )
    db.table("overrides").create_index(["source", "uid", "field"], unique=True)
    db.table("geocodes").create(
        {"query": str, "latitude": float, "longitude": float, "precision_km": float, "at": str},
        pk="query",
    )


@migrations()
def create_search(db: Database) -> None:
    """Full text over what a couple reads."""
    db.execute(
        "CREATE VIRTUAL TABLE events_fts USING fts5("
        "event UNINDEXED, name, description, organizer, keywords, place, "
        "tokenize='porter unicode61')"
    )


@migrations()
def remember_visits(db: Database) -> None:
    """What each page held at the last good visit, and when a source may be visited again."""
    db.table("pages").create(
        {
            "source": str, "url": str, "reader": str, "etag": str, "last_modified": str,
            "content_hash": str, "uids": str, "links": str,
        },
        pk=("source", "url"),
    )  # fmt: skip
    sources = db.table("sources")
    sources.add_column("every", str, not_null_default="")
    sources.add_column("verified", int, not_null_default=0)
    sources.add_column("not_before", str, not_null_default="")


@migrations()
def match_and_correct(db: Database) -> None:
    """Doubtful pairs and where fields come from, derived; a host's word with its history, kept."""
    db.table("merges").add_column("p_same", float)
    db.table("offers").add_column("eligible", str, not_null_default="")
    db.table("offers").add_column("valid_through", str)
    db.table("events").add_column("origin", str, not_null_default="{}")
    db.table("events").add_column("schedule", str, not_null_default="")
    db.table("facets").create(
        {"event": str, "name": str, "value": str, "evidence": str},
        pk=("event", "name"),
        foreign_keys=[("event", "events", "id")],
    )
    db.table("occurrences").create_index(["source", "uid"])
    db.table("occurrences").add_column("door_time", str)
    db.table("occurrences").add_column("nights", int, not_null_default=0)
    db.table("doubts").create(
        {
            "a_event": str, "a_source": str, "a_uid": str, "b_event": str, "b_source": str,
            "b_uid": str, "p_same": float, "reasons": str,
        },
        pk=("a_source", "a_uid", "b_source", "b_uid"),
    )  # fmt: skip
    db.table("corrections").create(
        {
            "id": int, "source": str, "uid": str, "field": str, "value": str, "replaced": str,
            "by": str, "at": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("corrections").create_index(["source", "uid", "field"])
    db.table("rulings").create(
        {
            "id": int, "a_source": str, "a_uid": str, "b_source": str, "b_uid": str,
            "verdict": str, "by": str, "at": str,
        },
        pk="id",
    )  # fmt: skip
    db.execute(
        "INSERT INTO corrections (source, uid, field, value, replaced, by, at) "
        "SELECT source, uid, field, value, '', by, at FROM overrides WHERE field != 'apart_from'"
    )
    db.execute(
        "INSERT INTO rulings (a_source, a_uid, b_source, b_uid, verdict, by, at) "
        "SELECT source, uid, substr(value, 1, instr(value, ' ') - 1), "
        "substr(value, instr(value, ' ') + 1), 'apart', by, at "
        "FROM overrides WHERE field = 'apart_from'"
    )
    db.table("overrides").drop()


@migrations()
def keep_answers(db: Database) -> None:
    """What a host said of an announcement, with its text, to learn from when it is long over."""
    db.table("answers").create(
        {
            "source": str, "uid": str, "title": str, "description": str, "organizer": str,
            "venue": str, "price_text": str, "audience_text": str, "audience": str, "kind": str,
            "interests": str, "setting": str, "by": str, "at": str,
        },
        pk=("source", "uid"),
    )  # fmt: skip


@migrations()
def end_early(db: Database) -> None:
    """What was read of sources that a run did not finish, and failed visits in a row."""
    db.table("unfinished").create(
        {"source": str, "url": str, "fetched_at": str, "page": str}, pk=("source", "url")
    )
    db.table("sources").add_column("failures", int, not_null_default=0)


@migrations()
def time_crawls(db: Database) -> None:
    """How long a crawl took; nothing where a run was none, or was before this was kept."""
    db.table("runs").add_column("crawl_s", float)


@migrations()
def keep_out(db: Database) -> None:
    """The sources that were let go at their owner's request, and are not to be crawled again."""
    db.table("forgotten").create(
        {"source": str, "url": str, "name": str, "reason": str, "by": str, "at": str},
        pk="source",
    )


@migrations()
def find_events(db: Database) -> None:
    """Places by where they are."""
    db.table("places").create_index(["latitude", "longitude"])
