"""Words without their endings, and how well some match those of events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import bm25s
from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_SPANISH
from snowballstemmer import stemmer

from model.candidate import Candidate

WORD = re.compile(r"[^\W\d_]{2,}")
COMMON = frozenset((*STOPWORDS_EN_PLUS, *STOPWORDS_SPANISH, "like", "love", "without")) - {"contra"}
"""Words that say nothing of what an event is, or only that one likes it."""
ENGLISH = stemmer("english")
KEPT = {"musical": "musical", "musicals": "musical"}
"""What Snowball would make one with another word, here music."""
K1, B = 1.2, 0.75
NAME_WEIGHT = 3
NO_WORDS = ("",)
"""Of one event more, since an index has at least one."""


@lru_cache(maxsize=1_000)
def stems(text: str) -> tuple[str, ...]:
    """The telling words of *text*, without endings (Snowball), in their order.

    >>> stems("Swing dances for the two of you")
    ('swing', 'danc', 'two')
    """
    return tuple(_stem(word) for word in WORD.findall(text.lower()) if word not in COMMON)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return KEPT.get(word) or str(ENGLISH.stemWord(word))


class Wording:
    """The words of some events; those of the name count three times.

    Matches are BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) as bm25s computes it.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        words = {one.event: _words(one) for one in candidates}
        self.events = tuple(words)
        self.index = bm25s.BM25(k1=K1, b=B)
        self.index.index([*words.values(), NO_WORDS], show_progress=False)

    def match(self, words: Iterable[str]) -> dict[str, float]:
        """How well each event matches *words*: above 0, to 1 which the best one has.

        Events that hold none of them are left out.
        """
        scores = self.index.get_scores(sorted(set(words)))
        best = float(scores.max())
        return {
            event: float(score) / best
            for event, score in zip((*self.events, ""), scores, strict=True)
            if score > 0
        }


def _words(one: Candidate) -> tuple[str, ...]:
    name = stems(" ".join((one.name, *one.keywords)))
    return name * NAME_WEIGHT + stems(f"{one.description} {one.organizer}")
