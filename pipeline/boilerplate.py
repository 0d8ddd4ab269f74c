"""Sentences that a source puts under every event, and that say nothing of any one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from model.event import Listing

SENTENCE = re.compile(r"\n+|(?<=[.!?])\s+(?=[A-Z¡¿])")
MIN_LENGTH = 25
TITLES = 4
SHARE = 0.2
"""A sentence under four events of different names, and under a fifth of a source's, is its own."""
Shared = Mapping[str, frozenset[str]]


def shared_sentences(listings: Iterable[Listing]) -> dict[str, frozenset[str]]:
    """By source, the sentences that its events share; repetitions of one event count once."""
    titles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    events: dict[str, set[str]] = defaultdict(set)
    for listing in listings:
        name = listing.event.name.casefold()
        events[listing.source].add(name)
        for sentence in _sentences(listing.event.description):
            titles[listing.source][sentence].add(name)
    return {
        source: frozenset(
            sentence
            for sentence, names in found.items()
            if len(names) >= max(TITLES, SHARE * len(events[source]))
        )
        for source, found in titles.items()
    }


def _sentences(text: str) -> set[str]:
    return {part.strip() for part in SENTENCE.split(text) if len(part.strip()) >= MIN_LENGTH}


def without(text: str, shared: frozenset[str]) -> str:
    """*text* without the sentences that its source puts under everything.

    >>> without("A dance. The library is wheelchair accessible.", frozenset(
    ...     {"The library is wheelchair accessible."}))
    'A dance.'
    """
    if not shared:
        return text
    kept = [part for part in SENTENCE.split(text) if part.strip() not in shared]
    return " ".join(kept).strip()
