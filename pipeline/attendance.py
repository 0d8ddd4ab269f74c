"""Whether one takes part there, from a screen, or either, as an announcement's words say."""

from __future__ import annotations

import re

from model.event import AttendanceMode, Place

ONLINE_PLACE = re.compile(
    r"^\W*(?:online(?: (?:event|only|via zoom))?|(?:via |on )?zoom(?: meeting)?|virtual(?: event)?|"
    r"webinar|google meet|microsoft teams|livestream|en línea)\W*$",
    re.IGNORECASE,
)
"""A place that is none."""
NOWHERE = re.compile(r"\b(?:zoom|online|virtual|webinar|internet|webex|teams)\b", re.IGNORECASE)
SCREENS = (
    "hybrid", "online", "virtual", "remote", "zoom", "stream", "webinar", "webex", "teams",
    "in person", "in-person", "presencial", "línea",
)  # fmt: skip
"""Parts of words in lower case, of which whatever tells a mode holds at least one."""
MEETS = (
    "event|class|lecture|talk|program|meeting|workshop|retreat|conversation|conference|open house|"
    "course|group|session|concert|gathering|service|worship|discussion|seminar|book club|training|"
    "info(?:rmation)? session|panel|tour|circle|support group"
)
HYBRIDS = (
    "tea|roses?|plants?|seeds?|vegetables?|tomato(?:es)?|corn|orchids?|lil(?:y|ies)|iris(?:es)?|"
    "cars?|vehicles?|bikes?|engines?|animals?|wolf|wolves|work"
)
"""What is hybrid by itself, whoever meets about it."""
SUBJECTS = "reality|safety|security|privacy|dating|shopping|banking|scams?"
"""What is virtual or online by itself."""
HYBRID = re.compile(
    r"(?:^|\n)\W*hybrid(?:\s*[:!.|/()–—]|\s+-|\s*(?:\n|$))|"
    rf"(?:^|\n)\W*hybrid (?!(?:{HYBRIDS})\b)(?:[\w/&]+ ){{0,3}}?"
    rf"(?:{MEETS}|mtg|study|education|council|committee|team|series)\b|"
    r"[(\[]hybrid\b|\b(?:is|be|a|via) (?:a )?hybrid (?:event|meeting|class|program|format|service|"
    r"worship|course|workshop|gathering)|\bhybrid (?:event|meeting|format|option|mtg|attendance)\b|"
    r"in[- ]person (?:and|or|&|/) ?(?:online|virtual|(?:on|via|by) zoom|zoom|"
    r"livestream)|"
    r"(?:online|virtual|zoom) (?:and|or|&) in[- ]person|\b(?:also|and|or) (?:on|via|by) zoom\b|"
    r"\b(?:option|available) to (?:attend|join|watch) (?:online|virtually|remotely|by zoom|via zoom)|"
    r"\b(?:will|also) (?:be )?(?:also )?live-?stream|\battend (?:in person|online) or (?:in person|online)\b|"
    r"presencial y (?:virtual|en línea)",
    re.IGNORECASE,
)
ONLY_ONLINE = re.compile(
    r"\b(?:online|virtual|zoom)[- ]only\b|\bonly (?:online|on zoom|via zoom)\b|"
    r"\b(?:held|taking place|take place|offered|conducted) (?:entirely |completely |fully )?"
    r"(?:online|virtually|remotely|(?:on|via|over) zoom)\b|"
    r"\bnot (?:take place|be held|meet) in[- ]person\b|\bwebinar\b(?! (?:room|series registration))|"
    r"\bsolo en línea\b",
    re.IGNORECASE,
)
ONLINE_TITLE = re.compile(
    rf"^\W*(?:virtual|online|zoom(?! (?:in|into|out)\b)|webinar|livestream)\b"
    rf"(?!\s+(?:and|or|&|(?:{SUBJECTS})\b))|"
    r"[(\[](?:virtual|online|(?:via |on )?zoom|webinar|en línea)[^)\]]{0,20}[)\]]|"
    rf"\b(?:virtual|online) (?!(?:{SUBJECTS})\b)(?:\w+ )?(?:{MEETS})\b",
    re.IGNORECASE,
)
ONLINE_WORDS = re.compile(
    r"\b(?:join|via|by|on|over|through|using)(?: us)?(?: (?:on|via|by))?(?: our| the| a)? "
    r"(?:zoom|microsoft teams|webex)\b|"
    r"\bzoom (?:meeting|link|webinar|workshop|call|id)\b|\bmicrosoft teams (?:meeting|need help)|"
    r"\b(?:[\w.]*zoom\.us/|teams\.microsoft\.com/l/meetup)|"
    rf"\b(?:this|a|an|our|free|live) (?:free |live )?(?:virtual|online) "
    rf"(?!(?:{SUBJECTS})\b)(?:\w+ )?(?:{MEETS})\b"
    r"(?! (?:registration|form|calendar))|\bpor zoom\b|\ben línea por\b",
    re.IGNORECASE,
)


def told_mode(name: str, text: str, place: Place | None) -> tuple[AttendanceMode, str] | None:
    """The mode with the words that tell it; None where they tell nothing.

    A mention of a screen beside a place is both: one may come, or take part from home.  A link that
    a calendar adds to every entry of itself, as Google's does, tells nothing.

    >>> told_mode("Book club", "We meet by Zoom.", None)
    (<AttendanceMode.ONLINE: 'online'>, 'by Zoom')
    >>> told_mode("Hike", "Register online by Friday.", None)
    """
    whole = f"{name}\n{text}"
    folded = whole.casefold()
    if not any(part in folded for part in SCREENS):
        return None
    if match := HYBRID.search(whole):
        return AttendanceMode.MIXED, match[0]
    if match := ONLY_ONLINE.search(whole):
        return AttendanceMode.ONLINE, match[0]
    if match := ONLINE_TITLE.search(name) or ONLINE_WORDS.search(whole):
        return (AttendanceMode.MIXED if _is_real(place) else AttendanceMode.ONLINE), match[0]
    return None


def _is_real(place: Place | None) -> bool:
    """Whether *place* is somewhere to go to."""
    if place is None:
        return False
    named = bool(place.name) and not NOWHERE.search(place.name)
    return bool(place.address or place.postal_code) or named
