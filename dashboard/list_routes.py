"""A shared list's calendar, for programs that subscribe to it."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.feeds import unless_known
from dashboard.ours import announced
from model.errors import CouplesError, NoSuchList
from pipeline.config import Config, default_home
from pipeline.couples import Couples
from pipeline.list_files import to_calendar


def answer(request: Request) -> Response:
    """The calendar whose token is in the address."""
    try:
        with Couples(Config(default_home()).couples) as couples:
            found = couples.open_feed(str(request.path_params["feed"]))
    except NoSuchList:
        return PlainTextResponse("There is no such list, or not any more.", 404)
    except CouplesError:
        return PlainTextResponse("The lists cannot be read now; try again later.", 503)
    return unless_known(request, to_calendar(found, announced, datetime.now(UTC)), "text/calendar")


async def reply(request: Request) -> Response:
    """In a thread, since it reads the disk."""
    return await run_in_threadpool(answer, request)


ROUTES = [Route("/lists/{feed}/events.ics", reply)]
