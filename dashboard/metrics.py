"""Health as Prometheus text, for the host's monitor."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.figures import Collected
from dashboard.hosting import may_host
from dashboard.limits import PASSWORDS
from dashboard.signing_in import is_password
from model.errors import InputError
from pipeline.config import Config, default_home, host_password
from pipeline.health import health
from pipeline.indexing import made_at


def exposition() -> bytes:
    """The figures as of now, in Prometheus's text format 0.0.4.

    Raises:
        InputError: if the environment says wrongly what is to be expected.
    """
    home = default_home()
    registry = CollectorRegistry()
    registry.register(Collected(health(home, datetime.now(UTC)), made_at(Config(home).index)))
    return generate_latest(registry)


async def metrics(request: Request) -> Response:
    """The figures, for whom the host's pages are open; others are told how to be let in."""
    said = password(request.headers.get("Authorization", ""))
    if said and not PASSWORDS.one_more():
        return PlainTextResponse("Too many tries; wait a minute.", 429)
    address = request.client.host if request.client else None
    if not may_host(address, request.headers, has_signed_in=is_password(said)):
        if host_password():
            challenge = {"WWW-Authenticate": 'Basic realm="Twogether, for the host"'}
            return PlainTextResponse("This is for the host.", 401, challenge)
        return PlainTextResponse("This is for the host.", 403)
    try:
        body = await run_in_threadpool(exposition)
    except InputError as error:
        return PlainTextResponse(str(error), 500)
    return Response(body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})


def password(header: str) -> str:
    """The password in an Authorization header, as a bearer's token or with any user's name.

    >>> password("Bearer open sesame")
    'open sesame'
    >>> password("Basic aG9zdDpvcGVuIHNlc2FtZQ==")
    'open sesame'
    >>> password("Basic ?")
    ''
    """
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


ROUTES = [Route("/metrics", metrics)]
