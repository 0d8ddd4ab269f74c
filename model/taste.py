"""What partners like: the interests that they chose, and what their words mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from model.concepts import Concept, meant
from model.labels import Announcement, Interest, Kind
from model.outing import Outing, Partner
from model.wording import Events, Scores, Wording
from model.words import stems

if TYPE_CHECKING:
    from model.classifier import Classifier

WISH = re.compile(r"[,;.\n]| and | or ")
SURE_INTEREST, SURE_KIND = 0.9, 0.7
"""How likely a wish means the labels of a concept that it tells."""
FAINT = 0.05
REMEMBERED = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What one partner likes, as far as it was said.

    Attributes:
        interests: how likely what was written means each, 0 to 1.
        kinds: how likely it means each kind of event, 0 to 1.
        words: how well the words of each event in question match those written, 0 to 1.
        concepts: how much each of them shows what was meant, 0 to 1.
    """

    partner: Partner
    interests: Mapping[Interest, float] = field(default_factory=dict)
    kinds: Mapping[Kind, float] = field(default_factory=dict)
    words: Scores | None = None
    concepts: Scores | None = None

    def __bool__(self) -> bool:
        return bool(self.partner.interests or self.partner.likes.strip())


class Reader:
    """Reads what partners write, with the events of a catalogue in view.

    Args:
        wording: the words of the events.
        classifier: tells what a wish means; without one only its words and concepts count.
    """

    def __init__(self, wording: Wording, classifier: Classifier | None = None) -> None:
        self.wording = wording
        self.classifier = classifier
        self._read = lru_cache(maxsize=REMEMBERED)(self._labels)

    def tastes(self, outing: Outing, events: Events) -> tuple[Taste, ...]:
        """Each partner's taste.

        Args:
            events: those in question, by their rows in the wording.
        """
        return tuple(self._taste(partner, events) for partner in outing.partners)

    def _taste(self, partner: Partner, events: Events) -> Taste:
        wishes = [wish.strip() for wish in WISH.split(partner.likes) if wish.strip()]
        if not wishes:
            return Taste(partner=partner)
        told = [meant(wish) for wish in wishes]
        labels = [self._read(wish) for wish in wishes]
        every = [one for concepts in told for one in concepts]
        interests = {
            one: max(
                *(likely.get(one, 0.0) for likely, _ in labels),
                SURE_INTEREST * any(one in concept.interests for concept in every),
            )
            for one in Interest
        }
        kinds = {
            one: max(
                *(likely.get(one, 0.0) for _, likely in labels),
                SURE_KIND * any(one in concept.kinds for concept in every),
            )
            for one in Kind
        }
        return Taste(
            partner=partner,
            interests=interests,
            kinds=kinds,
            words=self.wording.match(stems(partner.likes), events),
            concepts=np.max([self._shown(concepts, events) for concepts in told], axis=0),
        )

    def _labels(self, wish: str) -> tuple[dict[Interest, float], dict[Kind, float]]:
        if self.classifier is None:
            return {}, {}
        (found,) = self.classifier.likelihoods([Announcement(title=wish)])
        return found

    def _shown(self, concepts: list[Concept], events: Events) -> Scores:
        """How much each of *events* shows all of *concepts*: a forgiving geometric mean."""
        if not concepts:
            return np.zeros(len(events), np.float32)
        shares = [np.log(self.wording.density(one.shown, events) + FAINT) for one in concepts]
        return np.asarray(np.exp(np.mean(shares, axis=0)) - FAINT, np.float32)
