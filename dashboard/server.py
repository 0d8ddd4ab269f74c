"""The web application: Streamlit's pages, feeds, files for calendars, and what guards them."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import document, feeds, list_routes, metrics, outlines, queries
from dashboard.security import middleware
from model.errors import TwogetherError
from pipeline.calendar_file import calendar
from pipeline.config import hosts


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load the catalogue before the first visit, and let the collector pass over it.

    Streamlit collects garbage after every run of a page; what is loaded for good would be walked
    each time.
    """
    with suppress(TwogetherError):  # each page says it, and is asked again
        await run_in_threadpool(queries.snapshot)
    gc.collect()
    gc.freeze()
    yield {}


async def event_file(request: Request) -> Response:
    """All dates of one event to come, as iCalendar."""
    event = str(request.path_params["event"])
    found = await run_in_threadpool(queries.snapshot)
    dates = queries.dates(found, event) if found else []
    if not dates:
        return PlainTextResponse("There is no such event any more.", status_code=404)
    return Response(
        calendar(dates),
        media_type="text/calendar",
        headers={
            "Content-Disposition": 'attachment; filename="event.ics"',
            "Cache-Control": "max-age=600",
        },
    )


async def unusable(request: Request, error: Exception) -> Response:
    """What is wrong with the catalogue, where a page would say so."""
    return PlainTextResponse(f"This cannot be shown: {error}.", status_code=503)


app = st.App(
    "app.py",
    lifespan=warm,
    routes=[
        *document.ROUTES,
        *feeds.ROUTES,
        *list_routes.ROUTES,
        *metrics.ROUTES,
        *outlines.ROUTES,
        Route("/calendar/{event}.ics", event_file),
    ],
    middleware=middleware(hosts()),
    exception_handlers={TwogetherError: unusable},
)
