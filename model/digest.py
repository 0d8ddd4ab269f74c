"""What two people are written about a week: picks, an idea, a look ahead, and their list's news."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from model.candidate import Candidate
from model.in_words import when
from model.index import Index
from model.listing import dates_of_event
from model.outing import Feedback, Outing, Verdict
from model.ranking import Card
from model.shared_list import (
    UNSURE,
    Saved,
    SharedList,
    Standing,
    Vote,
    ahead,
    changed,
    standing,
    warnings,
)
from model.taste import Reader
from model.week import Idea, simple, soon, to_look_forward_to

PICKS = 3
LATER = timedelta(days=30)
"""Where the coming week has too few picks, the month is looked through for more."""
REMEMBERED = 24
OFF = "It is called off."
VERDICTS = {Vote.YES: Verdict.LIKED, Vote.NO: Verdict.NOT_LIKED}


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier digests said, so that the next one says something else.

    Attributes:
        news: event and sentence of each piece of news that still holds.
        picks: ids of the events picked, the last first.
    """

    news: frozenset[tuple[str, str]] = frozenset()
    picks: tuple[str, ...] = ()


NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event on the list.

    Attributes:
        now: its next date as it is announced now; None where there is none.
        news: a sentence each.
    """

    saved: Saved
    now: Candidate | None
    news: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One letter's content.

    Attributes:
        picks: the best of the coming days, at most `PICKS`.
        idea: something free that needs no event.
        ahead: a retreat, workshop or class to look forward to.
        changes: what is new of the list's events since the last digest.
        told: to be remembered once it has been sent.
    """

    picks: tuple[Card, ...]
    idea: Idea | None
    ahead: Card | None
    changes: tuple[Change, ...]
    told: Told


def digest_of(
    index: Index,
    outing: Outing,
    now: datetime,
    reader: Reader | None = None,
    shared: SharedList | None = None,
    before: Told = NOTHING,
) -> Digest:
    """The digest as of *now*.

    Args:
        outing: its days and kinds are not looked at; what is on the list counts as its feedback.
        now: aware, in the zone whose days count.
        shared: their list, if they have one; what is on it is no pick.
        before: what was said already.
    """
    listed = frozenset({one.event for one in shared.on_it} if shared else ())
    outing = _asked_by(outing, shared) if shared else outing
    refused = listed | set(before.picks)
    picks = _picks(index, outing, now, reader, refused)
    taken = refused | {card.candidate.event for card in picks}
    look = to_look_forward_to(index, outing, now, reader, taken)
    changes = list(_changes(index, shared, now)) if shared else []
    picked = [card.candidate.event for card in (*picks, look) if card]
    return Digest(
        picks=tuple(picks),
        idea=simple(now.date(), frozenset()),
        ahead=look,
        changes=tuple(_new(changes, before.news)),
        told=Told(
            frozenset((one.saved.event, said) for one in changes for said in one.news),
            (*picked, *before.picks)[:REMEMBERED],
        ),
    )


def _picks(
    index: Index, outing: Outing, now: datetime, reader: Reader | None, refused: AbstractSet[str]
) -> list[Card]:
    picks = soon(index, outing, now, reader, refused, PICKS)
    if len(picks) < PICKS:
        refused = refused | {card.candidate.event for card in picks}
        picks += soon(index, outing, now, reader, refused, PICKS - len(picks), LATER)
    return picks


def _asked_by(outing: Outing, shared: SharedList) -> Outing:
    partners = tuple(
        replace(partner, name=name or partner.name)
        for partner, name in zip(outing.partners, shared.names, strict=False)
    )
    feedback = [*outing.feedback, *(said for one in shared.on_it for said in _said(one))]
    return replace(outing, partners=partners, feedback=tuple(feedback))


def _said(one: Saved) -> Iterator[Feedback]:
    """An event that nobody has voted on was saved by both."""
    if not one.votes:
        yield Feedback(event=one.event, verdict=Verdict.SAVED)
    for partner, vote in one.votes.items():
        if vote in VERDICTS:
            yield Feedback(event=one.event, verdict=VERDICTS[vote], by=partner - 1)


def _changes(index: Index, shared: SharedList, now: datetime) -> Iterator[Change]:
    for one in shared.on_it:
        dates = dates_of_event(index, one.event)
        said = _news(one, dates, now)
        if said:
            yield Change(one, next(iter(ahead(dates, now)), None), tuple(said))


def _news(one: Saved, dates: list[Candidate], now: datetime) -> list[str]:
    found = standing(one, dates, now)
    if found is Standing.OFF:
        return [OFF]
    if found is Standing.GONE:
        return [UNSURE]
    off = [each for each in ahead(dates, now) if each.is_off and each.start_date == one.start_date]
    said = [f"{when(each)}, is called off." for each in off if each.start_date != one.set_aside]
    return [*said, *changed(one, dates, now), *warnings(one, dates, now)]


def _new(changes: list[Change], told: AbstractSet[tuple[str, str]]) -> Iterator[Change]:
    for one in changes:
        fresh = tuple(said for said in one.news if (one.saved.event, said) not in told)
        if fresh:
            yield replace(one, news=fresh)
