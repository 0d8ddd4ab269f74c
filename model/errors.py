"""Every error this project raises on purpose.

TwogetherError
├── SourceError          a crawl source is described wrongly
│   ├── UnknownAdapter
│   └── UnknownSource
├── EventError           one event record is unusable
│   └── NaiveDateTime
├── ParseError           a fetched body is not what its adapter reads
├── OutingError          what a couple asked for cannot be understood
├── LabelError           a labelled text breaks the guideline
├── ModelError           the classifier's file is absent or unfit
├── CatalogueError       the database is absent, damaged or newer than this program
│   ├── CatalogueDamaged its bytes are not what SQLite wrote
│   └── CatalogueLocked  another run is writing
├── CouplesError         what couples write cannot be read or kept
│   ├── NoSuchList       a link leads to no list, or to none any more
│   └── ListFull         there is no room for one more event
├── DeliveryError        a message could not be delivered now; it may be tried again
│   └── Undeliverable    it never can be as it is
├── ClusterError         the workers of a crawl cannot be used
├── DiskError            the disk is full, read-only, or fails
└── InputError           a file given on the command line cannot be used

Messages read `{where} {what is}, {why that cannot be}; {what to do}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

__all__ = [
    "CatalogueDamaged",
    "CatalogueError",
    "CatalogueLocked",
    "ClusterError",
    "CouplesError",
    "DeliveryError",
    "DiskError",
    "EventError",
    "InputError",
    "LabelError",
    "ListFull",
    "ModelError",
    "NaiveDateTime",
    "NoSuchList",
    "OutingError",
    "ParseError",
    "SourceError",
    "TwogetherError",
    "Undeliverable",
    "UnknownAdapter",
    "UnknownSource",
]


class TwogetherError(Exception):
    """Base class; the command line prints it without a traceback and exits with `exit_code`."""

    exit_code: int = 1


class SourceError(TwogetherError):
    """A crawl source is described wrongly."""


class UnknownAdapter(SourceError):
    """A source names an adapter that does not exist."""

    def __init__(self, source: str, adapter: str, known: Iterable[str]) -> None:
        self.source, self.adapter, self.known = source, adapter, sorted(known)
        super().__init__(
            f"source {source!r} names adapter {adapter!r}, which does not exist; "
            f"choose one of {', '.join(self.known)}"
        )


class UnknownSource(SourceError):
    """The command line names a source that no sources file holds."""

    def __init__(self, source: str, known: Iterable[str]) -> None:
        self.source, self.known = source, sorted(known)
        super().__init__(
            f"source {source!r} is in none of the sources read; "
            f"choose one of {', '.join(self.known) or '(none)'}"
        )


class EventError(TwogetherError):
    """One event record is unusable."""


class NaiveDateTime(EventError):
    """An event time carries no UTC offset, so its instant is unknown."""

    def __init__(self, field: str, value: datetime) -> None:
        self.field, self.value = field, value
        super().__init__(
            f"{field} {value.isoformat()} has no UTC offset, so its instant is unknown; "
            "attach the source's timezone in the adapter"
        )


class ParseError(TwogetherError):
    """A fetched body is not what its adapter reads."""


class OutingError(TwogetherError):
    """What a couple asked for cannot be understood."""


class LabelError(TwogetherError):
    """A labelled text breaks the guideline."""


class ModelError(TwogetherError):
    """The classifier's file is absent, damaged, or made by other library versions."""


class CatalogueError(TwogetherError):
    """The database is absent, damaged, or newer than this program."""


class CatalogueDamaged(CatalogueError):
    """The database's bytes are not what SQLite wrote."""


class CatalogueLocked(CatalogueError):
    """Another run is writing the catalogue."""

    exit_code: int = 75


class CouplesError(TwogetherError):
    """What couples write cannot be read or kept."""


class NoSuchList(CouplesError):
    """A link leads to no list, or to none any more."""

    def __init__(self) -> None:
        super().__init__(
            "This link leads to no list, since the list was deleted or the link is not whole; "
            "ask your partner for it again, or make a new list."
        )


class ListFull(CouplesError):
    """There is no room for one more event."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"Your list holds {most} events, which is all that it can; take one off first."
        )


class ClusterError(TwogetherError):
    """The workers of a crawl cannot be used."""


class DiskError(TwogetherError):
    """The disk is full, read-only, or fails."""


class InputError(TwogetherError):
    """A file given on the command line cannot be used."""


class DeliveryError(TwogetherError):
    """A message could not be delivered now; it may be tried again later."""


class Undeliverable(DeliveryError):
    """A message can never be delivered as it is: trying again is of no use."""
