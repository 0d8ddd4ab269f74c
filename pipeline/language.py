"""Which language an announcement is in."""

from __future__ import annotations

from functools import cache
from typing import Any

from model.announced import WORD

ENGLISH = frozenset(
    "the and of to in is for with you your at on our are this will from be we by or all join as "
    "an have that it not can".split()
)
ENOUGH_WORDS = 6
ENGLISH_SHARE = 0.15
SURE = 0.7
READABLE = frozenset({"", "en", "es"})
"""Languages that the classifier reads; "" is too little to tell."""
NO_LANGUAGE = frozenset({"zxx", "pcm"})
"""What the identifier calls bare names, links and codes."""


def language(text: str) -> str:
    """The BCP 47 tag of *text*'s language, "" for a text too short or too mixed to tell.

    >>> language("Join us for an evening of dancing on the lawn with the band.")
    'en'
    >>> language("Una noche de baile para parejas en la plaza, con cena y música en vivo.")
    'es'
    """
    words = [word.casefold() for word in WORD.findall(text[:1000])]
    if len(words) < ENOUGH_WORDS:
        return ""
    if sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    found, probability = identifier().classify(text[:1000])
    return str(found) if probability >= SURE and found not in NO_LANGUAGE else ""


@cache
def identifier() -> Any:
    """What tells languages by a model, loaded once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
