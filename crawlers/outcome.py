"""How a fetch ended, in one word."""

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

from crawlers.replay import NotRecorded

BY_ERROR: tuple[tuple[type[BaseException], str], ...] = (
    (NotRecorded, "not_recorded"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_off"),
    (ssl.SSLError, "tls"),
    (DownloadFailedError, "connection"),
)


def outcome(error: BaseException) -> tuple[str, int | None]:
    """The class of a failed fetch, and its HTTP status where it had one."""
    if isinstance(error, HttpError):
        status = error.response.status
        return f"http_{status}", status
    if isinstance(error, IgnoreRequest):
        return ("robots" if "robots" in str(error).lower() else "ignored"), None
    return next((name for kind, name in BY_ERROR if isinstance(error, kind)), "error"), None
