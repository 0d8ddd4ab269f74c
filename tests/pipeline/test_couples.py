"""What couples write: lists and reports."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from model.candidate import Candidate
from model.errors import CouplesError, ListFull, NoSuchList
from model.shared_list import Vote, saved
from pipeline.couples import MAX_WORDS, Couples
from pipeline.links import digest, feed_of
from pipeline.list_changes import LONGEST_NAME, MOST
from pipeline.list_files import to_calendar, to_json

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DATES = {
    name: Candidate(event=name, name=title, start_date=NOW + timedelta(days=days))
    for name, title, days in (("dance", "Barn Dance", 3), ("quiz", "Quiz Night", 5))
}
DANCE, QUIZ = (saved(one, [one], 1, NOW) for one in DATES.values())


def dates(event):
    return [DATES[event]]


def everything(couples):
    """All that is on the disk, as text."""
    folder = couples.path.parent
    return "".join(file.read_bytes().decode("latin-1") for file in folder.iterdir())


@pytest.fixture
def couples(tmp_path):
    with Couples(tmp_path / "couples.db") as opened:
        yield opened


def test_reports_are_counted_by_event_until_they_are_settled(couples):
    """The most reported first, with the visitors' words; a settled one's words are forgotten."""
    couples.report("barn", "wrong", "", NOW)
    couples.report("quiz", "gone", "The hall  is closed.", NOW)
    couples.report("quiz", "gone", "", NOW + timedelta(days=1))

    first, second = couples.reports(10)
    assert ("quiz", "gone", 2) == (first["event"], first["what"], first["reports"])
    assert ("2026-03-02", "2026-03-03") == (first["first_day"], first["last_day"])
    assert ["The hall is closed."] == first["words"]
    assert ("barn", []) == (second["event"], second["words"])
    assert [first] == couples.reports(1)

    couples.settle("quiz", "gone", NOW)
    assert ["barn"] == [row["event"] for row in couples.reports(10)]
    assert b"hall is closed" not in couples.path.read_bytes()


def test_a_report_is_one_of_three_things_and_short(couples):
    """Anything else is refused in words; a long text is cut."""
    with pytest.raises(CouplesError, match="wrong, gone, not_for_couples"):
        couples.report("barn", "spam", "", NOW)

    couples.report("barn", "wrong", "x" * 10_000, NOW)
    assert MAX_WORDS == len(couples.reports(1)[0]["words"][0])


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path):
    """With its name, and what to do."""
    path = tmp_path / "couples.db"
    path.write_text("not a database, however long one looks at it" * 100)

    with pytest.raises(CouplesError, match=r"couples\.db.*restore it from a backup"):
        Couples(path)


def test_a_list_is_known_by_its_link_alone(couples):
    """No link is like another, the calendar's cannot change the list, and neither is kept."""
    link, other = couples.start_list(NOW), couples.start_list(NOW)
    couples.put_on(link, DANCE)

    assert ["dance"] == [one.event for one in couples.open_list(link, NOW).on_it]
    assert () == couples.open_list(other, NOW).events
    assert ["dance"] == [one.event for one in couples.open_feed(feed_of(link)).events]
    assert 22 == len(link) == len(feed_of(link))
    for wrong in ("", link[:-1], feed_of(link), digest(link)):
        with pytest.raises(NoSuchList, match="no list"):
            couples.put_on(wrong, DANCE)
    with pytest.raises(NoSuchList):
        couples.open_feed(link)
    assert not any(token in everything(couples) for token in (link, other, feed_of(link)))


def test_what_two_people_do_with_a_list(couples):
    """Both fill it, vote, and set an event aside; all comes back as it was written."""
    link = couples.start_list(NOW)
    couples.name_partners(link, ("Ada  B.", "x" * 99), NOW)
    couples.put_on(link, DANCE)
    couples.put_on(link, QUIZ)
    couples.vote(link, "dance", 1, Vote.MAYBE, NOW)
    couples.vote(link, "dance", 1, Vote.YES, NOW)
    couples.vote(link, "dance", 2, Vote.YES, NOW)
    couples.vote(link, "quiz", 2, Vote.NO, NOW)
    couples.vote(link, "quiz", 2, None, NOW)
    couples.vote(link, "nothing", 2, Vote.NO, NOW)
    couples.set_aside(link, "dance", DANCE.start_date, NOW)

    found = couples.open_list(link, NOW)
    assert ("Ada B.", "x" * LONGEST_NAME) == found.names
    both = {1: Vote.YES, 2: Vote.YES}
    assert (replace(DANCE, set_aside=DANCE.start_date, changes=1, votes=both), QUIZ) == found.events
    assert couples.changes(link) == found.changes == 10


def test_what_is_taken_off_can_come_back(couples):
    """With its votes, by undo or by saving it again, until it is let go of."""
    link = couples.start_list(NOW)
    couples.put_on(link, DANCE)
    couples.vote(link, "dance", 1, Vote.YES, NOW)
    couples.take_off(link, "dance", NOW)
    assert [] == couples.open_list(link, NOW).on_it

    couples.put_back(link, "dance", NOW)
    (one,) = couples.open_list(link, NOW).on_it
    assert ({1: Vote.YES}, 2) == (one.votes, one.changes)
    couples.take_off(link, "dance", NOW)
    couples.put_on(link, DANCE)
    assert 1 == len(couples.open_list(link, NOW).on_it)

    couples.take_off(link, "dance", NOW)
    assert 1 == len(couples.open_list(link, NOW + timedelta(days=29)).events)
    assert () == couples.open_list(link, NOW + timedelta(days=31)).events


def test_a_list_has_an_end(couples):
    """A full one takes no more, but for what was taken off before."""
    link = couples.start_list(NOW)
    for number in range(MOST):
        couples.put_on(link, replace(DANCE, event=f"dance {number}"))
    with pytest.raises(ListFull, match="200 events"):
        couples.put_on(link, QUIZ)

    couples.take_off(link, "dance 7", NOW)
    couples.put_on(link, QUIZ)
    found = couples.open_list(link, NOW)
    assert MOST == len(found.events) == len(found.on_it)
    assert "dance 7" not in [one.event for one in found.events]


def test_what_is_deleted_is_gone_from_the_disk(couples):
    """Its link leads nowhere, and no byte of it is left; other lists stay."""
    link, other = couples.start_list(NOW), couples.start_list(NOW)
    for each in (link, other):
        couples.put_on(each, QUIZ if each == other else DANCE)
    couples.vote(link, "dance", 1, Vote.YES, NOW)
    assert "Barn Dance" in everything(couples)
    couples.delete_list(link)

    with pytest.raises(NoSuchList):
        couples.open_list(link, NOW)
    assert "Barn Dance" not in everything(couples)
    assert 1 == len(couples.open_list(other, NOW).events)
    assert [(0,)] == [tuple(row) for row in couples.db.execute("SELECT count(*) FROM votes")]


def test_a_list_that_nobody_uses_is_let_go_of(couples):
    """After 400 days, even when somebody comes back for it; one in use stays."""
    link, other = couples.start_list(NOW), couples.start_list(NOW)
    assert couples.open_list(link, NOW + timedelta(days=400))
    with pytest.raises(NoSuchList):
        couples.open_list(other, NOW + timedelta(days=401))
    assert couples.open_list(link, NOW + timedelta(days=800))


def test_two_people_write_at_once(couples):
    """Nothing of either is lost."""
    link = couples.start_list(NOW)

    def fill(partner):
        with Couples(couples.path) as own:
            for number in range(20):
                event = f"{partner}-{number}"
                own.put_on(link, replace(DANCE, event=event, added_by=partner))
                own.vote(link, event, partner, Vote.YES, NOW)

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, (1, 2)))
    found = couples.open_list(link, NOW)
    assert 40 == len(found.on_it)
    assert all(one.votes == {one.added_by: Vote.YES} for one in found.on_it)
    assert 80 == found.changes


def test_a_change_is_made_whole_or_not_at_all(couples):
    """What fails midway leaves the list as it was."""
    link = couples.start_list(NOW)
    couples.put_on(link, DANCE)
    couples.db.execute(
        "CREATE TRIGGER no BEFORE INSERT ON votes BEGIN SELECT RAISE(FAIL, 'x'); END"
    )
    with pytest.raises(sqlite3.Error):
        couples.vote(link, "dance", 1, Vote.YES, NOW)

    assert 1 == couples.changes(link)
    couples.take_off(link, "dance", NOW)
    assert 2 == couples.changes(link)


def test_a_list_as_files(couples):
    """A calendar with the date that is set aside, and all that is kept, without a link."""
    link = couples.start_list(NOW)
    couples.put_on(link, DANCE)
    couples.put_on(link, QUIZ)
    couples.set_aside(link, "dance", DANCE.start_date, NOW)
    couples.vote(link, "dance", 2, Vote.YES, NOW)
    found = couples.open_list(link, NOW)
    dance, quiz = Calendar.from_ical(to_calendar(found, dates, NOW)).walk("VEVENT")

    assert ("CONFIRMED", 1) == (dance["STATUS"], dance["SEQUENCE"])
    assert ("TENTATIVE", "TRANSPARENT") == (quiz["STATUS"], quiz["TRANSP"])
    assert to_calendar(found, dates, NOW) == to_calendar(found, dates, NOW)
    kept = json.loads(to_json(found))
    assert {"2": "yes"} == kept["events"][0]["votes"]
    assert link not in json.dumps(kept)
