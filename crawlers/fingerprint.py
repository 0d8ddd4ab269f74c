"""Whether a page, or what reads it, has changed since the last visit."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

VOLATILE = re.compile(
    rb"^DTSTAMP[;:].*?$"
    rb"|<(?:lastBuildDate|pubDate|updated)>[^<]*</"
    rb"|\b(?:nonce|csrf[\w-]*|data-request-id)\s*=\s*[\"'][^\"']*[\"']"
    rb"|<input[^>]+(?:__VIEWSTATE|__EVENTVALIDATION|csrf|_token|authenticity)[^>]*>"
    rb"|[?&](?:ver|v|t|ts|cb|_)=[\w.-]+"
    rb"|\"(?:generated_at|generatedAt|timestamp|nonce|csrfToken)\"\s*:\s*(?:\"[^\"]*\"|\d+)"
    rb"|<!--.*?-->",
    re.MULTILINE | re.IGNORECASE,
)
"""What differs from one visit to the next though nothing has changed."""


def content_hash(body: bytes) -> str:
    r"""A hash of *body* without what is volatile in it.

    >>> content_hash(b"DTSTAMP:1\nSUMMARY:a") == content_hash(b"DTSTAMP:2\nSUMMARY:a")
    True
    """
    return hashlib.blake2b(VOLATILE.sub(b"", body), digest_size=16).hexdigest()


@cache
def reader() -> str:
    """A hash of the adapters' code: after a change every page is read anew."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(files("crawlers.adapters").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
