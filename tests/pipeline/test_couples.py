"""What couples write: lists and reports."""

from datetime import UTC, datetime, timedelta

import pytest

from model.errors import CouplesError
from pipeline.couples import MAX_WORDS, Couples

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


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
