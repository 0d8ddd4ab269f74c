"""One event as the rows of the catalogue's derived tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from model.event import Event, Listing
from model.facets import Facet
from model.labels import Labels
from model.offer import price_per_couple
from model.schedule import schedule
from pipeline.deduplicate import Cluster
from pipeline.language import language
from pipeline.occurrence_rows import occurrence_rows, shown_times

Row = dict[str, Any]


NOT_READ = "not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """An event with all that is known of it.

    Attributes:
        number: of its place's row, from 1.
        cluster: the listings that announce it.
        event: what they say together.
        origin: the source of each field that is not the primary's own.
        labels: as predicted, or as a host said; None in a language that is not read.
        facets: what else its words say, each with its evidence.
        today: the day of the run; what could be bought until yesterday does not count.
    """

    id: str
    number: int
    cluster: Cluster
    event: Event
    origin: Mapping[str, str]
    labels: Labels | None
    model: str
    hidden: bool
    today: date
    facets: tuple[Facet, ...] = ()
    first_seen: str
    last_seen: str

    def tables(self) -> dict[str, list[Row]]:
        """Its rows, by table."""
        return {
            "events": [self._event()],
            "places": self._places(),
            "occurrences": self.occurrences(),
            "offers": self._offers(),
            "labels": self._labels(),
            "facets": self._facets(),
            "merges": self._merges(),
            "events_fts": [self._text()],
        }

    @property
    def audience(self) -> str:
        """For whom it is made, or that nobody could tell."""
        return self.labels.audience.value if self.labels else NOT_READ

    @property
    def primary(self) -> Listing:
        """The listing whose name and page are shown."""
        return self.cluster.primary

    @property
    def listings(self) -> tuple[Listing, ...]:
        """The primary, then those merged into it."""
        return self.primary, *(one.listing for one in self.cluster.others)

    def _event(self) -> Row:
        event = self.event
        price = price_per_couple(event.offers, self.today)
        return {
            "id": self.id,
            "source": self.primary.source,
            "uid": self.primary.uid,
            "name": event.name,
            "description": event.description,
            "url": event.url,
            "image": event.image,
            "keywords": json.dumps(event.keywords, ensure_ascii=False),
            "organizer": event.organizer,
            "place": self.number if event.location else None,
            "event_status": event.event_status.value,
            "event_attendance_mode": event.event_attendance_mode or "",
            "typical_age_range": event.typical_age_range or self._ages(),
            "in_language": event.in_language or language(f"{event.name}. {event.description}"),
            "timezone": self.primary.timezone,
            "price_for_two": price.price if price else None,
            "price_currency": price.price_currency if price else "",
            "is_free": int(price.is_free) if price else None,
            "hidden": int(self.hidden),
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
            "origin": json.dumps(self.origin),
            "schedule": schedule(shown_times(self.occurrences(), self.primary.timezone)),
        }

    def _ages(self) -> str:
        found = (one.value for one in self.facets if one.name == "age_limit")
        return str(next(found, ""))

    def _places(self) -> list[Row]:
        place = self.event.location
        return [{"id": self.number, **asdict(place)}] if place else []

    def occurrences(self) -> list[Row]:
        """Every time that any of its listings gives."""
        return occurrence_rows(self.id, self.listings)

    def _offers(self) -> list[Row]:
        return [
            {"event": self.id, **asdict(offer), "per": offer.per.value if offer.per else None}
            for offer in self.event.offers
        ]

    def _labels(self) -> list[Row]:
        if self.labels is None:
            return []
        return [
            {
                "event": self.id,
                "audience": self.labels.audience.value,
                "p_couples": self.labels.p_couples,
                "p_couple_friendly": self.labels.p_couple_friendly,
                "kind": self.labels.kind.value,
                "interests": json.dumps([interest.value for interest in self.labels.interests]),
                "setting": self.labels.setting.value,
                "reasons": json.dumps(self.labels.reasons, ensure_ascii=False),
                "model": self.model,
            }
        ]

    def _facets(self) -> list[Row]:
        return [
            {
                "event": self.id,
                "name": facet.name,
                "value": json.dumps(facet.value, ensure_ascii=False),
                "evidence": facet.evidence,
            }
            for facet in self.facets
        ]

    def _merges(self) -> list[Row]:
        return [
            {
                "event": self.id,
                "source": one.listing.source,
                "uid": one.listing.uid,
                "reason": one.reason,
                "p_same": one.p_same,
            }
            for one in self.cluster.others
        ]

    def _text(self) -> Row:
        event = self.event
        place = event.location
        return {
            "event": self.id,
            "name": event.name,
            "description": event.description,
            "organizer": event.organizer,
            "keywords": " ".join(event.keywords),
            "place": f"{place.name} {place.address}" if place else "",
        }
