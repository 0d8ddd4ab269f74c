"""A plain page that its host has pinned down with selectors."""

from datetime import UTC, datetime

import pytest

from crawlers.adapters.htmlpage import parse
from crawlers.source import Link, Page, read_sources
from model.errors import ParseError, SourceError
from model.event import EventStatus, Listing, SetAside

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAGE = b"""<!doctype html><html><body>
<aside><article class="happening"><h3>Not this one</h3><p class="when">1 May 2026</p></article></aside>
<main>
<article class="happening"><h3>Tea Dance</h3><p class="when">Saturday 14 March, 2:30 - 5 pm</p>
 <p class="where">Long Hall</p><p class="cost">$12, $20 a pair</p><a class="more" href="/tea">More</a></article>
<article class="happening"><h3>Bread for Two</h3><p class="when"><time datetime="2026-03-15T10:00">Sunday</time></p>
 <p class="until">12:30 pm</p><span class="badge">Cancelled</span></article>
<article class="happening"><h3>Supper</h3><p class="when">soon</p><a class="more" href="/supper">More</a></article>
<article class="happening"><h3>Walk</h3><p class="when">some day</p></article>
</main><a rel="next" href="?page=2">Older</a></body></html>"""
SOURCE = """
[[source]]
id = "grange"
name = "Grange"
url = "https://grange.example/on"
adapter = "htmlpage"
timezone = "America/Chicago"
[source.select]
list = "main"
item = "article.happening"
name = "h3"
start = ".when"
end = ".until"
place = ".where"
price = ".cost"
status = ".badge"
detail = "a.more"
next = "a[rel=next]"
"""


def read(body=PAGE, toml=SOURCE):
    (source,) = read_sources(toml, "sources.toml")
    return list(parse(body, source, Page(source.url, NOW)))


def test_what_is_selected_is_what_is_read():
    """Name, times, place, price, status and address, each from its own place."""
    tea, bread = [one for one in read() if isinstance(one, Listing)]

    assert "Tea Dance" == tea.event.name
    assert "2026-03-14T14:30:00-05:00" == tea.occurrences[0].start_date.isoformat()
    assert "2026-03-14T17:00:00-05:00" == tea.occurrences[0].end_date.isoformat()
    assert ("Long Hall", "$12, $20 a pair") == (
        tea.event.location.name,
        tea.event.offers[0].evidence,
    )
    assert "https://grange.example/tea" == tea.event.url
    assert "2026-03-15T12:30:00-05:00" == bread.occurrences[0].end_date.isoformat()
    assert EventStatus.CANCELLED is bread.event.event_status


def test_pages_that_know_more_are_followed():
    """The next page of the list, and the detail page of an item without a date."""
    links = [one.url for one in read() if isinstance(one, Link)]

    assert ["https://grange.example/supper", "https://grange.example/on?page=2"] == links


def test_an_item_without_a_date_is_set_aside_with_what_stood_there():
    """So that the host can mend the selector."""
    (walk,) = [one for one in read() if isinstance(one, SetAside)]

    assert "'some day' holds no date" in walk.reason


def test_a_detail_page_without_items_is_read_by_what_it_shows():
    """The selectors are the list's; a page of one event needs none."""
    detail = b"""<!doctype html><html><body><main><h1>Supper for Two</h1>
    <p>Friday, March 20, 2026, 6:30 pm</p><p>Location: Parish Room</p></main></body></html>"""
    (supper,) = read(detail)

    assert "Supper for Two" == supper.event.name
    assert "2026-03-20T18:30:00-05:00" == supper.occurrences[0].start_date.isoformat()


def test_a_wrong_selector_says_which():
    """Of CSS, and of names."""
    with pytest.raises(ParseError, match=r"'h3\[\[' is no CSS selector"):
        read(toml=SOURCE.replace('"h3"', '"h3[["'))
    with pytest.raises(SourceError, match=r"selects \['titel'\].*choose among"):
        read(toml=SOURCE.replace('name = "h3"', 'titel = "h3"'))
