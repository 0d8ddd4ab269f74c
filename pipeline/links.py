"""Links that nobody can guess, and what is kept to know them again."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

BYTES = 16


def new_link() -> str:
    """A token of 128 random bits, in letters that need no quoting in an address."""
    return secrets.token_urlsafe(BYTES)


def feed_of(link: str) -> str:
    """The token of a list's calendar; it tells nothing of *link*, which may change the list."""
    made = hmac.digest(link.encode(), b"calendar", "sha256")[:BYTES]
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest(token: str) -> str:
    """All that is kept of a token: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
