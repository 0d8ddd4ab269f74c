"""What the words of events say: for whom each is, and its facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from model.event import Event
from model.facets import Facet
from model.labels import Labels
from pipeline.classify import Classify, announcement
from pipeline.facets import event_facets


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An event to be read.

    Attributes:
        starts: its first day, for deadlines that name no year.
        source: the name of whoever announces it.
        shared: sentences that are under every event of that source.
    """

    event: Event
    starts: date | None
    source: str
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of an event say.

    Attributes:
        labels: None in a language that is not read.
    """

    labels: Labels | None
    facets: tuple[Facet, ...]


def read_texts(classify: Classify, texts: Sequence[Text]) -> list[Reading]:
    """The reading of each of *texts*."""
    labels = classify.read([announcement(one.event, one.source, one.shared) for one in texts])
    return [
        Reading(label, event_facets(one.event, one.starts))
        for one, label in zip(texts, labels, strict=True)
    ]
