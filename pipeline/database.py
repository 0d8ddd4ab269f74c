"""What a catalogue asks of the database that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import Any, Protocol

from model.errors import TwogetherError

Row = dict[str, Any]
Parameters = Sequence[Any] | Mapping[str, Any]


class Age(Enum):
    """A database's tables beside those that this program works with."""

    EMPTY = "none yet"
    OLDER = "an older program's"
    CURRENT = "this program's"


class Spelling(Protocol):
    """What the databases write differently in their SQL.

    Args of its methods are SQL; a `key` is of a JSON object that a text column holds, "" for none.
    """

    def value(self, column: str, key: str) -> str:
        """The text, number or truth at *key*."""

    def part(self, column: str, key: str) -> str:
        """The list or object at *key*, as JSON text."""

    def length(self, column: str, key: str) -> str:
        """How many the list at *key* has."""

    def each(self, column: str, key: str) -> str:
        """What is joined by a comma in FROM: what the list at *key* has, as the column `value`."""

    def one_of(self, parameter: str) -> str:
        """What follows IN: the texts of a list that *parameter* gives as JSON."""

    def joined(self, column: str) -> str:
        """The texts of a group, with a semicolon between them."""

    def contains(self, column: str, parameter: str) -> str:
        """Whether a text holds another; small and capital ASCII letters are the same."""

    def words(self) -> str:
        """The events whose texts hold all of `:words`, each of which stands in double quotes."""

    def near(self) -> str:
        """The places within `:km` of `:latitude`, `:longitude`, all from `:south` to `:north`."""


class Database(Protocol):
    """One catalogue's tables.

    In SQL a parameter is `?` or `:name`, as in SQLite.  What is written outside of `writing` is
    seen at once.

    Attributes:
        where: what a message calls it.
        spelling: what it writes differently.
    """

    where: str
    spelling: Spelling

    def query(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows of a SELECT."""

    def rows(self, table: str) -> Iterator[Row]:
        """Every row of a table, a few at a time."""

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """How many rows were changed."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Run *sql* for each of *parameters*."""

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows, which all have the same columns."""

    def number(self, table: str, row: Row) -> int:
        """Add a row; the number that it is given."""

    def upsert(self, table: str, rows: Iterable[Row], key: Sequence[str]) -> None:
        """Add rows, each in the place of one with the same *key*."""

    def reading(self) -> AbstractContextManager[None]:
        """One moment: whatever is asked inside is answered as of the first question."""

    def writing(self) -> AbstractContextManager[None]:
        """All or nothing; inside another, a part of that."""

    def columns(self) -> dict[str, list[str]]:
        """The columns that are written, by table; without the record of migrations."""

    def renumber(self) -> None:
        """Let new numbers begin after those that were copied from elsewhere."""

    def compact(self) -> None:
        """Write all anew, so that nothing deleted is left."""

    def check(self) -> dict[str, int]:
        """How many rows each table has, after checking that all is sound.

        Raises:
            CatalogueDamaged: if it is not.
        """

    def about(self) -> str:
        """For `twogether doctor`: what it is and where; "" for the file that is usual."""

    def meant(self, error: BaseException | None) -> TwogetherError | None:
        """What *error* means of this database; None if it is a fault of the program."""

    def close(self) -> None:
        """Let go of it."""
