"""What partners like: the interests that they chose, and what their words mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from model.concepts import Concept, meant
from model.excerpt import Excerpt
from model.labels import Announcement, Interest, Kind
from model.outing import Outing, Partner
from model.tradition import Tradition, traditions_named
from model.wishes import wishes_in
from model.wording import Events, Scores, Wording
from model.words import stems

if TYPE_CHECKING:
    from model.classifier import Classifier

L = TypeVar("L", Interest, Kind)
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
        unwanted: how much each of them shows what should rather not be, 0 to 1.
        unwanted_interests: the interests that each thing of that kind stands for together.
        traditions: the religious traditions that were named.
    """

    partner: Partner
    interests: Mapping[Interest, float] = field(default_factory=dict)
    kinds: Mapping[Kind, float] = field(default_factory=dict)
    words: Scores | None = None
    concepts: Scores | None = None
    unwanted: Scores | None = None
    unwanted_interests: tuple[frozenset[Interest], ...] = ()
    traditions: tuple[Tradition, ...] = ()

    def __bool__(self) -> bool:
        """Whether the partner has said what to look for, and not only what to avoid."""
        return bool(self.partner.interests or self.words is not None)


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
        self._best = lru_cache(maxsize=REMEMBERED)(wording.best_match)

    def tastes(self, outing: Outing, events: Events) -> tuple[Taste, ...]:
        """Each partner's taste.

        Args:
            events: those in question, by their rows in the wording.
        """
        asked = Excerpt(self.wording, events)
        return tuple(self._taste(partner, asked) for partner in outing.partners)

    def _taste(self, partner: Partner, events: Excerpt) -> Taste:
        said = wishes_in(partner.likes)
        every = _concepts(said.wanted)
        taste = Taste(
            partner=partner,
            unwanted=self._unwanted(said.unwanted, every, events),
            unwanted_interests=tuple(
                one.interests for one in _concepts(said.unwanted) if one.interests
            ),
        )
        if not said.wanted:
            return taste
        likely = [self._read(wish) for wish in said.wanted]
        words = tuple(stems(" ".join(said.wanted)))
        return replace(
            taste,
            interests=_likeliest(one for one, _ in likely),
            kinds=_likeliest(one for _, one in likely),
            words=events.match(words, self._best(words)),
            concepts=self._any_shown(said.wanted, events),
            traditions=traditions_named(" ".join(said.wanted)),
        )

    def _any_shown(self, wishes: Sequence[str], events: Excerpt) -> Scores:
        """How much each of *events* shows one of *wishes*, that which it shows most."""
        return np.asarray(np.max([_shown(meant(wish), events) for wish in wishes], axis=0))

    def _unwanted(
        self, wishes: Sequence[str], wanted: Sequence[Concept], events: Excerpt
    ) -> Scores | None:
        """How much each of *events* shows one of *wishes*, or is for others than want *wanted*.

        None where nothing speaks against any.
        """
        shown = frozenset().union(*(one.shown for one in wanted))
        others = frozenset().union(*(one.against for one in wanted)) - shown
        terms = [others, *(stems(wish) for wish in wishes if not meant(wish))]
        found = [events.density(each) for each in terms if each]
        found += [_shown(meant(wish), events) for wish in wishes if meant(wish)]
        return np.asarray(np.max(found, axis=0)) if found else None

    def _labels(self, wish: str) -> tuple[dict[Interest, float], dict[Kind, float]]:
        """How likely *wish* means each label, by the classifier or by a concept that it tells."""
        interests: dict[Interest, float] = {}
        kinds: dict[Kind, float] = {}
        if self.classifier is not None:
            ((interests, kinds),) = self.classifier.likelihoods([Announcement(title=wish)])
        sure = _concepts((wish,))
        by_interest = {one: SURE_INTEREST for concept in sure for one in concept.interests}
        by_kind = {one: SURE_KIND for concept in sure for one in concept.kinds}
        return _likeliest((interests, by_interest)), _likeliest((kinds, by_kind))


def _shown(told: Sequence[Sequence[Concept]], events: Excerpt) -> Scores:
    """How much each of *events* shows all that was *told*: a forgiving geometric mean.

    What one word may mean is any of its concepts: their mean counts.
    """
    if not told:
        return np.zeros(len(events.events), np.float32)
    shares = [
        np.log(np.mean([events.density(one.shown) for one in any_of], 0) + FAINT) for any_of in told
    ]
    return np.asarray(np.exp(np.mean(shares, axis=0)) - FAINT, np.float32)


def _concepts(wishes: Sequence[str]) -> list[Concept]:
    """All concepts that *wishes* tell."""
    return [one for wish in wishes for any_of in meant(wish) for one in any_of]


def _likeliest(likely: Iterable[Mapping[L, float]]) -> dict[L, float]:
    """Each label at its most likely."""
    best: dict[L, float] = {}
    for one in likely:
        for label, chance in one.items():
            best[label] = max(chance, best.get(label, 0.0))
    return best
