"""Words that state who is invited, and to what: attendance, welcome, level, sharing, adult content."""

from __future__ import annotations

import re

from model.facet_rules import Rule, Value, rule, says_no, says_yes

DENIED = r"\b(?:not?|never|isn['’]t|aren['’]t|without|rather than|nor)[ -]+(?:[\w'’]+[ -]+){0,4}$"
PAIR = r"(?:couples|spouses|partners|marriages|parejas|matrimonios)"


def _attendance(needed: str, words: str, value: str, denied: str = DENIED) -> Rule:
    def read(match: re.Match[str]) -> Value:
        return value

    return rule("attendance_rule", needed, words, read, no=denied)


def _level(needed: str, words: str, value: str) -> Rule:
    def read(match: re.Match[str]) -> Value:
        return value

    return rule("level", needed, words, read, no=DENIED)


INVITATION: tuple[Rule, ...] = (
    _attendance(
        "man and|husband and|hombre|heterosexual",
        r"\b(?:one|a|between a) man and (?:one|a) woman\b|\b(?:husband|man) and (?:wife|woman) only\b|"
        r"\bun (?:solo )?hombre y una (?:sola )?mujer\b|\bheterosexual couples only\b",
        "a man and a woman",
    ),
    _attendance(
        "engaged|novios|comprometidas",
        r"\b(?:engaged (?:couples|pairs) only|only (?:for|open to) engaged couples|"
        r"must be engaged|solo (?:para )?(?:novios|parejas comprometidas))\b",
        "engaged couples",
    ),
    _attendance(
        "married|matrimonios",
        r"\b(?:married couples only|only (?:for|open to) married couples|must be (?:legally |validly )?married|"
        r"solo (?:para )?matrimonios)\b",
        "married couples",
    ),
    _attendance(
        "couples only|for couples|open to couples|no singles|parejas",
        r"\b(?:couples only|only (?:for|open to) couples|no singles|exclusively for couples|"
        r"solo (?:para )?parejas)\b",
        "couples",
    ),
    _attendance(
        "women|ladies|females|mujeres",
        r"\b(?:women|ladies|females)[- ]only\b|\b(?:only|exclusively) for (?:women|ladies)\b|"
        r"\bopen only to women\b|\bsolo (?:para )?mujeres\b",
        "women",
    ),
    _attendance(
        "men only|men-only|males only|males-only|for men|to men|hombres",
        r"\b(?<!wo)(?:men|gentlemen|males)[- ]only\b|\b(?:only|exclusively) for men\b|"
        r"\bopen only to men\b|\bsolo (?:para )?hombres\b",
        "men",
    ),
    _attendance(
        "members|socios",
        r"\bmembers[- ]only\b|\b(?:only open to|open only to|limited to|restricted to|exclusive(?:ly)? (?:to|for)) "
        r"(?:[^\W\d]+ ){0,2}members\b(?! of the (?:public|community))|\bsolo (?:para )?socios\b",
        "members",
        denied=DENIED + r"|^\W*(?:preview|early|pre-?sale|hour|price|discount|area|lounge)",
    ),
    rule(
        "lgbtq_welcome",
        "lgbt|queer|gay|same-sex|same sex|lesbian|trans|affirming|couples of|regardless of|orientation|mismo sexo",
        r"\b(?:(?:2S)?LGBT\w*\+?|queer|gay)[- ](?:friendly|affirming|inclusive|welcoming)\b|"
        r"\b(?:same[- ]sex|gay|lesbian|queer|LGBT\w*\+?) (?:and \w+ )?couples(?:['’]? (?:night|retreat|workshop|"
        r"group|weekend|class|supper|dance)| (?:are |always )*(?:welcome|invited))\b|"
        r"\b(?:for|welcom(?:e|es|ing)|including|includes|open to|affirming of)(?: \w+){0,3}? (?:same[- ]sex|gay|"
        r"lesbian|queer|trans|LGBT\w*\+?) (?:and \w+ )?(?:couples|people|folks|individuals|persons|partners)\b|"
        r"\bopen and affirming\b|\bcouples of (?:all|any|every) (?:sexual )?(?:orientations?|genders?)\b|"
        r"\bregardless of (?:gender|sexual orientation)\b|\b(?:all|every|any) (?:sexual )?orientations\b|"
        r"\bparejas (?:del mismo sexo|gays?|LGBT\w*)",
        says_yes,
        no=DENIED,
    ),
    rule(
        "lgbtq_welcome",
        "man and|heterosexual|hombre|couples are not|couples cannot|couples may not",
        r"\b(?:one|between a) man and (?:one|a) woman\b|\bheterosexual couples only\b|"
        r"\bun (?:solo )?hombre y una (?:sola )?mujer\b|"
        r"\b(?:same[- ]sex|gay|LGBT\w*\+?) couples (?:are not|cannot|may not)\b",
        says_no,
        no=DENIED,
    ),
    _level(
        "retrouvaille|discernment|struggling|hurting|trouble|broken|separat|crisis|distress|breaking point|divorce|splitting|infidelity|affair|betrayal",
        r"\bretrouvaille\b|\bdiscernment counsel\w+|"
        rf"\b(?:struggling|hurting|troubled|broken|separated) (?:married )?{PAIR}\b|"
        rf"\b(?:{PAIR}|marriage|relationship) (?:is |are |that is |who are )?(?:in|at) (?:a )?(?:serious |deep )?"
        r"(?:crisis|trouble|distress|breaking point)\b|"
        r"\b(?:brink|verge|edge) of (?:divorce|separation|splitting)\b|\b(?:considering|facing) (?:divorce|separation)\b|"
        r"\b(?:heal|recover|rebuild|surviv)\w*(?: \w+){0,3} (?:infidelity|an affair|betrayal|broken trust)\b|"
        r"\b(?:affair|infidelity) recovery\b|\bmatrimonios? en crisis\b",
        "crisis",
    ),
    _level(
        "marriage|relationship|couple|cana|premarital|communication|matrimonio",
        r"\b(?:marriage|relationship|couples?['’]?) (?:enrichment|encounter|course|workshop|seminar|education|"
        r"preparation|retreat)\b|\bpre-?cana\b|\bpremarital\b|"
        r"\b(?:enrich|strengthen|deepen|nurture|refresh|invest in)(?:ing)? (?:your|their|a|the) "
        r"(?:\w+ )?(?:marriage|relationship)\b(?! (?:with|to) (?!your|each|one))|"
        rf"\bcommunication (?:skills|tools) for {PAIR}\b|\b(?:fortalecer|enriquecer) (?:su|tu|el) matrimonio\b",
        "enrichment",
    ),
    _level(
        "date night|date-night|datenight|noche de|just for fun|fun night|fun evening|night of|evening of",
        r"\bdate[- ]?nights?\b|\bnoche de (?:pareja|cita)s?\b|\bjust for fun\b|\bfun (?:night|evening) (?:out )?"
        r"(?:for|with)\b|\b(?:night|evening) of (?:fun|laughter|dancing|games)\b",
        "fun",
    ),
    rule(
        "group_sharing",
        "shar|speak|talk|discuss|group work|privately|in private|only with|only between|only as|only to|just with|just between|just as|just to|in front of|compartir",
        r"\b(?:no|without) (?:group sharing|sharing groups?|public sharing|group (?:discussion|work))\b|"
        r"\b(?:not|never|nobody|no one|nothing)\b[^.\n]{0,40}\b(?:shared?|speak|talk|discuss)\b(?: \w+){0,3}? "
        r"(?:with|in front of|to|in) (?:the |a )?(?:\w+ )?(?:group|room|others|public|strangers)\b|"
        r"\b(?:share|discuss|talk|work)\w* (?:only|privately|in private|just) (?:with|between|as|to) "
        r"(?:your|each|the two|one|a)\b|\b(?:never|not) in front of (?:the |a )?(?:group|room|others|strangers)\b|"
        r"\bsin compartir en grupo\b|\bnadie (?:tiene|tendrá) que compartir\b",
        says_no,
    ),
    rule(
        "group_sharing",
        "sharing|share in|share your|discuss|compartir",
        r"\b(?:group sharing|sharing circles?|share in (?:small )?groups?|group discussions?|"
        r"discuss(?:ion)? (?:in|at) (?:small |your )?(?:groups?|tables?)|share your (?:story|stories|experiences?) "
        r"with (?:the group|other couples)|compartir en grupos?)\b",
        says_yes,
        no=DENIED,
    ),
    rule(
        "adult_content",
        "swinger|lifestyle|swap|hotwif|sex|play part|fetish|kink|bondage|erotic|nud|naked|adult toy|bdsm|shibari|tantr|clothing|strip club|male strip|male revue|xxx|intercambio",
        r"\bswingers?['’]?s? (?:club|part(?:y|ies)|couples|night|event|lifestyle|resort|community|cruise|social|meet)|"
        r"\b(?:for|welcome|meet|local) swingers\b|\blifestyle (?:couples|club|part(?:y|ies)|takeover|swing\w*)\b|"
        r"\b(?:full|soft)[- ]swap\b|\b(?:wife|partner|couples?)[- ]swap\w*|\bhotwif\w+|\bsex[- ]toys?\b|"
        r"\b(?:sex|play) part(?:y|ies)\b|\b(?:fetish|kink|bondage|erotic|nude|naked) (?:part(?:y|ies)|club|ball|night|"
        r"social|dungeon|play|event|fair|munch|workshop|cruise|resort|swim|yoga|retreat|massage|show)\b|"
        r"\bkinky (?:sex|event|munch|workshop|community|couples)\b|\badult toys?\b|\bBDSM\b|\bshibari\b|"
        r"\btantric sex\b|\btantra (?:massage|for couples)\b|\bclothing[- ]optional (?:event|party|swim|night|retreat|"
        r"resort|yoga|weekend)\b|\bnudists?\b|\bstrip clubs?\b|\bmale (?:strip\w*|revue)\b|"
        r"\bxxx (?:show|party|rated)\b|\bparejas swinger\b|\bintercambio de parejas\b",
        says_yes,
        no=r"\b(?:not?|never|isn['’]t|aren['’]t|anti|mood|toddlers?|kids['’]?|children['’]?s?|bab(?:y|ies)|pupp(?:y|ies)|"
        r"dogs?|family)\W+(?:\w+\W+){0,3}$",
    ),
)
"""Each in the order of its precedence: a level of crisis goes before fun, wherever it stands."""

RANKED = frozenset({"attendance_rule", "level"})
"""Facets whose first rule that speaks counts, not the words that stand first."""
