"""Which pairs of announcements are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from model.announced import Announced
from model.likeness import Idf

RAREST_IN_TITLE, RAREST_IN_TEXT = 4, 2
MAX_DAYS = 12
"""Days of a series that are looked at; two series that share fewer are not one."""
MAX_BLOCK = 60


def candidate_pairs(announced: Sequence[Announced], idf: Idf) -> list[tuple[int, int]]:
    """Numbers of the pairs that share a day and a telling word or a page, in order.

    A word that very many announcements of one day share tells nothing, unless they also begin
    at the same minute.
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, one in enumerate(announced):
        for key in _keys(one, idf):
            blocks[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        for part in _parts(block, announced):
            pairs.update(combinations(part, 2))
    return sorted(pairs)


def _keys(one: Announced, idf: Idf) -> Iterator[Hashable]:
    words = {*_rarest(one.title, idf, RAREST_IN_TITLE), *_rarest(one.body, idf, RAREST_IN_TEXT)}
    for day in _days(one):
        for word in sorted(words):
            yield day, word
        for link in sorted(one.links):
            yield day, link


def _days(one: Announced) -> list[date]:
    """The first days, and the day before an early start, lest a wrong zone hides a pair."""
    days = {start.date() for start in one.starts[:MAX_DAYS]}
    if one.timed and one.starts and one.starts[0].hour < 8:
        days.add(one.starts[0].date() - timedelta(days=1))
    return sorted(days)


def _rarest(words: Iterable[str], idf: Idf, count: int) -> list[str]:
    return sorted(words, key=lambda word: (-idf.weights.get(word, idf.rare), word))[:count]


def _parts(block: list[int], announced: Sequence[Announced]) -> Iterator[list[int]]:
    if len(block) <= MAX_BLOCK:
        yield block
        return
    by_start: dict[Hashable, list[int]] = defaultdict(list)
    for number in block:
        by_start[announced[number].starts[0]].append(number)
    yield from (part for part in by_start.values() if len(part) <= MAX_BLOCK)
