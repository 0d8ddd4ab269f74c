"""What each event is, as the classifier reads its announcement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from model.event import Event
from model.labels import Announcement, Labels
from pipeline.boilerplate import without
from pipeline.language import READABLE, language


@dataclass(frozen=True, slots=True)
class Classify:
    """A classifier and the version that its predictions are stored with."""

    predict: Callable[[Sequence[Announcement]], list[Labels]]
    version: str

    def read(self, announcements: Sequence[Announcement]) -> list[Labels | None]:
        """The labels of each announcement; None for one in a language that it cannot read."""
        readable = [unread_language(one) == "" for one in announcements]
        found = iter(
            self.predict([one for one, can in zip(announcements, readable, strict=True) if can])
        )
        return [next(found) if can else None for can in readable]


def unread_language(announcement: Announcement) -> str:
    """The BCP 47 tag of the announcement's language, "" for one that the classifier reads."""
    spoken = language(f"{announcement.title}. {announcement.description}")
    return "" if spoken in READABLE else spoken


def announcement(
    event: Event, source_name: str, shared: frozenset[str] = frozenset()
) -> Announcement:
    """The texts that the classifier reads of *event*.

    Args:
        shared: sentences that its source puts under every event; they are left out.
    """
    place = event.location
    return Announcement(
        title=event.name,
        description=without(event.description, shared),
        organizer=event.organizer or source_name,
        venue=", ".join(part for part in (place.name, place.address) if part) if place else "",
        price_text="; ".join(offer.evidence for offer in event.offers if offer.evidence),
        audience_text=", ".join(event.keywords),
    )
