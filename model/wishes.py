"""What a partner wrote, parted into single wishes, and into what is wished and what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from model.concepts import tells

CLAUSE = re.compile(r"[,;.\n!]| but ", re.IGNORECASE)
WISH = re.compile(r" and | or |&|/", re.IGNORECASE)
NOT = re.compile(
    r"\b(?:no|not|nothing|without|never|avoid(?:ing)?|hates?|dislikes?|less|rather than|"
    r"instead of|anything but|nor|(?:do|does|is|are|wo)n['’]?t(?: like| want| care for)?|"
    r"can['’]?t stand|sin)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """Free text as single wishes.

    Attributes:
        wanted: each by itself.
        unwanted: what the event should rather not be, each by itself.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@lru_cache(maxsize=1_000)
def wishes_in(text: str) -> Wishes:
    """The wishes in *text*; "no", "not", "without" turn what follows them in their clause.

    Words that say what is wanted by what is lacking stay a wish: "no experience needed".

    >>> wishes_in("quiet walks and jazz, nothing churchy, no experience needed")
    Wishes(wanted=('quiet walks', 'jazz', 'no experience needed'), unwanted=('churchy',))
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for clause in CLAUSE.split(text):
        turn = next(
            (one for one in NOT.finditer(clause) if not _lacks(clause[one.start() :])), None
        )
        said, denied = (
            (clause, "") if turn is None else (clause[: turn.start()], clause[turn.end() :])
        )
        wanted.extend(filter(None, map(str.strip, WISH.split(f"{said} "))))
        unwanted.extend(filter(None, map(str.strip, WISH.split(f"{denied} "))))
    return Wishes(tuple(wanted), tuple(unwanted))


def _lacks(denied: str) -> bool:
    """Whether *denied*, with the word that denies it, tells a concept of its own."""
    first = denied.split(maxsplit=1)[0].lower()
    return any(phrase.startswith(f"{first} ") for phrase in tells(denied))
