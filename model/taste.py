"""What a partner's words mean: words without endings, and the interests and kinds they speak of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from snowballstemmer import stemmer

from model.labels import Announcement, Interest, Kind
from model.outing import Outing, Partner

if TYPE_CHECKING:
    from model.classifier import Classifier

WORD = re.compile(r"[^\W\d_]{2,}")
WISH = re.compile(r"[,;.\n]| and | or ")
COMMON = frozenset(
    "the and for with our not too any from that this you your love like of an in to on or at is "
    "are it be by as we us without".split()
)
ENGLISH = stemmer("english")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What one partner likes, as far as it was said.

    Attributes:
        stems: the telling words, without endings.
        interests: how likely each is meant, 0 to 1; those that were chosen have 1.
        kinds: how likely each kind of event is meant, 0 to 1.
    """

    stems: frozenset[str] = frozenset()
    interests: Mapping[Interest, float] = field(default_factory=dict)
    kinds: Mapping[Kind, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.stems or self.interests)


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The telling words of *text*, without endings, in their order.

    >>> stems("Swing dances for the two of you")
    ('swing', 'danc', 'two')
    """
    return tuple(_stem(word) for word in WORD.findall(text.lower()) if word not in COMMON)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(ENGLISH.stemWord(word))


def tastes(outing: Outing, classifier: Classifier | None = None) -> tuple[Taste, ...]:
    """Each partner's taste; without a classifier by chosen interests and words alone."""
    return tuple(_taste(partner, classifier) for partner in outing.partners)


def _taste(partner: Partner, classifier: Classifier | None) -> Taste:
    interests: dict[Interest, float] = {}
    kinds: dict[Kind, float] = {}
    wishes = [wish.strip() for wish in WISH.split(partner.likes) if wish.strip()]
    if classifier and wishes:
        for likely, of_kind in classifier.likelihoods([Announcement(title=w) for w in wishes]):
            for interest, p in likely.items():
                interests[interest] = max(p, interests.get(interest, 0.0))
            for kind, p in of_kind.items():
                kinds[kind] = max(p, kinds.get(kind, 0.0))
    interests |= dict.fromkeys(partner.interests, 1.0)
    return Taste(stems=frozenset(stems(partner.likes)), interests=interests, kinds=kinds)
