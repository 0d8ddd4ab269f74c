"""Scrapy settings: polite by default, and closed to everything but the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from crawlers.guard import is_own
from crawlers.platforms import slot
from crawlers.source import Source
from model.errors import SourceError

DELAY_S = 1.0
TIMEOUT_S = 30.0
AT_ONCE = 64
"""Servers that are asked, or rest, at once: few enough for a page of 16 MB of each in memory."""
POLITE: dict[str, Any] = {
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": DELAY_S,
    "DOWNLOAD_DELAY_JITTER": 0,
    "CONCURRENT_REQUESTS": AT_ONCE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_START_DELAY": DELAY_S,
    "AUTOTHROTTLE_MAX_DELAY": 30.0,
    "DOWNLOAD_TIMEOUT": TIMEOUT_S,
    "DOWNLOAD_MAXSIZE": 16 * 1024 * 1024,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "RETRY_TIMES": 2,
    "RETRY_EXCEPTIONS": [
        "scrapy.exceptions.DownloadFailedError",
        "scrapy.exceptions.ResponseDataLossError",
    ],
    "HTTPPROXY_ENABLED": False,
    "TWISTED_DNS_RESOLVER": "crawlers.guard.PublicResolver",
    "DOWNLOADER_MIDDLEWARES": {
        "crawlers.guard.Guard": 40,
        "crawlers.manners.Manners": 560,
        "crawlers.guard.Weigh": 595,
    },
    "REDIRECT_MAX_TIMES": 5,
    "DEPTH_LIMIT": 60,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
    "LOG_LEVEL": "ERROR",
    "LOG_INSTALL_ROOT_HANDLER": False,
    "LOGSTATS_INTERVAL": 0,
}

REPLAY: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES": {},
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_HANDLERS": {
        "http": "crawlers.replay.Replay",
        "https": "crawlers.replay.Replay",
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
    },
}
"""There is nobody to be polite to in a recording."""


def live(
    sources: list[Source],
    contact: str,
    *,
    loopback: bool = False,
    spent: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, Any]:
    """Settings for a crawl of the web.

    Args:
        sources: what will be crawled.
        contact: an address that a site's owner can write to; it goes into the user agent.
        loopback: this machine's own servers may be asked.
        spent: pages fetched within a day, by slot.

    Raises:
        SourceError: if there is no contact and some source is beyond this machine.
    """
    abroad = [s for s in sources if not (loopback and is_own(s.url))]
    if abroad and not contact:
        msg = (
            f"source {abroad[0].id!r} is on the web, whose owners must be able to reach you; "
            "set TWOGETHER_CONTACT to your e-mail address or web page"
        )
        raise SourceError(msg)
    slower = {
        slot(source.url): {"delay": max(source.delay_s, DELAY_S)}
        for source in sorted(sources, key=lambda source: source.delay_s or 0)
        if source.delay_s is not None
    }
    agent = f"twogether/0.1 (+{contact or 'this machine'})"
    return {
        **POLITE,
        "DOWNLOAD_SLOTS": slower,
        "USER_AGENT": agent,
        "LOOPBACK": loopback,
        "PAGES_SPENT": dict(spent),
    }


def shared(
    chosen: Mapping[str, Any],
    asked: Mapping[str, int],
    closed: Mapping[str, tuple[str, datetime]],
) -> dict[str, Any]:
    """Settings for one process of a crawl that has several, and may have begun before.

    Args:
        chosen: as for a crawl of one.
        asked: pages that the servers were asked for in this run, by slot.
        closed: the servers that want to be left alone: their words, and until when.
    """
    return {
        **chosen,
        "PAGES_SPENT": dict(Counter(chosen["PAGES_SPENT"]) + Counter(asked)),
        "SERVERS_ASKED": list(asked),
        "SERVERS_CLOSED": dict(closed),
        "DOWNLOADER_MIDDLEWARES": {
            **chosen["DOWNLOADER_MIDDLEWARES"],
            "crawlers.cluster.fence.Fence": 50,
            "crawlers.cluster.fence.Pause": 562,
        },
    }


def replay(path: str) -> dict[str, Any]:
    """Settings for a crawl of the recording at *path*."""
    return {**POLITE, **REPLAY, "REPLAY_FILE": path, "USER_AGENT": "twogether/0.1 (replay)"}
