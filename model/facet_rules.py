"""Words of announcements that state a practical fact, and what takes them back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Value = bool | int | str


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that say something, unless other words beside them take it back.

    Attributes:
        needed: parts of words in lower case, of which whatever matches holds at least one.
        read: the value out of the match.
        no: words right before or after the match under which it says nothing.
    """

    name: str
    needed: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Value]
    no: re.Pattern[str] | None = None

    def may_speak(self, text: str) -> bool:
        """Whether *text*, in lower case, is worth reading: to find a part is much less work."""
        return any(part in text for part in self.needed)


def rule(
    name: str, needed: str, pattern: str, read: Callable[[re.Match[str]], Value], no: str = ""
) -> Rule:
    """A rule that reads without regard to case.

    Args:
        needed: alternatives, as in a pattern.
    """
    compiled = re.compile(no, re.IGNORECASE) if no else None
    parts = tuple(needed.split("|"))
    return Rule(name, parts, re.compile(pattern, re.IGNORECASE), read, compiled)


def says_yes(match: re.Match[str]) -> bool:
    """The words affirm it."""
    return True


def says_no(match: re.Match[str]) -> bool:
    """The words deny it."""
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


PRACTICAL: tuple[Rule, ...] = (
    rule(
        "sold_out",
        "sold|full|closed|wait|agotado|completo",
        r"\b(?:sold[- ]?out|(?:class|event|workshop|program|session|retreat) is (?:now )?full|"
        r"fully booked|registration is (?:now )?(?:full|closed)|wait ?list only|"
        r"join the wait ?list|agotado|completo)\b",
        says_yes,
        no=r"(?:may|will|can|could|often|usually|always|previously|before (?:it|they)|past|last year)\W+"
        r"(?:\w+\W+){0,3}$|^\s*(?:last|quickly|fast|in the past|shows?\b|tour|crowds?)",
    ),
    rule(
        "capacity",
        "limit|space for|room for|max|capacity|cap of|only",
        r"\b(?:limited to|limit(?: of|ed? at)?|space for|room for|maximum(?: of)?|max\.?|capacity(?: of|:)?|"
        r"cap of|only)\s+(?P<n>[1-9]\d{0,3})\s+(?:couples?|people|persons?|participants?|students?|"
        r"attendees|guests|spots?|seats|places|adults|parejas)",
        _number,
    ),
    rule(
        "childcare",
        "childcare|child care|babysit|nursery|kids|cuidado",
        r"\b(?:free |complimentary |on-?site )?(?:child ?care|babysitting|nursery(?: care)?|"
        r"kids[’']? (?:program|activities)|cuidado de niños)\b(?:(?:(?!\bnot\b)[^.\n]){0,25}\b(?:is|are|will be|"
        r"available|provided|offered|included|on request|upon request|disponible)\b|:?\s*\$\d+)",
        says_yes,
        no=r"\b(?:no|not|without|sin)\W+(?:\w+\W+){0,2}$|^[^.\n]{0,30}\bnot\b",
    ),
    rule(
        "childcare",
        "childcare|child care|cuidado",
        r"\b(?:no child ?care|child ?care (?:is|will) not(?: be)? (?:available|provided|offered)|"
        r"sin cuidado de niños)\b",
        says_no,
    ),
    rule(
        "childcare",
        "childcare|child care|babysitting",
        r"\b(?:free|complimentary) (?:child ?care|babysitting)\b",
        says_yes,
    ),
    rule(
        "wheelchair_accessible",
        "wheelchair|step-free|step free|accessible|compliant|barrier",
        r"\b(?:wheelchair[- ](?:accessible|access|friendly)|step[- ]free(?: access)?|fully accessible|"
        r"ADA[- ](?:accessible|compliant)|handicap(?:ped)?[- ]accessible|accessible (?:entrance|venue|"
        r"building|location|restrooms)|barrier[- ]free)\b",
        says_yes,
        no=r"\b(?:not|isn['’]t|no)\W+(?:\w+\W+){0,2}$",
    ),
    rule(
        "wheelchair_accessible",
        "accessible|no elevator|no wheelchair|stairs",
        r"\b(?:not (?:wheelchair|handicap)[- ]accessible|is not accessible|no (?:elevator|wheelchair access)|"
        r"stairs only|accessible only by stairs)\b",
        says_no,
    ),
    rule(
        "sign_language",
        "asl|bsl|sign language",
        r"\b(?:ASL|BSL|sign language)[- ](?:interpret\w+|interpretation|provided|available)",
        says_yes,
    ),
    rule(
        "overnight",
        "lodging|accommodation|night|shared room|double|breakfast|friday|hospedaje",
        r"\b(?:overnight(?: stay| retreat| accommodations?)?|lodging (?:is |are )?(?:included|provided|available)|"
        r"includes? (?:\w+ ){0,3}(?:lodging|accommodations?|\w+ nights?)|(?:one|two|three|\d)[- ]nights?,? (?:stay|getaway|retreat|package|weekend|escape|family|camp)|"
        r"\d[- ]days?,? (?:and |/ ?)?\d[- ]nights?|"
        r"shared rooms?|double rooms?|double occupancy|bed and breakfast package|"
        r"friday (?:evening|night)? ?(?:to|through|until|[-–]) sunday|hospedaje incluido)\b",
        says_yes,
        no=r"\b(?:no|not|non-?|without)\W*$|^\s*(?:oats|parking|camping not)",
    ),
    rule(
        "age_limit",
        "18|19|21",
        r"(?<![\d.$/-])(?P<low>18|19|21)\s?(?:\+(?!\d)|and (?:over|up|older)|& (?:over|up)|years? (?:and|or|of age)"
        r" (?:over|older))|\b(?:ages?|must be)(?: at least)? (?P<l2>18|19|21)\b(?!\s?[-–])",
        lambda match: f"{match['low'] or match['l2']}-",
    ),
    rule(
        "age_limit",
        "adults only|solo adultos",
        r"\badults only\b|\bsolo adultos\b",
        lambda match: "18-",
    ),
    rule(
        "age_limit",
        "age |ages |children under|kids under",
        r"\bages? (?P<low>\d{1,2})\s?(?:-|–|to)\s?(?P<high>\d{1,2})\b|"
        r"\b(?:children|kids) under (?P<under>\d{1,2})\b(?!\s*(?:are|free|get|must))",
        _ages,
    ),
    rule(
        "age_limit",
        "all ages|todas las edades",
        r"\ball ages\b|\btodas las edades\b",
        lambda match: "0-",
    ),
    rule(
        "dress",
        "black|attire|formal|casual|comfortable|costume|toe",
        r"\b(?P<w>black[- ]tie(?: optional)?|cocktail attire|formal attire|semi-?formal|business casual|"
        r"dress(?:y)? casual|casual attire|comfortable (?:clothes|clothing|shoes)|costumes? (?:encouraged|"
        r"welcome|required)|closed[- ]toed? shoes|swing attire|period attire)\b",
        _words,
    ),
    rule(
        "skill",
        "experience|partner|beginner|all levels|intermediate|advanced|niveles",
        r"\b(?P<w>no (?:prior |previous )?(?:\w+ )?(?:experience|partner)(?: or (?:experience|partner))?"
        r" (?:is )?(?:necessary|needed|required)|beginners? (?:are )?welcome|all levels(?: welcome)?|"
        r"for beginners|absolute beginners?|beginner[- ]friendly|intermediate(?: and advanced)? (?:level|class)|"
        r"advanced (?:level|class|dancers)|todos los niveles)\b",
        _words,
    ),
    rule(
        "registration_required",
        "required|necessary|must|advance|requiere|inscripción",
        r"\b(?:(?:pre-?)?registration (?:is )?(?:required|necessary)|must (?:pre-?)?register|RSVP (?:is )?required|"
        r"reservations? (?:are |is )?(?:required|necessary)|advance tickets? (?:only|required)|"
        r"se requiere (?:inscripción|registro)|inscripción (?:previa|requerida))\b",
        says_yes,
        no=r"\b(?:no|not)\W+(?:\w+\W+){0,1}$",
    ),
    rule(
        "registration_required",
        "no registration|no rsvp|no reservation|not required|drop|walk",
        r"\b(?:no (?:registration|RSVP|reservations?)(?: or \w+)?(?: (?:is |are )?(?:required|needed|necessary))?|"
        r"registration (?:is )?not required|drop[- ]ins? welcome|walk[- ]ins? welcome)\b",
        says_no,
    ),
    rule(
        "join_late",
        "attend|commit|be present|be there|closed group|no late|not late|no drop|not drop|no new|no further|join after|asistencia",
        r"\b(?:(?:commit(?:ment)? to|attend|be (?:present|there) (?:at|for)|attendance (?:at|is (?:required|expected) at))"
        r" (?:all|every one of)(?: (?:of )?the)?(?: (?:\d+|two|three|four|five|six|seven|eight|ten|twelve))? "
        r"(?:\w+ )?(?:sessions|classes|weeks|meetings|evenings|dates|trainings|days)|closed group|"
        r"(?:no|not) (?:late (?:joiners|enrol\w+|registration)|drop[- ]?ins?)|"
        r"(?:no (?:new|further) (?:members|participants|couples)|(?:cannot|can['’]t|not possible to) join) after|"
        r"asistencia a todas las sesiones)\b",
        says_no,
        no=r"\b(?:not|no|needn['’]t|don['’]t|never|recommended)\W+(?:\w+\W+){0,3}$|^ (?:and|to) (?:win|earn|receive|get)\b",
    ),
    rule(
        "join_late",
        "any time|anytime|any week|anyweek|drop|welcome|one or|or all|to attend|to come|stand|too late|join late|join mid|cualquier momento",
        r"\b(?:(?:(?:join|start|begin)(?: (?:us|in|the group|the course))?,? (?:at )?any ?(?:time|week)|drop in any (?:time|week)|"
        r"drop[- ]?ins? (?:(?:are )?(?:always )?(?:welcome|ok(?:ay)?)|program)|new(?:comers| members| couples| people) (?:are )?(?:always )?welcome|"
        r"(?:come to|attend|take|join us for) (?:one or (?:all|more)|any or all|one,? some,? or all)|"
        r"(?:no need|you (?:need|do) not (?:need|have)?|you don['’]t (?:need|have)) to (?:attend|come (?:to)?) (?:all|every)|"
        r"each (?:class|session|meeting|evening) (?:is a stand[- ]?alone|stands (?:alone|on its own|by itself))|"
        r"(?:it is|it['’]s) never too late to join|(?:can|may) (?:still )?join (?:late|mid[- ]?(?:way|term|course|series))|"
        r"(?:únete|pueden unirse) en cualquier momento))\b",
        says_yes,
        no=r"\b(?:no|not)\W*$|^\s*(?:between|after|before|from|during|(?:on|of) the day|in weeks? 1)",
    ),
)
