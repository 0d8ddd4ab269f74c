"""Every source that ships: what a host gets without typing a line."""

import re
from urllib.parse import urlsplit

import pytest

from crawlers.adapters import adapter
from crawlers.guard import check_url
from crawlers.source import load_sources, towns
from pipeline.places import Gazetteer, source_place

SHIPPED = [name for name in towns() if name != "sample"]
COUPLES = [name for name in SHIPPED if name.startswith("couples-")]
PERSONAL = re.compile(r"[a-z]+\.[a-z]+(?:@|%40)(?:gmail|yahoo|hotmail)", re.IGNORECASE)
ROWS = [(name, source) for name in SHIPPED for source in load_sources(name)]


@pytest.mark.parametrize(("town", "source"), ROWS, ids=lambda value: getattr(value, "id", value))
def test_every_shipped_source_is_complete_and_public(town, source):
    """An adapter that exists, an address that may be fetched, and a visit a day at most."""
    check_url(source.url)
    if source.adapter:
        adapter(source.adapter, source)
    assert ".example" not in (urlsplit(source.url).hostname or "")
    assert re.fullmatch(r"[a-z0-9-]+", source.id)
    assert source.name.strip() == source.name
    assert source.every
    assert not PERSONAL.search(source.url)


@pytest.mark.parametrize("town", [name for name in SHIPPED if name not in COUPLES])
def test_a_towns_sources_are_where_the_town_is(town):
    """Each locality is one that the gazetteer knows, within sixty kilometres of the others."""
    gazetteer = Gazetteer()
    spots = {source.locality for source in load_sources(town)}

    for locality in spots:
        assert source_place(locality, None, None, gazetteer) is not None, locality


@pytest.mark.parametrize("region", COUPLES)
def test_couples_sources_are_not_vouched_for_until_they_are_crawled(region):
    """They are leads from public pages, of kinds that hold programmes for couples."""
    for source in load_sources(region):
        assert not source.verified
        assert source.kind in ("retreat", "relationship_education", "church", "community_center")


def test_no_address_ships_twice():
    """One calendar is one source."""
    urls = [source.url for _, source in ROWS]

    assert len(set(urls)) == len(urls)
