"""What an announcement says beside what, when, where and how much; silence means "not stated"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_EVIDENCE = 120
Value = bool | int | str


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


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that say something, unless other words beside them take it back.

    Attributes:
        read: the value out of the match.
        no: words right before or after the match under which it says nothing.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Value]
    no: re.Pattern[str] | None = None


def _rule(name: str, pattern: str, read: Callable[[re.Match[str]], Value], no: str = "") -> Rule:
    compiled = re.compile(no, re.IGNORECASE) if no else None
    return Rule(name, re.compile(pattern, re.IGNORECASE), read, compiled)


def _yes(match: re.Match[str]) -> bool:
    return True


def _no(match: re.Match[str]) -> bool:
    return False


def _number(match: re.Match[str]) -> int:
    return int(match["n"])


def _ages(match: re.Match[str]) -> str:
    """schema.org's form: "21-" for 21 and over, "6-12", "-12"."""
    groups = match.groupdict()
    if groups.get("under"):
        return f"-{int(groups['under']) - 1}"
    return f"{groups['low']}-{groups.get('high') or ''}"


def _words(match: re.Match[str]) -> str:
    return " ".join((match.groupdict().get("w") or match[0]).casefold().split())


RULES: tuple[Rule, ...] = (
    _rule(
        "sold_out",
        r"\b(?:sold[- ]?out|(?:class|event|workshop|program|session|retreat) is (?:now )?full|"
        r"fully booked|registration is (?:now )?(?:full|closed)|wait ?list only|"
        r"join the wait ?list|agotado|completo)\b",
        _yes,
        no=r"(?:may|will|can|could|often|usually|always|previously|before (?:it|they)|past|last year)\W+"
        r"(?:\w+\W+){0,3}$|^\s*(?:last|quickly|fast|in the past|shows?\b|tour|crowds?)",
    ),
    _rule(
        "capacity",
        r"\b(?:limited to|limit(?: of|ed? at)?|space for|room for|maximum(?: of)?|max\.?|capacity(?: of|:)?|"
        r"cap of|only)\s+(?P<n>[1-9]\d{0,3})\s+(?:couples?|people|persons?|participants?|students?|"
        r"attendees|guests|spots?|seats|places|adults|parejas)",
        _number,
    ),
    _rule(
        "childcare",
        r"\b(?:free |complimentary |on-?site )?(?:child ?care|babysitting|nursery(?: care)?|"
        r"kids[’']? (?:program|activities)|cuidado de niños)\b(?:(?:(?!\bnot\b)[^.\n]){0,25}\b(?:is|are|will be|"
        r"available|provided|offered|included|on request|upon request|disponible)\b|:?\s*\$\d+)",
        _yes,
        no=r"\b(?:no|not|without|sin)\W+(?:\w+\W+){0,2}$|^[^.\n]{0,30}\bnot\b",
    ),
    _rule(
        "childcare",
        r"\b(?:no child ?care|child ?care (?:is|will) not(?: be)? (?:available|provided|offered)|"
        r"sin cuidado de niños)\b",
        _no,
    ),
    _rule(
        "childcare",
        r"\b(?:free|complimentary) (?:child ?care|babysitting)\b",
        _yes,
    ),
    _rule(
        "wheelchair_accessible",
        r"\b(?:wheelchair[- ](?:accessible|access|friendly)|step[- ]free(?: access)?|fully accessible|"
        r"ADA[- ](?:accessible|compliant)|handicap(?:ped)?[- ]accessible|accessible (?:entrance|venue|"
        r"building|location|restrooms)|barrier[- ]free)\b",
        _yes,
        no=r"\b(?:not|isn['’]t|no)\W+(?:\w+\W+){0,2}$",
    ),
    _rule(
        "wheelchair_accessible",
        r"\b(?:not (?:wheelchair|handicap)[- ]accessible|is not accessible|no (?:elevator|wheelchair access)|"
        r"stairs only|accessible only by stairs)\b",
        _no,
    ),
    _rule(
        "sign_language",
        r"\b(?:ASL|BSL|sign language)[- ](?:interpret\w+|interpretation|provided|available)",
        _yes,
    ),
    _rule(
        "overnight",
        r"\b(?:overnight(?: stay| retreat| accommodations?)?|lodging (?:is |are )?(?:included|provided|available)|"
        r"includes? (?:\w+ ){0,3}(?:lodging|accommodations?|\w+ nights?)|(?:one|two|three|\d)[- ]nights?,? (?:stay|getaway|retreat|package|weekend|escape|family|camp)|"
        r"\d[- ]days?,? (?:and |/ ?)?\d[- ]nights?|"
        r"shared rooms?|double rooms?|double occupancy|bed and breakfast package|"
        r"friday (?:evening|night)? ?(?:to|through|until|[-–]) sunday|hospedaje incluido)\b",
        _yes,
        no=r"\b(?:no|not|non-?|without)\W*$|^\s*(?:oats|parking|camping not)",
    ),
    _rule(
        "age_limit",
        r"(?<![\d.$/-])(?P<low>18|19|21)\s?(?:\+(?!\d)|and (?:over|up|older)|& (?:over|up)|years? (?:and|or|of age)"
        r" (?:over|older))|\b(?:ages?|must be)(?: at least)? (?P<l2>18|19|21)\b(?!\s?[-–])",
        lambda match: f"{match['low'] or match['l2']}-",
    ),
    _rule("age_limit", r"\badults only\b|\bsolo adultos\b", lambda match: "18-"),
    _rule(
        "age_limit",
        r"\bages? (?P<low>\d{1,2})\s?(?:-|–|to)\s?(?P<high>\d{1,2})\b|"
        r"\b(?:children|kids) under (?P<under>\d{1,2})\b(?!\s*(?:are|free|get|must))",
        _ages,
    ),
    _rule("age_limit", r"\ball ages\b|\btodas las edades\b", lambda match: "0-"),
    _rule(
        "dress",
        r"\b(?P<w>black[- ]tie(?: optional)?|cocktail attire|formal attire|semi-?formal|business casual|"
        r"dress(?:y)? casual|casual attire|comfortable (?:clothes|clothing|shoes)|costumes? (?:encouraged|"
        r"welcome|required)|closed[- ]toed? shoes|swing attire|period attire)\b",
        _words,
    ),
    _rule(
        "skill",
        r"\b(?P<w>no (?:prior |previous )?(?:\w+ )?(?:experience|partner)(?: or (?:experience|partner))?"
        r" (?:is )?(?:necessary|needed|required)|beginners? (?:are )?welcome|all levels(?: welcome)?|"
        r"for beginners|absolute beginners?|beginner[- ]friendly|intermediate(?: and advanced)? (?:level|class)|"
        r"advanced (?:level|class|dancers)|todos los niveles)\b",
        _words,
    ),
    _rule(
        "registration_required",
        r"\b(?:(?:pre-?)?registration (?:is )?(?:required|necessary)|must (?:pre-?)?register|RSVP (?:is )?required|"
        r"reservations? (?:are |is )?(?:required|necessary)|advance tickets? (?:only|required)|"
        r"se requiere (?:inscripción|registro)|inscripción (?:previa|requerida))\b",
        _yes,
        no=r"\b(?:no|not)\W+(?:\w+\W+){0,1}$",
    ),
    _rule(
        "registration_required",
        r"\b(?:no (?:registration|RSVP|reservations?)(?: or \w+)?(?: (?:is |are )?(?:required|needed|necessary))?|"
        r"registration (?:is )?not required|drop[- ]ins? welcome|walk[- ]ins? welcome)\b",
        _no,
    ),
)
NAMES = tuple(dict.fromkeys(rule.name for rule in RULES))


def facets(text: str) -> tuple[Facet, ...]:
    """What *text* says, each thing once: its first telling words count.

    >>> [(one.name, one.value) for one in facets("Childcare is provided. Limited to 12 couples.")]
    [('capacity', 12), ('childcare', True)]
    """
    found: dict[str, tuple[int, Facet]] = {}
    for position, facet in _matches(text):
        known = found.get(facet.name)
        if known is None or position < known[0]:
            found[facet.name] = position, facet
    return tuple(
        facet for _, facet in sorted(found.values(), key=lambda one: NAMES.index(one[1].name))
    )


def _matches(text: str) -> Iterator[tuple[int, Facet]]:
    for rule in RULES:
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
