"""What an announcement says beside what, when, where and how much; silence means "not stated"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.facet_rules import PRACTICAL, Value
from model.invitation import INVITATION, RANKED

MAX_EVIDENCE = 120
RULES = (*PRACTICAL, *INVITATION)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that is said.

    Attributes:
        name: one of `NAMES`.
        value: True or False, a number, or a text.
        evidence: the words that it was read from.
    """

    name: str
    value: Value
    evidence: str


NAMES = tuple(dict.fromkeys(rule.name for rule in RULES))


def facets(text: str) -> tuple[Facet, ...]:
    """What *text* says, each thing once: its first telling words count.

    >>> [(one.name, one.value) for one in facets("Childcare is provided. Limited to 12 couples.")]
    [('capacity', 12), ('childcare', True)]
    """
    found: dict[str, tuple[int, Facet]] = {}
    for position, facet in _matches(text):
        known = found.get(facet.name)
        if known is None or (position < known[0] and facet.name not in RANKED):
            found[facet.name] = position, facet
    return tuple(
        facet for _, facet in sorted(found.values(), key=lambda one: NAMES.index(one[1].name))
    )


def _matches(text: str) -> Iterator[tuple[int, Facet]]:
    folded = text.casefold()
    for rule in RULES:
        if not rule.may_speak(folded):
            continue
        for match in rule.pattern.finditer(text):
            before, after = (
                text[max(0, match.start() - 40) : match.start()],
                text[match.end() :][:40],
            )
            if rule.no and (rule.no.search(before) or rule.no.match(after)):
                continue
            yield match.start(), Facet(rule.name, rule.read(match), _around(text, match))
            break


def _around(text: str, match: re.Match[str]) -> str:
    """The words next to the match, within its line."""
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 30)
    stop = min(end if (end := text.find("\n", match.end())) >= 0 else len(text), match.end() + 40)
    return " ".join(text[start:stop].split())[:MAX_EVIDENCE]
