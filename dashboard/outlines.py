"""The map's outlines, served from here and kept by browsers for good."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.basemap import EDITION, outline

FOR_GOOD = "public, max-age=31536000, immutable"


async def outline_file(request: Request) -> Response:
    """One of the files, as TopoJSON."""
    path = outline(str(request.path_params["name"]))
    if path is None:
        return PlainTextResponse("There is no such outline.", status_code=404)
    return FileResponse(path, media_type="application/json", headers={"Cache-Control": FOR_GOOD})


ROUTES = [Route(f"/map/{EDITION}/{{name}}.json", outline_file)]
