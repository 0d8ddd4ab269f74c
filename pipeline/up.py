"""`twogether up`: from nothing to a dashboard with real cards."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from pipeline.config import Config, home_option

SAMPLE = "sample"
STALE_AFTER = timedelta(days=7)


@click.command()
@home_option
@click.option("--port", default=8501, show_default=True, help="Port of the dashboard.")
@click.option("--headless", is_flag=True, help="Open no browser.")
@click.option("--town", metavar="NAME", help="Crawl this town, which ships with twogether, live.")
def up(home: Path, port: int, headless: bool, town: str | None) -> None:
    """Crawl the sample town if the catalogue is empty, then open the dashboard.

    With --town, crawl that town's public calendars instead, those that are due.
    """
    if town is not None:
        _crawl(home, "--sources", town)
    elif needs_sample(home, datetime.now(UTC)):
        crawl_sample(home, datetime.now(UTC))
    options = ["--port", str(port), *(["--headless"] if headless else [])]
    raise SystemExit(_twogether("serve", "--home", str(home), *options))


def needs_sample(home: Path, now: datetime) -> bool:
    """Whether there is nothing to show yet, or nothing but a sample that has gone stale."""
    from pipeline.catalogue import Catalogue

    path = Config(home).catalogue
    if not Catalogue.exists(path):
        return True
    with Catalogue(path) as catalogue:
        last = catalogue.last_run()
    if last is None:
        return True
    is_sample = str(last["recording"]).startswith(SAMPLE)
    return is_sample and now - datetime.fromisoformat(last["now"]) > STALE_AFTER


def crawl_sample(home: Path, now: datetime) -> None:
    """Write the sample town's recording as of *now*, and crawl it by replay."""
    from data.sample.build import build

    click.echo("Crawling the sample town …")
    home.mkdir(parents=True, exist_ok=True)
    recording = home / f"{SAMPLE}.warc.gz"
    recording.write_bytes(build(now.date()))
    moment = now.isoformat(timespec="seconds")
    _crawl(home, "--sources", SAMPLE, "--replay", str(recording), "--now", moment)


def _crawl(home: Path, *options: str) -> None:
    if done := _twogether("crawl", "--home", str(home), *options):
        raise SystemExit(done)


def _twogether(*arguments: str) -> int:
    """Run a subcommand in a process of its own: Scrapy's loop and the server each want one."""
    return subprocess.run([sys.executable, "-m", "pipeline", *arguments], check=False).returncode  # noqa: S603
