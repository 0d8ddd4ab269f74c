"""What an announcement on a plain page is called, and where it takes place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawlers.adapters._columns import role
from crawlers.adapters._lines import Line
from crawlers.adapters._mentions import dates, times

TITLE_CLASS = re.compile(r"\b[\w-]*(?:title|summary|headline|event-?name|subject)\b")
PLACE_CLASS = re.compile(r"\b[\w-]*(?:location|venue|address|place)\b")
PLACE_LABEL = re.compile(
    r"^\W*(?:(?:meeting )?location|where|venue|place|address|lugar|dónde)\s*(?::|-|$)\s*",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^\W*(?:dates?|times?|when|start(?:s|ing)?(?: date)?(?:/time)?|ends?(?: date)?(?:/time)?|"
    r"date ?(?:and|/|&) ?time|date\(s\)|hora|fecha|cuándo)\s*(?::|-|$)\s*",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b\d{1,5}\s+(?:[NSEW]\.?\s+)?[A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*){0,3}\s+(?:St(?:reet)?|Ave(?:nue)?|"
    r"R(?:oa)?d|Blvd|Boulevard|Dr(?:ive)?|L(?:a)?ne|Pl(?:aza|ace)?|Way|Court|Ct|Pkwy|Parkway|Square|"
    r"Highway|Hwy|Circle)\b\.?[^|]{0,60}",
)
GENERIC = re.compile(
    r"^(?:\W|\d|\b(?:the|our|of|and|for|all|view|full|see|more|read|click|here|to|add|an?|in|on|at|"
    r"agendas?|minutes|packets?|videos?|audio|recordings?|watch|listen|download\w*|details?|info|"
    r"information|register|registration|rsvp|map|directions?|cancel+ed|notices?|posted|pdf|docx?|"
    r"html|kb|mb|ical|ics|google|outlook|calendars?|export|share|email|print|events?|upcoming|past|"
    r"previous|next|home|news|archives?|schedules?|dates?|times?|when|where|location|documents?|"
    r"meetings?|presentations?|materials?|attachments?|continue|reading|learn|tickets?|buy|subscribe|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|approved|draft|final|not|available|"
    r"tb[ad]|no|yes|today|month|week|day|list|year|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|am|pm|noon|page|content|menu|search|results?|current|"
    r"are|is|this|these|below|listed|tentative|regular|list|announcements?|postponed|rescheduled)\b)*$",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:boards?|commissions?|commissioners|committees?|councils?|trustees|authority|supervisors|hearing|session|"
    r"workshop|class|concert|dinner|retreat|fair|festival|meeting|group|club|society|association)\b",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?)\b|\b(?:agendas?|minutes|packet|handouts?|slides|presentations?|reports?|"
    r"resolutions?|ordinances?|transcripts?|recordings?|attachments?|signature list|board books?|zoom|"
    r"webex|teams|youtube|livestream|add to|save to|export|subscribe|submit|contact|phone|e-?mail|"
    r"click|download|report|metrics|recurring|please|map)\b",
    re.IGNORECASE,
)
PAPERS = re.compile(
    r"[\s\-–—:(]*\b(?:(?:draft|final|approved|public|cancellation|view|and|&|html)\s+)*"
    r"(?:agendas?|minutes|packets?|notices?|summary|video|audio)\b[\s)]*(?:\(?pdf\)?)?\s*$",
    re.IGNORECASE,
)
LEADING_PAPERS = re.compile(
    r"^(?:(?:draft|final|approved|view|and|&|meeting|download)\s+)*(?:agendas?|minutes|packets?|notices?)"
    r"(?:\s+(?:of|for|and|&|agendas?|minutes|notices?))*[\s:–—-]+(?=\w)",
    re.IGNORECASE,
)
LOOSE = re.compile(
    r"^(?:welcome to|of|the|for|and|in|at|to|on|attend an?|view)\b(?: the\b)?\s*(?=\w)"
    r"|\s+(?:and|of|the|for|with|on|view|notices?)$",
    re.IGNORECASE,
)
STATED = re.compile(
    r"^(?i:the\s+)?(?:20\d\d\s+)?(?i:regular\s+)?(?P<name>[A-Z][^.,:;]{3,70}?)\s+"
    r"(?:(?:regular\s+)?meetings?\s+(?:are|is|will be)\s+(?:\w+\s+)?held|(?:\w+ly\s+)?meets|will meet|holds?\s+(?:its|regular|monthly|public|open)|"
    r"convenes|will hold)\b",
)
SITE = re.compile(r"^.{2,40}?\s*(?:::|»|>)\s*(?=\w)|^[^\w(\"“'¡¿#]+")
PLURAL = re.compile(r"\b(meeting|hearing|session|workshop|rehearsal)s$", re.IGNORECASE)
PREMISES = re.compile(
    r"\b(?:rooms?|floor|suite|building|auditorium|chambers|zip|[A-Z]{2} \d{5})\b|\b(?:IL|OH|MI|CA|NY|PA|TX|MN|IN|GA|NC|NM)\b",
)
SENTENCE = re.compile(r"[.?!]\s+[A-Z]|\b(?:is|are|was|were|please|interested|must|may be)\b")
NO_NAME = re.compile(
    r"@\w|\.\w{2,4}$|\.(?:pdf|docx?|xlsx?)\b|\d kb\b|^(?:note|proposed|regularly|subject to|president|chair|re-?scheduled|join)\b"
    r"|[.?!]\s+[A-Z]|\b(?:please|interested|must|may be|does not|will not)\b",
    re.IGNORECASE,
)
TRIM = " \t-–—:|,;.•·*[]«»>@/▼►▶"
PARENTHESES = re.compile(r"^\(([^()]*)\)$|^[()]+|\([^()]*$|^([^()]*)\)$")
SCHEDULE = re.compile(
    r"\b(?:20\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?|schedule[ds]?(?: of)?|(?:meeting |event )?dates?|"
    r"upcoming|agendas?(?: (?:&|and) minutes)?|minutes|archives?|calendar(?: of)?|notices? of|tentative|"
    r"for|will be|are(?: listed)? below|listed below)\b",
    re.IGNORECASE,
)
MAX_NAME = 140
LABELLED, STREET_ALONE = 0.9, 0.7
"""How sure a place is that is called one, and one that merely looks like an address."""
COLUMN = 0.81
"""How sure a name is that stands in a column of its own whose header names nothing known."""


def name_of(item: Sequence[Line], *, is_dated_list: bool = False) -> tuple[str, float]:
    """The name among an item's lines, and how sure it is; ("", 0) when there is none.

    Args:
        item: its lines.
        is_dated_list: the item is one of a list of dates under a heading, so that whatever else
            stands in it is a paper or a place unless it says otherwise.
    """
    for candidates, confidence in (
        ((line.text for line in item if line.heading), 0.95),
        ((line.text for line in item if TITLE_CLASS.search(line.classes)), 0.95),
        ((line.text for line in item if role(line.column) == "name"), 0.9),
        ((words for line in item if _may_name(line) for words, _ in line.links), 0.85),
        ((line.text for line in item if line.column and not role(line.column)), COLUMN),
        ((line.strong for line in item if _may_name(line)), 0.8),
        ((line.text for line in item if _may_name(line)), 0.7),
    ):
        for words in candidates:
            name = without_papers(clean(words))
            is_doubtful = is_dated_list and confidence < 0.9 and confidence != COLUMN
            if not name or (is_doubtful and not BODY.search(name)):
                continue
            if confidence < 0.9 and NO_NAME.search(name):
                continue
            if confidence < 0.9 and (PREMISES.search(name) or STREET.search(name)):
                continue
            return of_one(name), confidence
    return "", 0.0


def _may_name(line: Line) -> bool:
    return role(line.column) not in ("place", "other")


def without_papers(name: str) -> str:
    """The meeting that a paper is about; "" when *name* is nothing but a paper.

    >>> without_papers("Garden Board Regular Meeting Agenda")
    'Garden Board Regular Meeting'
    >>> without_papers("Submit a report")
    ''
    """
    bare = trim(LEADING_PAPERS.sub("", PAPERS.sub("", name)))
    if bare != name and is_name(bare) and (BODY.search(bare) or len(bare.split()) > 2):
        return bare
    return "" if DOCUMENT.search(name) else name


def clean(words: str) -> str:
    """*words* without dates, times and labels; "" when nothing is left that names something.

    >>> clean("Wednesday, May 1, 2019, 7pm - Spring Supper")
    'Spring Supper'
    >>> clean("Agenda (PDF)")
    ''
    """
    words = LABEL.sub("", words)
    if PLACE_LABEL.match(words):
        return ""
    whole = words
    spans = [*(one.span for one in dates(words)), *(one.span for one in times(words))]
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]} | {words[end:]}"
    parts = [trim(part) for part in words.split("|")]
    named = [part for part in parts if is_name(part)]
    if not named:
        return ""
    if len(named) == 1:
        return named[0]
    joined = trim(whole)
    return joined if len(joined) <= MAX_NAME else max(named, key=len)[:MAX_NAME]


def trim(words: str) -> str:
    """*words* without what punctuation, signs and lone parentheses stand around them.

    >>> trim("▼ Tea Dance (Hall B) -"), trim("(Tea Dance)"), trim("Tea Dance (")
    ('Tea Dance (Hall B)', 'Tea Dance', 'Tea Dance')
    """
    return PARENTHESES.sub(r"\1\2", words.strip(TRIM)).strip(TRIM)


def of_one(name: str) -> str:
    """The name of one date of a list that *name* stands over.

    >>> of_one("City of Fern Hill :: Garden Board Meetings")
    'Garden Board Meeting'
    """
    return PLURAL.sub(r"\1", LOOSE.sub("", SITE.sub("", name)))


def is_name(words: str) -> bool:
    """Whether *words* could name an event."""
    letters = sum(map(str.isalpha, words))
    return letters >= 3 and len(words) <= MAX_NAME and not GENERIC.match(words)


def from_headings(headings: Sequence[str], title: str) -> str:
    """What the dates under *headings* are for, nearest first; a bare heading with the page's title.

    >>> from_headings(["2019 Dates", "Garden Committee Meeting Schedule"], "City of Fern Hill")
    'Garden Committee Meeting'
    >>> from_headings(["2019 Meeting Dates"], "Garden Committee")
    'Garden Committee'
    """
    page = trim(" ".join(SCHEDULE.sub(" ", clean(title)).split()))
    for heading in headings:
        if (stated := STATED.match(heading)) and BODY.search(stated["name"]):
            return of_one(stated["name"])
        bare = trim(" ".join(SCHEDULE.sub(" ", clean(heading)).split()))
        if is_name(bare) and not DOCUMENT.search(bare) and BODY.search(bare):
            if len(bare) > 80 or SENTENCE.search(bare) or bare in page:
                continue
            is_bare = not re.sub(BODY, "", bare).strip(TRIM + "s").replace("of", "").strip()
            return of_one(f"{page} {bare}" if is_bare and is_name(page) else bare)
    return of_one(page) if is_name(page) else ""


def place_of(item: Sequence[Line]) -> tuple[str, float]:
    """Where an item takes place, in its own words, and how sure that is; ("", 0) for nowhere."""
    return next(_places(item), ("", 0.0))


def _places(item: Sequence[Line]) -> Iterator[tuple[str, float]]:
    for number, line in enumerate(item):
        is_place = role(line.column) == "place" or PLACE_CLASS.search(line.classes)
        if is_place and not line.heading and not dates(line.text):
            if words := PLACE_LABEL.sub("", line.text).strip(TRIM):
                yield words, LABELLED
        elif match := PLACE_LABEL.match(line.text):
            words = line.text[match.end() :].strip(TRIM)
            following = item[number + 1].text if number + 1 < len(item) else ""
            if words or following:
                yield (words or following)[:200], LABELLED
    for line in item:
        if match := STREET.search(line.text):
            yield (line.text if len(line.text) <= 120 else match[0]).strip(TRIM), STREET_ALONE
