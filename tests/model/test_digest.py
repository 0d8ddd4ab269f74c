"""A weekly letter: what is picked, what it leaves out, and what it says of the list once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from model.candidate import Candidate
from model.digest import OFF, PICKS, digest_of
from model.event import EventStatus
from model.index import Index
from model.labels import Audience, Interest, Kind
from model.outing import Outing, Want
from model.shared_list import UNSURE, SharedList, Vote, saved

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
US = Outing(online=Want.ANY)


def event(name, interest=Interest.GAMES, days=3, kind=Kind.SOCIAL, **more):
    return Candidate(
        event=name, name=name, start_date=NOW + timedelta(days=days), kind=kind,
        interests=(interest,), audience=Audience.COUPLE_FRIENDLY, p_couple_friendly=0.8, **more,
    )  # fmt: skip


def on_list(*events):
    """The list of Robin and Sam, who saved these as they are here."""
    return SharedList(names=("Robin", "Sam"), changes=0, events=events)


def keep(one, **changes):
    return replace(saved(one, [one], 1, NOW), **changes)


REELS, WALTZ, QUIZ, BINGO, FAIR = (
    event("reels", Interest.DANCE),
    event("waltz", Interest.DANCE, days=5),
    event("quiz"),
    event("bingo", days=6),
    event("fair", days=20),
)
COURSE = event(
    "course", kind=Kind.CLASS, days=60, deadline=date(2026, 4, 1), interest=Interest.FOOD_DRINK
)


def names(digest):
    return [card.candidate.name for card in digest.picks]


def test_three_picks_an_idea_and_something_ahead():
    """Each once; the coming week goes before the month, which fills what is missing."""
    all_ = digest_of(Index.of([REELS, WALTZ, QUIZ, BINGO, FAIR, COURSE]), US, NOW)
    few = digest_of(Index.of([QUIZ, FAIR, COURSE]), US, NOW)

    assert PICKS == len(set(names(all_)))
    assert "fair" not in names(all_)
    assert ["quiz", "fair"] == names(few)
    assert date(2026, 4, 1) == few.ahead.candidate.deadline
    assert few.idea.questions
    assert () == few.changes


def test_what_is_on_the_list_moves_the_picks_and_is_none_of_them():
    """A dance that both want brings the other dance up; it is not picked itself."""
    index = Index.of([REELS, WALTZ, QUIZ, BINGO])
    wanted = keep(REELS, votes={1: Vote.YES, 2: Vote.YES})
    digest = digest_of(index, US, NOW, shared=on_list(wanted))

    assert "waltz" == names(digest)[0]
    assert {"quiz", "bingo", "waltz"} == set(names(digest))
    assert "because you liked reels" in digest.picks[0].reasons


def test_the_next_digest_picks_something_else():
    """As long as there is something else."""
    index = Index.of([REELS, WALTZ, QUIZ, BINGO])
    first = digest_of(index, US, NOW)
    second = digest_of(index, US, NOW, before=first.told)

    assert PICKS == len(names(first))
    assert {"reels", "waltz", "quiz", "bingo"} - set(names(first)) == set(names(second))
    assert (*names(second), *names(first)) == second.told.picks


def test_the_lists_news_is_told_once():
    """Called off, moved, gone; not what is as it was, nor what was taken off the list."""
    off = replace(REELS, status=EventStatus.CANCELLED)
    moved = replace(WALTZ, start_date=WALTZ.start_date + timedelta(days=1), venue="The Mill")
    index = Index.of([off, moved, QUIZ])
    shared = on_list(keep(REELS), keep(WALTZ), keep(QUIZ), keep(BINGO), keep(FAIR, removed_at=NOW))
    first = digest_of(index, US, NOW, shared=shared)
    told = {one.saved.event: one.news for one in first.changes}

    assert {"reels", "waltz", "bingo"} == set(told)
    assert (OFF,) == told["reels"]
    assert (UNSURE,) == told["bingo"]
    assert "It was on Saturday, March 7, 12 pm when you saved it." in told["waltz"]
    (now,) = [one.now for one in first.changes if one.saved.event == "waltz"]
    assert moved == now
    second = digest_of(index, US, NOW, shared=shared, before=first.told)
    assert () == second.changes
    again = digest_of(Index.of([off, WALTZ, QUIZ]), US, NOW, shared=shared, before=second.told)
    assert () == again.changes
    assert ["waltz"] == [
        one.saved.event
        for one in digest_of(index, US, NOW, shared=shared, before=again.told).changes
    ]


def test_the_saved_date_of_a_series_that_is_called_off_is_told():
    """Though the series goes on."""
    dates = [REELS, replace(REELS, start_date=REELS.start_date + timedelta(weeks=1))]
    index = Index.of([replace(dates[0], status=EventStatus.CANCELLED), dates[1]])
    digest = digest_of(index, US, NOW, shared=on_list(keep(REELS)))

    assert ("Thursday, March 5, 12 pm, is called off.",) == digest.changes[0].news
