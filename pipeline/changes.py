"""What became of single listings in a run."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from model.event import Event, Listing


class What(StrEnum):
    """What happened to a listing."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Change:
    """One listing that is not as it was.

    Attributes:
        fields: those that differ, where it has changed.
        why: why it is part of another event, where it was merged.
    """

    what: What
    uid: str
    name: str
    fields: tuple[str, ...] = ()
    why: str = ""


def changed_fields(before: Listing, after: Listing) -> tuple[str, ...]:
    """The fields in which two readings of a listing differ, by their names.

    Times differ as `occurrences` or `recurrence`.
    """
    event = [
        field.name
        for field in fields(Event)
        if getattr(before.event, field.name) != getattr(after.event, field.name)
    ]
    times = [
        name
        for name in ("occurrences", "recurrence", "timezone")
        if getattr(before, name) != getattr(after, name)
    ]
    return (*event, *times)
