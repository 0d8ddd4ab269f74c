"""Searches as feeds, from the process that serves the pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import queries
from dashboard.openapi import document
from model import search
from model.candidate import Candidate
from model.errors import OutingError
from pipeline.feeds import LIMIT, MEDIA_TYPES, feed

NAME = "To do together"
FRESH = "max-age=300"
FORMS = {
    "/feeds/events.ics": "ics",
    "/feeds/events.rss": "rss",
    "/api/events.json": "json",
    "/api/events.geojson": "geojson",
}


def answer(request: Request, form: str) -> Response:
    """The dates that fit the search in the address, at most `LIMIT`, soonest first."""
    answers, problems = search.read(request.query_params.multi_items())
    found = queries.snapshot()
    if found is None:
        return JSONResponse({"problems": ["nothing has been crawled yet"]}, 503)
    dates: list[Candidate] = []
    now = datetime.now(UTC)
    if not problems:
        try:
            outing = queries.outing(found, answers, now)
            dates = queries.listing(found, outing, now, LIMIT)
        except OutingError as error:
            problems = [str(error)]
    if problems:
        return JSONResponse({"problems": problems}, 400)
    page = f"{request.base_url}find?{request.url.query}"
    return unless_known(request, feed(form, dates, NAME, page), MEDIA_TYPES[form])


def unless_known(request: Request, body: bytes, media_type: str) -> Response:
    """*body*, or the word that the asker has it already (RFC 9110, 13.1.2)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": FRESH}
    known = request.headers.get("If-None-Match", "").replace("W/", "").split(",")
    if tag in (one.strip() for one in known):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _route(path: str, form: str) -> Route:
    work = partial(answer, form=form)

    async def reply(request: Request) -> Response:
        return await run_in_threadpool(work, request)

    return Route(path, reply)


async def described(request: Request) -> Response:
    """The feeds' description for programs."""
    return JSONResponse(document({path: MEDIA_TYPES[form] for path, form in FORMS.items()}, LIMIT))


ROUTES = [
    *(_route(path, form) for path, form in FORMS.items()),
    Route("/api/openapi.json", described),
]
