"""Amounts of money in a text, each with the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from price_parser import Price

SIGNS = {
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "$": "USD",
    "£": "GBP", "€": "EUR",
}  # fmt: skip
CODES = r"USD|CAD|AUD|NZD|GBP|EUR"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+(?:\.\d{1,2})?"
SIGN = r"(?:US|CA|C|AU|A|NZ)?\$|£|€"
AMOUNT = (
    rf"(?:(?:{CODES})\s?)?(?:{SIGN})\s?(?:{NUMBER})(?:\s?(?:{CODES})\b)?"
    rf"|(?:{CODES})\s(?:{NUMBER})|(?<![\d.$£€])(?:{NUMBER})\s?(?:(?:{CODES})\b|€|dollars\b|bucks\b)"
)
RANGE = re.compile(
    rf"(?P<low>{AMOUNT})(?:\s?(?:-|–|—|to|and)\s?(?P<high>{AMOUNT}|{NUMBER})(?![\d%]|(?i:\s?[ap]m)|:))?",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"\b(?:cost|price|fee|admission|tuition|costo|precio|entrada|prix|preis)s?\s*:\s*"
    r"(?P<low>\d{1,4}(?:\.\d{2})?)(?![\d.,:/%]\d|\s*(?:[ap]\.?m|people|spots|seats|%|:))",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[a-z)\d][.!?])\s+(?=[\"'(]?[A-Z$£€])|[\n\r•;]+|\s[|·]\s")
EDGE = re.compile(
    r"[,;|•(){}\[\]\n]|\s[/–—-]\s|\bor\b|\band\b(?=\s*[$£€])|[/]\s*$|:\s*$|^\s*/\s*(?=[$£€])"
)
NAMED = re.compile(r"\w[^$£€]*:\s*$")
BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or a range of sums, and what its sentence says of it.

    Attributes:
        low, high: in `currency`; `high` is None for a single sum.
        currency: ISO 4217 code; of a bare "$" the US dollar.
        before, after: the words beside it, up to the next sum or comma; "" where one follows at
            once.
        preceding: the whole sentence before it, and `following` after it, other sums included.
        evidence: its sentence.
    """

    low: float
    high: float | None
    currency: str
    before: str
    after: str
    preceding: str
    following: str
    evidence: str


def amounts(text: str) -> Iterator[Amount]:
    """Every sum of money in *text*, in order."""
    for sentence in SENTENCE.split(text):
        if sentence and any(character.isdigit() for character in sentence):
            yield from _in_sentence(sentence)


def _in_sentence(sentence: str) -> Iterator[Amount]:
    found = list(RANGE.finditer(sentence)) or list(LABELLED.finditer(sentence))
    evidence = " ".join(sentence.split())
    for number, match in enumerate(found):
        start = found[number - 1].end() if number else 0
        stop = found[number + 1].start() if number + 1 < len(found) else len(sentence)
        groups = match.groupdict()
        low, currency = _value(match["low"])
        if low is None:
            continue
        high = _value(groups["high"])[0] if groups.get("high") else None
        if (
            high is not None
            and " and " in match[0]
            and not BETWEEN.search(sentence[: match.start()])
        ):
            high = None
        yield Amount(
            low=low,
            high=high if high is not None and high > low else None,
            currency=currency,
            before=_tail(sentence[start : match.start()]),
            after=_head(
                sentence[match.end() : stop],
                named=bool(NAMED.search(sentence[start : match.start()])),
            ),
            preceding=sentence[: match.start()],
            following=sentence[match.end() :],
            evidence=evidence,
        )


def _value(text: str) -> tuple[float | None, str]:
    value = Price.fromstring(text, decimal_separator=".").amount_float
    code = re.search(CODES, text.upper())
    sign = re.search(SIGN, text.upper())
    named = code[0] if code else SIGNS.get(sign[0], "") if sign else ""
    return value, named or ("USD" if re.search("dollars|bucks", text, re.IGNORECASE) else "")


def _tail(text: str) -> str:
    """The last words before an amount."""
    edges = list(EDGE.finditer(text))
    last = next((edge for edge in reversed(edges) if edge.end() < len(text.rstrip(" :-–—="))), None)
    return text[last.end() if last else 0 :].strip()[-60:]


def _head(text: str, *, named: bool) -> str:
    """The first words after an amount; "" where a comma or the like follows at once.

    Where a name and a colon go before the amount, what follows up to a colon names the next one.
    """
    if named and text.rstrip().endswith(":"):
        return ""
    edge = EDGE.search(text)
    return (text[: edge.start()] if edge else text).rstrip()[:60]
