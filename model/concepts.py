"""What people mean when they say what they like: a small thesaurus, shipped as data.

A wish and an announcement seldom use the same word for one thing: who likes "stargazing" would
like a "night at the observatory".  Each concept lists the words that tell it, and the labels that
it stands for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from model.labels import Interest, Kind
from model.words import grams, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing that people like, or do.

    Attributes:
        told: words and phrases that tell it in a wish, without endings.
        shown: those that tell it in an announcement.
        against: those that tell in an announcement that it is for somebody else.
        interests, kinds: the labels that it stands for.
    """

    told: frozenset[str]
    shown: frozenset[str]
    against: frozenset[str]
    interests: frozenset[Interest]
    kinds: frozenset[Kind]


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by their names, from `data/concepts.toml`."""
    text = files("data").joinpath("concepts.toml").read_text("utf-8")
    return {name: _concept(table) for name, table in tomllib.loads(text).items()}


@lru_cache(maxsize=1_000)
def meant(wish: str) -> tuple[tuple[Concept, ...], ...]:
    """The concepts that *wish* tells: those of each word or phrase, none within a longer one.

    >>> [[sorted(one.interests) for one in group] for group in meant("an evening ceilidh")]
    [[[<Interest.DANCE: 'dance'>]]]
    """
    every = concepts().values()
    return tuple(tuple(one for one in every if words in one.told) for words in tells(wish))


def tells(wish: str) -> list[str]:
    """The words and phrases in *wish* that tell a concept, without endings, the longest ones."""
    said = grams(wish, _told())
    return sorted(
        one for one in said if not any(one != more and f" {one} " in f" {more} " for more in said)
    )


@cache
def shown() -> frozenset[str]:
    """Every word and phrase by which announcements show a concept, or that it is for others."""
    return frozenset().union(*(one.shown | one.against for one in concepts().values()))


@cache
def _told() -> frozenset[str]:
    return frozenset().union(*(one.told for one in concepts().values()))


def _concept(table: Mapping[str, str]) -> Concept:
    labels = set(table["labels"].split())
    both = _phrases(table.get("words", ""))
    return Concept(
        told=both | _phrases(table.get("said", "")),
        shown=both | _phrases(table.get("shown", "")),
        against=_phrases(table.get("against", "")),
        interests=frozenset(one for one in Interest if one.value in labels),
        kinds=frozenset(one for one in Kind if one.value in labels),
    )


def _phrases(words: str) -> frozenset[str]:
    return frozenset(_known(words.split()))


def _known(words: Iterable[str]) -> Iterable[str]:
    return (phrase(word.replace("_", " ")) for word in words)
