"""`twogether health`: how the catalogue and its sources are, and word of it to the host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.config import Config, home_option

if TYPE_CHECKING:
    from pipeline.health import Health
    from pipeline.health_problems import Problem


@click.command()
@home_option
@click.option("--alert", "is_alert", is_flag=True, help="Tell the host what is new in it.")
@click.option("--failed", metavar="WHAT", help="With --alert: say that WHAT has just failed.")
@click.option("--now", metavar="ISO", help="Judge as if it were then.  [default: now]")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def health(home: Path, is_alert: bool, failed: str | None, now: str | None, as_json: bool) -> None:
    """Say how fresh the catalogue is, how each source is, and what to try.

    Exits with 0 when all is well, 1 when something wants a look (a source is broken or silent,
    labels drift), and 2 when something must be done: no crawl in time, nothing to come.

    With --alert it tells the host by mail (TWOGETHER_MAIL_TO) or webhook (TWOGETHER_WEBHOOK),
    else on standard output, each problem once and again after a week, and exits with 0 unless
    nobody could be told.
    """
    from pipeline.health import health as judge
    from pipeline.moments import moment

    if failed and not is_alert:
        msg = "--failed is what --alert tells of; give both"
        raise click.UsageError(msg)
    found = judge(home, moment(now))
    if is_alert:
        _alert(home, found, failed)
        return
    if as_json:
        from pipeline.health_document import to_dict

        click.echo(json.dumps(to_dict(found), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        from pipeline.health_document import render

        Console().print(render(found))
    raise SystemExit(int(found.verdict))


def _alert(home: Path, found: Health, failed: str | None) -> None:
    from operations.alert_delivery import tell
    from operations.alert_text import subject, text
    from operations.alerts import letter, read_told, write_told

    told = Config(home).told
    news = letter(found, _failure(failed), read_told(told))
    if not news:
        click.echo("Nothing new to tell.")
        return
    went, problems = tell(home, subject(news), text(news))
    for error in problems:
        click.echo(f"Error: {error}", err=True)
    if problems and not went:
        raise SystemExit(1)
    if not went:
        click.echo(f"{subject(news)}\n\n{text(news)}", nl=False)
    write_told(told, news.told)
    for where in went:
        click.echo(f"Alert {where}.")


def _failure(what: str | None) -> tuple[Problem, ...]:
    from pipeline.health_problems import Problem, Verdict

    if not what:
        return ()
    return (
        Problem(
            key=f"failed:{what}",
            verdict=Verdict.ACT,
            what=f"{what} has failed.",
            next="Read its log, or run `twogether crawl` and see what it says.",
        ),
    )


def settings_readable(home: Path) -> str:
    """For `twogether doctor`: what health expects, and how the host is told, make sense."""
    from operations.smtp_address import read_address
    from pipeline.config import mail_to, smtp_url, webhook
    from pipeline.health_expected import expected

    expected(home)
    server = f"by {read_address(smtp_url()).host}" if smtp_url() else "kept as files"
    ways = [f"mail to {', '.join(mail_to())} {server}"] if mail_to() else []
    ways += ["a webhook"] if webhook() else []
    return " and ".join(ways) or "printed; set TWOGETHER_MAIL_TO or TWOGETHER_WEBHOOK to be told"
