"""An event's facets: those that its words name, and those that need its links and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from model.event import Event
from model.facets import Facet, facets
from pipeline.attendance import told_mode
from pipeline.deadlines import last_day

LINK = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]")
REGISTER = re.compile(
    r"regist|rsvp|ticket|sign[- ]?up|reserv|book(?:ing)? |eventbrite|inscrib", re.IGNORECASE
)
SELLERS = re.compile(
    r"eventbrite\.|tickettailor\.|ticketmaster\.|ticketleap\.|brownpapertickets\.|seetickets\.|"
    r"outsavvy\.|regfox\.|signupgenius\.|forms\.gle|docs\.google\.com/forms|zeffy\.|givebutter\.|"
    r"/regist|/rsvp|/tickets?\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"\b(?:regist\w*|rsvps?|sign[- ]?ups?|reserv\w*|book|tickets? (?:sales|must)|deadline|"
    r"inscri\w*)\b"
    r"(?P<rest>[^.\n]{0,60})",
    re.IGNORECASE,
)
NEAR = 60


def event_facets(event: Event, starts: date | None) -> tuple[Facet, ...]:
    """What *event*'s name, description and place say beside its other fields.

    Args:
        starts: the day of the event, for deadlines that name no year.
    """
    place = event.location.name if event.location else ""
    text = "\n".join(part for part in (event.name, event.description, place) if part)
    return (
        *facets(text),
        *_attendance(event),
        *_registration(event.description),
        *_deadline(text, starts),
    )


def _attendance(event: Event) -> Iterator[Facet]:
    """Whether one takes part from a screen, where the words say so."""
    if told := told_mode(event.name, event.description, event.location):
        yield Facet("attendance_mode", told[0].value, " ".join(told[1].split()))


def _registration(text: str) -> Iterator[Facet]:
    """The first link to a seller, else the first one beside words of registration."""
    links = list(LINK.finditer(text))
    for match in links:
        if SELLERS.search(match[0]):
            yield Facet("registration_url", match[0], match[0])
            return
    for match in links:
        before = text[max(0, match.start() - NEAR) : match.start()]
        if REGISTER.search(before):
            yield Facet("registration_url", match[0], " ".join(before.split()))
            return


def _deadline(text: str, starts: date | None) -> Iterator[Facet]:
    for match in DEADLINE.finditer(text):
        if (day := last_day(match["rest"], starts)) is not None:
            yield Facet("registration_deadline", day.isoformat(), " ".join(match[0].split()))
            return
