"""What two people do with their list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from model.errors import ListFull
from model.shared_list import Saved, Vote
from pipeline.list_rows import to_row
from pipeline.list_tables import ListTables

MOST = 200
"""Events on a list."""
LONGEST_NAME = 40
ANNOUNCED = ("name", "place", "price", "url", "start_date", "end_date", "all_day", "until")
"""What an event's announcement says, of all that a list keeps of it."""


class ListChanges(ListTables):
    """The part of couples.db that the two fill; each method is one change."""

    def put_on(self, link: str, one: Saved) -> None:
        """Put an event on a list; one that was taken off comes back with its votes.

        Raises:
            ListFull: if it would be one more than `MOST`.
        """
        with self._changing(link, one.added_at) as number:
            if self._put_back(number, one.event):
                return
            self._make_room(number)
            row = {"list": number, **to_row(one)}
            names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
            self.db.execute(f"INSERT INTO list_events ({names}) VALUES ({marks})", row)  # noqa: S608 - our own names

    def renew(self, link: str, one: Saved) -> None:
        """Let what is announced of an event now stand as what was announced when it was saved."""
        with self._changing(link, one.added_at) as number:
            columns = ", ".join(f"{name} = :{name}" for name in ANNOUNCED)
            self.db.execute(
                f"UPDATE list_events SET {columns} WHERE list = :list AND event = :event",  # noqa: S608 - our own names
                {"list": number, **to_row(one)},
            )

    def take_off(self, link: str, event: str, now: datetime) -> None:
        """Take an event off a list, from where `put_back` brings it back."""
        with self._changing(link, now) as number:
            self.db.execute(
                "UPDATE list_events SET removed_at = ?, changes = changes + 1 "
                "WHERE list = ? AND event = ? AND removed_at = ''",
                [now.isoformat(), number, event],
            )

    def put_back(self, link: str, event: str, now: datetime) -> None:
        """Undo `take_off`."""
        with self._changing(link, now) as number:
            self._put_back(number, event)

    def vote(self, link: str, event: str, partner: int, vote: Vote | None, now: datetime) -> None:
        """Let a partner, 1 or 2, say what they think of an event; None takes it back."""
        with self._changing(link, now) as number:
            self.db.execute(
                "DELETE FROM votes WHERE list = ? AND event = ? AND partner = ?",
                [number, event, partner],
            )
            if vote is not None:
                self.db.execute(
                    "INSERT INTO votes (list, event, partner, vote) "
                    "SELECT list, event, ?, ? FROM list_events WHERE list = ? AND event = ?",
                    [partner, vote.value, number, event],
                )

    def set_aside(self, link: str, event: str, start: datetime | None, now: datetime) -> None:
        """Set an event aside for its date that begins at *start*; None for none of them."""
        with self._changing(link, now) as number:
            self.db.execute(
                "UPDATE list_events SET set_aside = ?, changes = changes + 1 "
                "WHERE list = ? AND event = ?",
                [start.isoformat() if start else "", number, event],
            )

    def name_partners(self, link: str, names: tuple[str, str], now: datetime) -> None:
        """What the two call themselves; at most `LONGEST_NAME` characters are kept of each."""
        kept = [" ".join(name.split())[:LONGEST_NAME] for name in names]
        with self._changing(link, now) as number:
            self.db.execute(
                "UPDATE lists SET first_name = ?, second_name = ? WHERE id = ?", [*kept, number]
            )

    @contextmanager
    def _changing(self, link: str, now: datetime) -> Iterator[int]:
        """One change of a list, whose number is given."""
        with self.writing():
            number = int(self._list("link_hash", link)["id"])
            yield number
            self.db.execute("UPDATE lists SET changes = changes + 1 WHERE id = ?", [number])
            self._note_use(number, now)

    def _put_back(self, number: int, event: str) -> bool:
        """Whether the event was there, taken off or not."""
        sql = (
            "UPDATE list_events SET removed_at = '', changes = changes + (removed_at != '') "
            "WHERE list = ? AND event = ?"
        )
        return self.db.execute(sql, [number, event]).rowcount > 0

    def _make_room(self, number: int) -> None:
        """What was taken off the longest ago goes for good where a full list takes one more."""
        of_it = "FROM list_events WHERE list = :list"
        if self.db.execute(f"SELECT count(*) {of_it}", {"list": number}).fetchone()[0] < MOST:
            return
        oldest = f"(SELECT event {of_it} AND removed_at != '' ORDER BY removed_at LIMIT 1)"
        sql = f"DELETE {of_it} AND event = {oldest}"
        if not self.db.execute(sql, {"list": number}).rowcount:
            raise ListFull(MOST)
