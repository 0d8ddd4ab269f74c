"""Words without their endings."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_SPANISH
from snowballstemmer import stemmer

WORD = re.compile(r"[^\W_]{2,}")
COMMON = frozenset((*STOPWORDS_EN_PLUS, *STOPWORDS_SPANISH, "like", "love", "without")) - {"contra"}
"""Words that say nothing of what an event is, or only that one likes it."""
KEPT = {"musical": "musical", "musicals": "musical", "playful": "playful", "lively": "lively"}
"""What Snowball would make one with another word: music, play, live."""
LONGEST = 3
"""Words of a phrase, at most."""


@lru_cache(maxsize=1_000)
def stems(text: str) -> tuple[str, ...]:
    """The telling words of *text*, without endings (Snowball), in their order.

    >>> stems("Swing dances for the two of you")
    ('swing', 'danc', 'two')
    """
    return tuple(stem(word) for word in WORD.findall(text.lower()) if word not in COMMON)


def phrase(words: str) -> str:
    """All words of a short *words* without endings, as one.

    >>> phrase("sound baths")
    'sound bath'
    """
    return " ".join(stem(word) for word in WORD.findall(words.lower()))


def grams(text: str, known: AbstractSet[str]) -> set[str]:
    """Those *known* words and phrases that *text* holds, common words left out or not."""
    return set(found(text, known))


def found(text: str, known: AbstractSet[str]) -> list[str]:
    """As `grams`, each as often as *text* holds it."""
    every = [(word, stem(word)) for word in WORD.findall(text.lower())]
    telling = [stem_ for word, stem_ in every if word not in COMMON]
    whole = [stem_ for _, stem_ in every]
    hits = [gram for gram in _runs(telling) if gram in known]
    if len(whole) > len(telling):
        met = set(hits)
        hits.extend(gram for gram in _runs(whole) if gram in known and gram not in met)
    return hits


def _runs(words: list[str]) -> list[str]:
    """Every run of one to three words."""
    runs = list(words)
    for length in range(2, LONGEST + 1):
        runs.extend(map(" ".join, zip(*(words[i:] for i in range(length)), strict=False)))
    return runs


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A lower-case *word* without its ending.

    A stemmer holds the word that it is at, so that no two threads may share one.
    """
    return KEPT.get(word) or str(stemmer("english").stemWord(word))
