"""The tables of the lists that two people share: made, opened, deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlite_utils import Database

from model.errors import NoSuchList
from model.shared_list import SharedList, Vote
from pipeline.links import digest, feed_of, new_link
from pipeline.list_rows import from_row

UNUSED = timedelta(days=400)
TAKEN_OFF = timedelta(days=30)


class ListTables:
    """The part of couples.db that holds the lists.

    Whoever has a list's link may read and change it; the file holds no more than the link's hash.
    A method that takes a link raises NoSuchList when it leads nowhere.
    """

    db: Database

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing; what is read inside is as it will be when it is written."""
        self.db.execute("BEGIN IMMEDIATE")
        with self.db.conn:
            yield

    def start_list(self, now: datetime) -> str:
        """Make a list; its link."""
        link = new_link()
        with self.writing():
            self._let_go(now)
            self.db.execute(
                "INSERT INTO lists (link_hash, feed_hash, first_name, second_name, changes, "
                "made_on, used_on) VALUES (?, ?, '', '', 0, ?, ?)",
                [digest(link), digest(feed_of(link)), *[now.date().isoformat()] * 2],
            )
        return link

    def open_list(self, link: str, now: datetime) -> SharedList:
        """What is on a list.

        Its first opening on a day notes that it is in use.  That, like making one, lets go of the
        lists that were not for `UNUSED`, and of what was taken off a list `TAKEN_OFF` ago.
        """
        row = self._list("link_hash", link)
        if row["used_on"] != now.date().isoformat():
            with self.writing():
                self._let_go(now)
                row = self._list("link_hash", link)
                self._note_use(row["id"], now)
        return self._shared(row)

    def open_feed(self, feed: str) -> SharedList:
        """What is on the list whose calendar has this token."""
        return self._shared(self._list("feed_hash", feed))

    def changes(self, link: str) -> int:
        """How often a list was changed so far."""
        return int(self._list("link_hash", link)["changes"])

    def delete_list(self, link: str) -> None:
        """Delete a list and all that is on it, for good: its bytes are overwritten too."""
        with self.writing():
            row = self._list("link_hash", link)
            self.db.execute("DELETE FROM lists WHERE id = ?", [row["id"]])
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _let_go(self, now: datetime) -> None:
        unused, taken_off = (now - UNUSED).date(), now - TAKEN_OFF
        self.db.execute("DELETE FROM lists WHERE used_on < ?", [unused.isoformat()])
        self.db.execute(
            "DELETE FROM list_events WHERE removed_at BETWEEN '0' AND ?", [taken_off.isoformat()]
        )

    def _note_use(self, number: int, now: datetime) -> None:
        self.db.execute(
            "UPDATE lists SET used_on = ? WHERE id = ?", [now.date().isoformat(), number]
        )

    def _list(self, column: str, token: str) -> sqlite3.Row:
        sql = f"SELECT * FROM lists WHERE {column} = ?"  # noqa: S608 - one of two names of ours
        row: sqlite3.Row | None = self.db.execute(sql, [digest(token)]).fetchone()
        if row is None:
            raise NoSuchList
        return row

    def _shared(self, row: sqlite3.Row) -> SharedList:
        votes: dict[str, dict[int, Vote]] = {}
        for one in self.db.execute("SELECT * FROM votes WHERE list = ?", [row["id"]]):
            votes.setdefault(one["event"], {})[one["partner"]] = Vote(one["vote"])
        events = self.db.execute(
            "SELECT * FROM list_events WHERE list = ? ORDER BY added_at, event", [row["id"]]
        )
        return SharedList(
            names=(row["first_name"], row["second_name"]),
            changes=row["changes"],
            events=tuple(from_row(one, votes.get(one["event"], {})) for one in events),
        )
