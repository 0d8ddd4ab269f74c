"""What couples write, in a file of its own, so that a crawl and a couple never wait for each other.

Its SQL is here, in `pipeline.list_tables` and in `pipeline.list_changes`, and nowhere else.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Self

from sqlite_utils import Database

from model.errors import CouplesError
from pipeline.couples_schema import migrations
from pipeline.list_changes import ListChanges

REPORTS = ("wrong", "gone", "not_for_couples")
MAX_WORDS = 500
OPEN_REPORTS = """
SELECT event, what, count(*) AS reports, min(day) AS first_day, max(day) AS last_day,
  json_group_array(words) FILTER (WHERE words != '') AS words
FROM reports WHERE settled = '' GROUP BY event, what
ORDER BY reports DESC, last_day DESC, event, what LIMIT ?
"""
MAKING = Lock()
"""One thread at a time makes the file, or brings it up to date."""


class Couples(ListChanges):
    """Lists and reports on disk.

    Each method is a transaction of its own, a few milliseconds long.

    Args:
        path: the SQLite file; made, and brought up to date, when it is opened.

    Raises:
        CouplesError: if it cannot be opened, or, inside `with`, used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
            self.db = Database(connection)
            with MAKING:
                self.db.enable_wal()
                migrations.apply(self.db)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.row_factory = sqlite3.Row
        except (OSError, sqlite3.Error) as error:
            raise self._error("opened", error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise self._error("used", error) from error

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def _error(self, what: str, error: Exception) -> CouplesError:
        return CouplesError(
            f"couples' file {str(self.path)!r} cannot be {what}: {error}; "
            "see that its folder can be written, or restore it from a backup"
        )

    # -- reports --------------------------------------------------------------------------

    def report(self, event: str, what: str, words: str, now: datetime) -> None:
        """Keep what a visitor says is wrong with an event: its day, and nothing of who said it.

        Args:
            what: one of `REPORTS`.
            words: their own, "" for none; at most `MAX_WORDS` characters are kept.

        Raises:
            CouplesError: if *what* is none of them.
        """
        if what not in REPORTS:
            msg = f"report of {event!r} says {what!r}, which is unknown; say {', '.join(REPORTS)}"
            raise CouplesError(msg)
        self.db.execute(
            "INSERT INTO reports (event, what, words, day, settled) VALUES (?, ?, ?, ?, '')",
            [event, what, " ".join(words.split())[:MAX_WORDS], _day(now)],
        )

    def reports(self, limit: int) -> list[dict[str, Any]]:
        """What is reported and not settled, the most reported first.

        Returns:
            `event`, `what`, how many `reports`, `first_day` and `last_day` of them, and the
            `words` of those that have any, for each event and each thing said of it.
        """
        rows = [dict(row) for row in self.db.execute(OPEN_REPORTS, [limit])]
        return [{**row, "words": json.loads(row["words"])} for row in rows]

    def settle(self, event: str, what: str, now: datetime) -> None:
        """Close the reports that say *what* of *event*; their words are forgotten."""
        self.db.execute(
            "UPDATE reports SET settled = ?, words = '' "
            "WHERE event = ? AND what = ? AND settled = ''",
            [_day(now), event, what],
        )


def _day(now: datetime) -> str:
    return now.date().isoformat()
