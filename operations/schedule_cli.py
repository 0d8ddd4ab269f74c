"""`twogether schedule`: crawls at set times, kept by systemd, cron or launchd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.errors import InputError
from pipeline.config import Config, home_option
from pipeline.durations import duration, written

if TYPE_CHECKING:
    from operations.schedule_when import When

EVERY = timedelta(hours=6)


@click.group()
@home_option
@click.pass_context
def schedule(ctx: click.Context, home: Path) -> None:
    """Crawl at set times: install, status, remove."""
    ctx.obj = home.absolute()


@schedule.command()
@click.option("--every", type=duration, metavar="TIME", help="So far apart.  [default: 6h]")
@click.option(
    "--cron",
    is_flag=False,
    flag_value="",
    metavar="[EXPR]",
    help="A crontab line; with EXPR, such as '17 */6 * * *', at the times that it names.",
)
@click.option("--systemd", is_flag=True, help="A user timer; with --cron EXPR, at its times.")
@click.option("--launchd", is_flag=True, help="A launch agent (Mac); likewise.")
@click.option(
    "--sources", "which", multiple=True, metavar="FILE|TOWN", help="As `twogether crawl` takes it."
)
@click.option(
    "--at-most", type=duration, default="30m", show_default=True, metavar="TIME", help="Of a crawl."
)
@click.option("--pages", type=click.IntRange(min=1), metavar="N", help="Of a crawl, at most.")
@click.option("--print", "is_shown", is_flag=True, help="Show what would be written, and stop.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def install(
    home: Path,
    every: timedelta | None,
    cron: str | None,
    systemd: bool,
    launchd: bool,
    which: tuple[str, ...],
    at_most: timedelta,
    pages: int | None,
    is_shown: bool,
    yes: bool,
) -> None:
    """Show what keeps the schedule, and write it when you agree.

    The way is systemd's where it runs, else cron's, and launchd's on a Mac.  The settings that
    are set now (TWOGETHER_CONTACT and others, but not the dashboard's password) go into
    schedule.env in the home folder.
    """
    from operations import schedule_environment
    from operations.schedule_backends import alone, backend
    from operations.schedule_job import Job

    chosen = backend(cron, systemd=systemd, launchd=launchd)
    options = [*(word for one in which for word in ("--sources", _whole(one)))]
    options += ["--at-most", written(at_most), *(["--pages", str(pages)] if pages else [])]
    if not which and not Config(home).sources.is_file():
        msg = (
            f"sources file {str(Config(home).sources)!r} does not exist, so there is nothing to "
            "crawl; write one, or name a town with --sources"
        )
        raise InputError(msg)
    job = Job(home, _when(home, every, cron), tuple(options), at_most)
    if not is_shown:
        chosen.usable()
    settings = schedule_environment.settings(job)
    for where, text in chosen.texts(job).items():
        click.echo(f"# {where}\n{text}")
    click.echo(f"# {job.environment}: {', '.join(settings)}")
    if is_shown:
        return
    alone(chosen, job)
    if not yes:
        click.confirm("Write this?", abort=True)
    schedule_environment.write(job)
    click.echo(f"Written. {chosen.install(job)}")


@schedule.command()
@click.pass_obj
def status(home: Path) -> None:
    """Tell what keeps the schedule, what is running now, and how the last run went."""
    from operations.schedule_backends import installed
    from pipeline.last_run import last_run
    from pipeline.lock import holder

    kept = installed(home)
    for backend, words in kept:
        click.echo(f"{backend.name}: {words}")
    if not kept:
        click.echo("Nothing is scheduled; `twogether schedule install` does that.")
    if owner := holder(Config(home).lock):
        click.echo(f"At work now: {owner.told(datetime.now(UTC))}.")
    click.echo(last_run(home) or "No run has been recorded yet.")


@schedule.command()
@click.option("--yes", is_flag=True, help="Remove without asking.")
@click.pass_obj
def remove(home: Path, yes: bool) -> None:
    """Take the schedule out; the catalogue and the settings in schedule.env stay."""
    from operations.schedule_backends import installed
    from operations.schedule_environment import unschedule

    kept = installed(home)
    if not kept:
        click.echo("Nothing is scheduled.")
    for backend, words in kept:
        click.echo(f"{backend.name}: {words}")
        if not yes:
            click.confirm("Remove this?", abort=True)
        backend.remove(home)
        unschedule(Config(home).environment)
        click.echo("Removed.")


def _when(home: Path, every: timedelta | None, cron: str | None) -> When:
    from operations import schedule_when
    from operations.schedule_job import spread

    if every and cron:
        msg = "--every and the times of --cron exclude each other; choose one"
        raise click.UsageError(msg)
    return schedule_when.at(cron) if cron else schedule_when.every(every or EVERY, spread(home))


def _whole(which: str) -> str:
    """A file of sources by its whole path, since schedules run elsewhere; a town as it is."""
    if Path(which).is_file():
        return str(Path(which).absolute())
    if files("data").joinpath("sources", f"{which}.toml").is_file():
        return which
    msg = (
        f"sources {which!r} is neither a file nor a town that ships with twogether, so there is "
        "nothing to crawl; give a path or a town"
    )
    raise InputError(msg)
