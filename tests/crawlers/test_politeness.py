"""Politeness is a rule, not a habit."""

import pytest

from crawlers import settings
from crawlers.source import load_sources, towns


def test_the_defaults_are_polite():
    """robots.txt, a delay, one request a host at a time, verified TLS, and no remote control."""
    polite = settings.POLITE

    assert polite["ROBOTSTXT_OBEY"]
    assert polite["AUTOTHROTTLE_ENABLED"]
    assert polite["DOWNLOAD_DELAY"] >= 1
    assert 1 == polite["CONCURRENT_REQUESTS_PER_DOMAIN"]
    assert polite["DOWNLOAD_VERIFY_CERTIFICATES"]
    assert 16 << 20 == polite["DOWNLOAD_MAXSIZE"]
    assert 30 == polite["DOWNLOAD_TIMEOUT"]
    assert not polite["TELNETCONSOLE_ENABLED"]
    assert not polite["REMOTE_CONTROL_ENABLED"]
    assert {None} == {polite["DOWNLOAD_HANDLERS"][s] for s in ("data", "file", "ftp", "s3")}


@pytest.mark.parametrize("town", towns())
def test_no_shipped_source_is_below_the_default_delay(town):
    """A source may be slower than the default, never faster."""
    for source in load_sources(town):
        assert source.delay_s is None or source.delay_s >= settings.DELAY_S
