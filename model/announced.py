"""An announcement as the matcher reads it: words, place and time in comparable form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s$")
LINK = re.compile(r"https?://[^\s<>\"')\]]+")
STATUS = re.compile(
    r"^\W*(?:\[[wlnt]\]|cancell?ed|postponed|rescheduled|moved|sold[- ]?out|new date|updated|"
    r"hybrid|zoom|film|concert|author event)\W*[:!\]–—-]\s*|"
    r"\b(?:sold[- ]?out|cancell?ed|postponed)\b",
    re.IGNORECASE,
)
NOISE = frozenset(
    "a an and at by de for from in la el le of on or our s the to und with w presents presented "
    "presenting featuring feat ft live join us you your this".split()
)
SESSION = re.compile(
    r"\b(matin[eé]e|early show|late show|early seating|late seating|late night show|"
    r"(?:session|part|night|day|week|act|round|game|match|heat) (?:\d+|[ivx]+|one|two|three)|"
    r"\d(?:st|nd|rd|th) (?:show|seating|session|night)|\d{1,2}(?::\d\d)? ?[ap]m)\b|"
    r"\[(?:early|late)\]",
    re.IGNORECASE,
)
RIVALS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "men women boy girl coed", "varsity jv freshman frosh sophomore", "jv junior senior",
        "adult kid children teen youth toddler baby preschool tween senior family",
        "beginner intermediate advanced", "matinee morning afternoon evening late",
        "north south east west northeast southeast northwest southwest central",
        "virtual online zoom person",
        "monday tuesday wednesday thursday friday saturday sunday", "english spanish french",
    )
)  # fmt: skip
"""Words of which two events named alike carry different ones: two teams, two classes, two rooms."""


def plain_words(text: str) -> list[str]:
    """The words of *text* without accents, case, possessives and plurals.

    >>> plain_words("Café O’Neill's Salsa Nights & Tapas")
    ['cafe', 'oneill', 'salsa', 'night', 'and', 'tapa']
    """
    folded = text.replace("&", " and ").replace("|", " ").casefold()
    if not folded.isascii():
        apart = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in apart if not unicodedata.combining(c))
    return [_stem(word) for word in WORD.findall(folded)]


def _stem(word: str) -> str:
    if not word.isalnum():
        word = POSSESSIVE.sub("", word).replace("'", "").replace("’", "")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def canonical_url(url: str) -> str:
    """*url* by what names the page: host, path and query without scheme, `www.` and tracking.

    Addresses of a whole site or of its calendar name no event and give "".

    >>> canonical_url("http://www.a.example/barn-dance/?utm_source=x&id=3")
    'a.example/barn-dance?id=3'
    >>> canonical_url("https://a.example/events/"), canonical_url("https://a.example/events?page=2")
    ('', '')
    """
    try:
        parts = urlsplit(url.strip().casefold())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    kept = [
        f"{name}={value}"
        for name, value in parse_qsl(parts.query)
        if name not in PAGING
        and not name.startswith(("utm_", "fbclid", "gclid", "aff", "keep_tld"))
    ]
    if parts.fragment.startswith(("/", "!")):
        path += "#" + parts.fragment
    last = path.rpartition("/")[2]
    if not kept and (len(last) < 4 or last in GENERAL_PAGES):
        return ""
    return (parts.hostname or "").removeprefix("www.") + path + ("?" + "&".join(kept)) * bool(kept)


PAGING = frozenset({"page", "paged"})
GENERAL_PAGES = frozenset(
    "calendar calendars event events events-calendar index home shows happenings schedule tickets "
    "upcoming-events upcoming-films calendar.aspx classes programs concerts whats-on".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What one source says of one event.

    Attributes:
        source: who says it, "" when unknown; a source seldom says one thing twice.
        starts: local wall times without offset, soonest first; () when not stated.
        timed: whether the starts have a time of day; midnight counts as none.
        utc_offset_h: of the place at the first start, None when unknown.
        is_utc: the starts are in UTC because nobody knows the place's zone.
        venue, address: of the place, "" when not stated.
        uid: the provider's own identifier.
        links: pages and provider's ids that both sides may name.
    """

    name: str
    description: str = ""
    source: str = ""
    organizer: str = ""
    starts: tuple[datetime, ...] = ()
    timed: bool = True
    utc_offset_h: float | None = None
    is_utc: bool = False
    venue: str = ""
    address: str = ""
    url: str = ""
    uid: str = ""
    title: frozenset[str] = field(init=False)
    body: frozenset[str] = field(init=False)
    place: frozenset[str] = field(init=False)
    links: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "title", frozenset(plain_words(STATUS.sub(" ", self.name))) - NOISE)
        put(self, "body", frozenset(plain_words(self.description[:2000])) - NOISE)
        place = f"{self.venue} {self.address}"
        put(self, "place", frozenset(map(_short, plain_words(place))) - PLACE_NOISE)
        found = (canonical_url(link) for link in (self.url, *LINK.findall(self.description)))
        ids = {f"uid:{self.uid}"} if WORLDWIDE.search(self.uid) else set()
        put(self, "links", frozenset(filter(None, found)) | ids)

    @property
    def session(self) -> str:
        """The marker that tells two showings of one title apart, "" when there is none."""
        match = SESSION.search(self.name)
        return " ".join(match[0].casefold().split()) if match else ""

    @property
    def room(self) -> str:
        """The room's number or letter, "" when none is stated."""
        match = ROOM.search(f"{self.venue} {self.address} {self.name}")
        return match[1].casefold() if match else ""

    @property
    def house(self) -> frozenset[str]:
        """The house numbers of its address."""
        return frozenset(HOUSE.findall(f"{self.venue}, {self.address}"))

    @property
    def closure(self) -> bool:
        """Whether it says that something does not take place."""
        return bool(CLOSURE.search(self.name))


ROOM = re.compile(
    r"\b(?:room|rm|studio|suite|ste|classroom|court|field|stage|track|table)\.?\s*#?"
    r"(\d+[a-z]?|[a-z]\d*)\b",
    re.IGNORECASE,
)
HOUSE = re.compile(r"(?:^|[,–-])\s*(\d{1,5})[a-z]?\s+[a-z]", re.IGNORECASE)
CLOSURE = re.compile(
    r"\b(?:closed|closure|closing|no (?:class|school|service|meeting)\w*)\b", re.IGNORECASE
)
WORLDWIDE = re.compile(r"@|://|\w{24,}|\w{8}-\w{4}-")
"""Ids that are unique beyond their own source look like addresses or long numbers."""
STREET = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd",
    "lane": "ln", "highway": "hwy", "place": "pl", "court": "ct", "square": "sq", "north": "n",
    "south": "s", "east": "e", "west": "w", "theatre": "theater", "centre": "center",
    "saint": "st", "mount": "mt", "auditorium": "aud",
}  # fmt: skip
PLACE_NOISE = NOISE | frozenset(
    "st ave rd dr blvd ln hwy pl ct sq n s e w usa us canada united state online room hall "
    "ca in nj nc oh on il ny uk".split()
)


def _short(word: str) -> str:
    return STREET.get(word, word)
