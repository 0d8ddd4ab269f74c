"""`twogether digest`: the week for two people, as a letter."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click

from pipeline.config import Config, home_option


@click.command()
@home_option
@click.option("--list", "link", default="", metavar="LINK", help="Of the list the two share.")
@click.option(
    "--outing",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What they like (TOML or JSON); see docs/outing.md.",
)
@click.option("--to", multiple=True, metavar="ADDRESS", help="Send it there; repeats.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep it as files in this folder, and send nothing.",
)
@click.option("--base-url", default="", metavar="URL", help="Where the dashboard is, for links.")
@click.option("--now", metavar="ISO", help="As if it were then.  [default: now]")
def digest(
    home: Path,
    link: str,
    file: Path | None,
    to: tuple[str, ...],
    out: Path | None,
    base_url: str,
    now: str | None,
) -> None:
    """Write two people what their week could be: for a list, an outing, or both.

    Three picks, something free, something to look forward to with its deadline, and what has
    changed of their list since the last digest. It is sent by TWOGETHER_SMTP_URL, each receiver
    apart; without --to or that server it is kept, as a file for mail programs and one for
    browsers.
    """
    from zoneinfo import ZoneInfo

    from operations.digest import asked, hand_over, written
    from operations.digest_memory import remember, told_file
    from pipeline.catalogue import Catalogue
    from pipeline.moments import moment

    if not link and file is None:
        msg = "a digest is for somebody; give --list, --outing or both"
        raise click.UsageError(msg)
    token = _token(link)
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        when = moment(now).astimezone(ZoneInfo(catalogue.usual_timezone() or "UTC"))
        outing = asked(file, catalogue, when)
    memory = told_file(Config(home).digests, token or str(file and file.absolute()))
    made = written(home, outing, token, memory, when)
    address = f"{base_url.rstrip('/')}/ours?list={token}" if base_url and token else ""
    folder = out or Config(home).outbox
    for where in hand_over(made, outing, address, to, folder, sends=out is None):
        remember(memory, made.told)
        click.echo(where)


def _token(link: str) -> str:
    """What opens the list, of its whole link or of its end."""
    found = parse_qs(urlsplit(link).query).get("list", [link])
    return found[0].strip()
