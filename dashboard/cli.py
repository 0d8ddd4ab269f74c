"""`twogether serve`: the dashboard in a browser."""

from __future__ import annotations

import os
from importlib.resources import as_file, files
from pathlib import Path

import click

from pipeline.config import home_option


@click.command()
@home_option
@click.option("--port", default=8501, show_default=True)
@click.option("--headless", is_flag=True, help="Open no browser.")
def serve(home: Path, port: int, headless: bool) -> None:
    """Open the dashboard; it listens on this machine alone."""
    from streamlit.web import cli

    from dashboard.server_log import PLAIN, send_on
    from pipeline.log import set_up

    is_json = set_up()
    if is_json:
        send_on()
    os.environ["TWOGETHER_HOME"] = str(home)
    click.echo(f"Twogether is at http://127.0.0.1:{port}")
    with as_file(files("dashboard") / "server.py") as server:
        cli.main(
            [
                *("run", str(server), "--server.port", str(port)),
                *(PLAIN if is_json else ()),
                *("--server.headless", str(headless or not os.environ.get("DISPLAY")).lower()),
            ],
            prog_name="streamlit",
        )
