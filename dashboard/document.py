"""The document that the browser gets before any script has run: ours, not just any application's.

A link that is passed on shows its title and description; without scripts it says where the events
are all the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

PATHS = (
    *("/", "/find", "/retreats", "/groups", "/ours", "/hard", "/event", "/sources", "/about"),
    *("/correct", "/label", "/duplicates", "/runs", "/host"),
)
"""Of all pages; a test compares them with the navigation."""
STREAMLIT = Path(streamlit.__file__).parent / "static" / "index.html"
RINGS = Path(__file__).with_name("rings.svg")
ABOUT = "Retreats, workshops, small groups and evenings out for two, near you."
# Each page is one step below the server: asked for under its own path first, Streamlit would wait
# for a refusal before it tries there.
HEAD = f"""<title>Twogether</title>
    <meta name="description" content="{ABOUT}" />
    <meta property="og:title" content="Twogether" />
    <meta property="og:description" content="{ABOUT}" />
    <script>
      window.__streamlit = {{ BACKEND_BASE_URL: new URL(".", location.href).href }};
    </script>"""
NO_SCRIPT = """<noscript>
      <h1>Twogether</h1>
      <p>This page needs JavaScript. The events it shows are also a
        <a href="./feeds/events.rss">feed</a>, a <a href="./feeds/events.ics">calendar</a> and
        <a href="./api/events.json">data</a>.</p>
    </noscript>"""


def document(page: str) -> str:
    """Streamlit's own *page*, which names its scripts, with our words in it."""
    icon = f"data:image/svg+xml,{quote(RINGS.read_text('utf-8'))}"
    page = page.replace("<title>Streamlit</title>", HEAD).replace("./favicon.png", icon)
    return re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, page, flags=re.DOTALL)


async def answer(request: Request) -> HTMLResponse:
    """The same for every page: what it shows comes over the socket."""
    return HTMLResponse(PAGE, headers={"Cache-Control": "no-cache"})


PAGE = document(STREAMLIT.read_text("utf-8"))
ROUTES = [Route(path, answer) for path in PATHS]
