"""`twogether serve`: the dashboard in a browser."""

from __future__ import annotations

import os
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path

import click

from pipeline.config import Config, home_option
from pipeline.durations import duration, written


@click.command()
@home_option
@click.option("--port", default=8501, show_default=True)
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    help="Listen there; 0.0.0.0 for every network, as in a container behind a proxy.",
)
@click.option("--headless", is_flag=True, help="Open no browser.")
@click.option(
    "--crawl-every",
    type=duration,
    metavar="TIME",
    help="Crawl the sources that are due, now and so often, such as 6h, while it is open.",
)
def serve(
    home: Path, port: int, address: str, headless: bool, crawl_every: timedelta | None
) -> None:
    """Open the dashboard; it listens on this machine alone, unless told otherwise.

    It answers to this machine's own names and to those in TWOGETHER_HOSTS, comma-separated.
    """
    from streamlit.web import cli

    from dashboard.server_log import PLAIN, send_on
    from pipeline.crawling import crawling
    from pipeline.log import set_up

    is_json = set_up()
    if is_json:
        send_on()
    os.environ["TWOGETHER_HOME"] = str(home)
    if crawl_every:
        os.environ.setdefault("TWOGETHER_CRAWL_EVERY", written(crawl_every))
    sign_in = Config(home).sign_in
    secrets = ("--secrets.files", str(sign_in)) if sign_in.is_file() else ()
    click.echo(f"Twogether is at http://{address}:{port}")
    with as_file(files("dashboard") / "server.py") as server, crawling(home, crawl_every):
        cli.main(
            [
                *("run", str(server), "--server.port", str(port)),
                *("--server.address", address, "--logger.hideWelcomeMessage", "true"),
                *("--global.disableWidgetStateDuplicationWarning", "true"),
                *secrets,
                *(PLAIN if is_json else ()),
                *("--server.headless", str(headless or not os.environ.get("DISPLAY")).lower()),
            ],
            prog_name="streamlit",
        )
