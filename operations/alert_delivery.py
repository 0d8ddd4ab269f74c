"""Telling the host: by mail, by webhook, or on standard output where neither is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from model.errors import DeliveryError
from operations.mail import compose, deliver
from operations.webhook import post
from pipeline.config import Config, mail_from, mail_to, smtp_url, webhook

Way = Callable[[], str]


def tell(home: Path, subject: str, text: str) -> tuple[list[str], list[DeliveryError]]:
    """Send *text* each way that the host named.

    Returns:
        Where it went, and what failed; nothing of either where no way is named.
    """
    went: list[str] = []
    failed: list[DeliveryError] = []
    for way in _ways(home, subject, text):
        try:
            went.append(way())
        except DeliveryError as error:
            failed.append(error)
    return went, failed


def _ways(home: Path, subject: str, text: str) -> Iterator[Way]:
    for address in mail_to():
        message = compose(mail_from() or address, address, subject, text)
        yield partial(deliver, message, smtp_url(), Config(home).outbox)
    if url := webhook():
        yield partial(post, url, f"{subject}\n\n{text}")
