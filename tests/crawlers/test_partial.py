"""Half a calendar is no calendar, and an empty one is no fault."""

from datetime import UTC, datetime

import pytest

from crawlers.adapters import adapter
from crawlers.source import Page, Source
from model.errors import ParseError

SOURCE = Source(id="hall", name="Hall", url="https://hall.example/", timezone="America/New_York")
PAGE = Page(SOURCE.url, datetime(2026, 3, 1, tzinfo=UTC))
ITEM = "<item><guid>1</guid><title>Barn Dance</title><startdate>2026-03-10</startdate></item>"
WHOLE = {
    "ical": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Barn Dance\nDTSTART:20260310T190000\n"
    "END:VEVENT\nEND:VCALENDAR\n",
    "rss": f'<rss version="2.0"><channel><title>Hall</title>{ITEM}</channel></rss>',
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_feed_that_ends_in_the_middle_is_not_believed(name):
    """The rest would be taken for what is no longer announced."""
    read = adapter(name, SOURCE)
    body = WHOLE[name].encode()

    assert 1 == len(list(read(body, SOURCE, PAGE)))
    with pytest.raises(ParseError, match="ends in the middle"):
        list(read(body[:-15], SOURCE, PAGE))


@pytest.mark.parametrize(
    ("name", "body"), [("localist", b'{"events": []}'), ("libcal", b'{"results": []}')]
)
def test_an_empty_list_is_a_list(name, body):
    """A calendar without events is read as such."""
    assert [] == list(adapter(name, SOURCE)(body, SOURCE, PAGE))
