"""A digest as a letter: its subject, its text, and the same as HTML."""

from __future__ import annotations

from dataclasses import dataclass

from model.candidate import Candidate
from model.digest import Digest
from model.outing import Outing
from model.ranking import Card
from model.reasons import distance_words
from operations.rendering import render


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to everybody, but for the way out of it.

    Attributes:
        subject: one line.
    """

    subject: str
    text: str
    html: str


def letter(digest: Digest, outing: Outing, list_address: str, way_out: str) -> Letter:
    """The words of *digest*.

    Args:
        list_address: of the two's list as a page; "" where it is not known.
        way_out: what ends the digest.
    """
    subject = _subject(digest)
    cards = [*digest.picks, *filter(None, [digest.ahead])]
    values = {
        "digest": digest,
        "subject": subject,
        "away": {card.candidate.event: _away(card, outing) for card in cards},
        "near": outing.home,
        "list_address": list_address,
        "way_out": way_out,
    }
    return Letter(subject, render("digest.txt", **values), render("digest.html", **values))


def _subject(digest: Digest) -> str:
    first: Candidate | None = digest.picks[0].candidate if digest.picks else None
    what = first.name if first else digest.idea.name if digest.idea else "a quiet week"
    news = "News of your list, and this week" if digest.changes else "This week"
    return " ".join(f"{news} for the two of you: {what}".split())


def _away(card: Card, outing: Outing) -> str:
    if card.distance_km is None or card.candidate.is_online:
        return ""
    return distance_words(card.candidate, outing, card.distance_km)
