"""How a fetch that failed ended, as a key of `pipeline.outcomes.OUTCOMES`."""

from __future__ import annotations

import ssl

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.guard import Refused
from crawlers.manners import OverBudget, TooBusy
from crawlers.replay import NotRecorded
from crawlers.signs import obstacle

BY_ERROR: tuple[tuple[type[BaseException], str], ...] = (
    (NotRecorded, "not_recorded"),
    (Refused, "guard"),
    (OverBudget, "budget"),
    (TooBusy, "rate_limited"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_off"),
    (ssl.SSLError, "tls"),
)
BY_WORDS: tuple[tuple[type[BaseException], str, str], ...] = (
    (IgnoreRequest, "robots", "robots"),
    (IgnoreRequest, "redirections", "redirects"),
    (IgnoreRequest, "decompression", "too_large"),
    (DownloadFailedError, "ssl", "tls"),
    (DownloadFailedError, "certificate", "tls"),
    (DownloadFailedError, "closed cleanly", "cut_off"),
    (DownloadFailedError, "", "connection"),
    (IgnoreRequest, "", "ignored"),
)
BY_STATUS = {401: "forbidden", 403: "forbidden", 404: "not_found", 410: "not_found"}
RATE_LIMITED = 429
SERVER_ERROR = 500


def outcome(error: BaseException) -> tuple[str, int | None]:
    """The class of a failed fetch, and its HTTP status where it had one."""
    if isinstance(error, HttpError):
        response = error.response
        if obstacle(response, response.url) == "challenge":
            return "challenge", response.status
        return by_status(response.status), response.status
    for kind, name in BY_ERROR:
        if isinstance(error, kind):
            return name, None
    words = f"{type(error).__name__} {error}".lower()
    for kind, word, name in BY_WORDS:
        if isinstance(error, kind) and word in words:
            return name, None
    return "error", None


def by_status(status: int) -> str:
    """The class of an HTTP status that is no success."""
    if status == RATE_LIMITED:
        return "rate_limited"
    if status >= SERVER_ERROR:
        return "server_error"
    return BY_STATUS.get(status, "http_error")
