"""What a price includes, by the announcement's own words."""

from __future__ import annotations

import re

NAMED = {
    "lodging": r"lodging|accommodations?|hotel(?: room| stay)?|overnight stay|hospedaje",
    "meals": r"meals?|breakfast|brunch|lunch(?:eon)?(?! break)|dinner|supper|comidas?|cena",
    "drinks": r"drinks?|wine|beer|coffee|a glass of \w+|tastings?|bebidas?",
    "childcare": r"child ?care|babysitting|cuidado de niños",
    "materials": r"(?:materials?(?! list)|supplies|ingredients|clay|firing|paint|tools)|materiales",
    "taxes": r"tax(?:es)?",
}
INCLUDES = r"(?<!will )(?<!may )(?<!also )\b(?:includes?|incluye)\b[^.]{0,60}?"
INCLUDED = r"(?:,? [\w&]+){0,4},? (?:included|incluid[oa]s?)\b"
DENIED = re.compile(
    r"(?:\b(?:not|never|no)|n['’]t)\b[^.]{0,15}\binclud|\bexcluding\b|\bno incluye", re.IGNORECASE
)
LONGEST = 200
"""Characters; what goes on longer tells of other things too."""
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
PATTERNS = {
    name: re.compile(rf"{INCLUDES}\b(?:{words})\b|\b(?:{words})\b{INCLUDED}", re.IGNORECASE)
    for name, words in NAMED.items()
}


def included(text: str) -> dict[str, str]:
    """What is included, each with the sentence that says so, in the order of `NAMED`.

    A sentence that says of something that it is *not* included says nothing here.

    >>> included("$64 per couple, clay and firing included. Dinner is not included.")
    {'materials': '$64 per couple, clay and firing included.'}
    """
    sentences = [
        " ".join(one.split())
        for one in SENTENCE.split(text)
        if len(one) <= LONGEST and not DENIED.search(one)
    ]
    return {
        name: sentence
        for name, pattern in PATTERNS.items()
        if (sentence := next(filter(pattern.search, sentences), ""))
    }
