"""What each event is, as the classifier reads its announcement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.event import Event
from model.labels import Announcement, Labels


@dataclass(frozen=True, slots=True)
class Classify:
    """A classifier and the version that its predictions are stored with."""

    predict: Callable[[Sequence[Announcement]], list[Labels]]
    version: str


def announcement(event: Event, source_name: str) -> Announcement:
    """The texts that the classifier reads of *event*."""
    place = event.location
    return Announcement(
        title=event.name,
        description=event.description,
        organizer=event.organizer or source_name,
        venue=", ".join(part for part in (place.name, place.address) if part) if place else "",
        price_text="; ".join(offer.evidence for offer in event.offers if offer.evidence),
        audience_text=", ".join(event.keywords),
    )
