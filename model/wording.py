"""How well the words of announcements match those of a partner (BM25)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from model.candidate import Candidate
from model.taste import stems

K1, B = 1.2, 0.75
NAME_WEIGHT = 3


class Wording:
    """The words of some events, and how rare each is among them.

    Robertson and Zaragoza 2009, with each word of the name counted three times.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.counts = {one.event: _counts(*_texts(one)) for one in candidates}
        self.frequency = Counter(stem for counts in self.counts.values() for stem in counts)
        lengths = [counts.total() for counts in self.counts.values()]
        self.mean_length = sum(lengths) / len(lengths) if lengths else 1.0

    def match(self, words: frozenset[str]) -> dict[str, float]:
        """How well each event matches *words*: 0 to 1, which the best one has."""
        known = sorted(word for word in words if word in self.frequency)
        rarity = {word: self._rarity(word) for word in known}
        found = {event: self._score(rarity, counts) for event, counts in self.counts.items()}
        best = max(found.values(), default=0.0)
        return {event: score / best if best else 0.0 for event, score in found.items()}

    def _rarity(self, word: str) -> float:
        holders = self.frequency[word]
        return math.log(1 + (len(self.counts) - holders + 0.5) / (holders + 0.5))

    def _score(self, rarity: dict[str, float], counts: Counter[str]) -> float:
        norm = K1 * (1 - B + B * counts.total() / max(self.mean_length, 1.0))
        return sum(
            rare * counts[word] * (K1 + 1) / (counts[word] + norm)
            for word, rare in rarity.items()
            if word in counts
        )


def _texts(one: Candidate) -> tuple[str, str]:
    name = " ".join((one.name, *one.keywords))
    return name, f"{one.description} {one.organizer}"


@lru_cache(maxsize=50_000)
def _counts(name: str, text: str) -> Counter[str]:
    counts = Counter(stems(text))
    for stem in stems(name):
        counts[stem] += NAME_WEIGHT
    return counts
