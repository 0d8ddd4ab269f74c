"""One event out of several listings: each field from the listing that says it best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from model.event import Event, EventStatus, Listing, Place
from pipeline.series import local_starts

FILLED: tuple[tuple[str, Callable[[Event], object]], ...] = (
    ("url", lambda event: event.url),
    ("image", lambda event: event.image),
    ("organizer", lambda event: event.organizer),
    ("event_attendance_mode", lambda event: event.event_attendance_mode),
    ("typical_age_range", lambda event: event.typical_age_range),
    ("in_language", lambda event: event.in_language),
    ("keywords", lambda event: event.keywords),
)
"""Fields that the primary leaves empty are taken from the first listing that fills them."""
MUCH_LONGER = 1.5


def compose(listings: Sequence[Listing]) -> tuple[Event, dict[str, str]]:
    """The event, and for each field that is not the primary's own the source that gave it.

    The name is the primary's.  It is cancelled when each of its days is, by any of them.  The
    fullest description, the surest spot and the first stated price win.

    Args:
        listings: the primary first.
    """
    primary = listings[0].event
    chosen: dict[str, Any] = {}
    origin: dict[str, str] = {}

    def take(field: str, listing: Listing | None) -> None:
        if listing is not None and listing is not listings[0]:
            chosen[field] = getattr(listing.event, field)
            origin[field] = listing.source

    for field, filled in FILLED:
        take(field, next((one for one in listings if filled(one.event)), None))
    take("description", _fullest(listings))
    take("location", _best_placed(listings))
    take("offers", _best_priced(listings))
    take("event_status", _telling(listings))
    return replace(primary, **chosen), origin


def _fullest(listings: Sequence[Listing]) -> Listing:
    longest = max(listings, key=lambda one: len(one.event.description))
    enough = MUCH_LONGER * len(listings[0].event.description)
    return longest if len(longest.event.description) > enough else listings[0]


def _best_placed(listings: Sequence[Listing]) -> Listing | None:
    """The surest spot; of equally sure ones the first, and one with a name before one without."""
    placed = [one for one in listings if one.event.location is not None]

    def rank(listing: Listing) -> tuple[float, bool]:
        place = listing.event.location or Place()
        sure = place.precision_km if place.precision_km is not None else float("inf")
        return sure, not place.name

    return min(placed, key=rank, default=None)


def _best_priced(listings: Sequence[Listing]) -> Listing | None:
    stated = [one for one in listings if any(o.price is not None for o in one.event.offers)]
    return next(iter(stated), None) or next((one for one in listings if one.event.offers), None)


def strike(listings: Sequence[Listing]) -> list[Listing]:
    """*listings*, with the days that one of them cancels cancelled in all of them.

    So one night of a series that does not take place is told without the others.
    """
    days = _days(filter(_is_cancelled, listings))
    return [
        replace(
            listing,
            occurrences=tuple(
                replace(one, event_status=EventStatus.CANCELLED) if start.date() in days else one
                for one, start in zip(listing.occurrences, local_starts(listing), strict=True)
            ),
        )
        for listing in listings
    ]


def _is_cancelled(listing: Listing) -> bool:
    return listing.event.event_status is EventStatus.CANCELLED


def _days(listings: Iterable[Listing]) -> set[date]:
    return {start.date() for listing in listings for start in local_starts(listing)}


def _telling(listings: Sequence[Listing]) -> Listing:
    """Whose status is the event's.

    A cancellation counts even if one source alone has heard of it, where it leaves no day over.
    """
    cancelled = [one for one in listings if _is_cancelled(one)]
    if cancelled and _days(cancelled) >= _days(listings):
        return cancelled[0]
    return next(one for one in listings if not _is_cancelled(one))
