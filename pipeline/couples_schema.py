"""The tables of what couples write, as migrations.  Append; never edit one that has shipped."""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import ForeignKey

migrations = Migrations("couples")


@migrations()
def create_lists(db: Database) -> None:
    """Lists that two people share; with a list goes all that is on it."""
    db.table("lists").create(
        {
            "id": int, "link_hash": str, "feed_hash": str, "first_name": str, "second_name": str,
            "changes": int, "made_on": str, "used_on": str,
        },
        pk="id",
        not_null={"link_hash", "feed_hash"},
    )  # fmt: skip
    for column in ("link_hash", "feed_hash"):
        db.table("lists").create_index([column], unique=True)
    db.table("lists").create_index(["used_on"])
    db.table("list_events").create(
        {
            "list": int, "event": str, "name": str, "place": str, "price": str, "url": str,
            "start_date": str, "end_date": str, "all_day": int, "until": str, "set_aside": str,
            "changes": int, "added_by": int, "added_at": str, "removed_at": str,
        },
        pk=("list", "event"),
        foreign_keys=[_cascade("list_events", ("list",), "lists", ("id",))],
    )  # fmt: skip
    db.table("votes").create(
        {"list": int, "event": str, "partner": int, "vote": str},
        pk=("list", "event", "partner"),
        foreign_keys=[_cascade("votes", ("list", "event"), "list_events", ("list", "event"))],
    )
    db.table("list_events").create_index(["removed_at"])


@migrations()
def create_reports(db: Database) -> None:
    """What visitors say is wrong with an event, for the host to look at."""
    db.table("reports").create(
        {"id": int, "event": str, "what": str, "words": str, "day": str, "settled": str},
        pk="id",
    )
    db.table("reports").create_index(["settled", "event", "what"])


def _cascade(
    table: str, columns: tuple[str, ...], other_table: str, other_columns: tuple[str, ...]
) -> ForeignKey:
    one = len(columns) == 1
    return ForeignKey(
        table=table,
        column=columns[0] if one else None,
        other_table=other_table,
        other_column=other_columns[0] if one else None,
        columns=columns,
        other_columns=other_columns,
        is_compound=not one,
        on_delete="CASCADE",
    )
