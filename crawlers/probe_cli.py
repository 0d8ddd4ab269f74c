"""`twogether probe`: is there a calendar here, and which?"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from model.source import KINDS
from pipeline.config import Config, contact, home_option, loopback

if TYPE_CHECKING:
    from crawlers.proposal import Proposal
    from crawlers.spiders.probe import Survey
    from pipeline.recurrence import Horizon

PREVIEW = 10


@click.command()
@click.argument("url")
@home_option
@click.option("--add", "is_added", is_flag=True, help="Keep it in sources.toml of the home folder.")
@click.option("--name", default="", help="What the organisation calls itself.  [default: guessed]")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="  [default: guessed]")
@click.option("--timezone", default="", help="IANA zone of times without one.  [default: guessed]")
@click.option("--locality", default="", help='"Town, REGION" of it.  [default: guessed]')
@click.option("--now", metavar="ISO", help="Look as if it were then.  [default: now]")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def probe(
    url: str,
    home: Path,
    is_added: bool,
    name: str,
    kind: str | None,
    timezone: str,
    locality: str,
    now: str | None,
    as_json: bool,
) -> None:
    """Look over the site at URL for its calendar, in at most a dozen pages.

    Says which platforms it found and why, shows the next events, and proposes a source. Exits
    with 1 when nothing announces coming events.
    """
    from crawlers.proposal import add, propose
    from model.errors import SourceError
    from pipeline.moments import moment
    from pipeline.recurrence import Horizon
    from pipeline.zones import usual_timezone

    if not re.match(r"[a-z]+:", url, re.IGNORECASE):
        url = f"https://{url}"
    horizon = Horizon(moment(now))
    usual = usual_timezone(home)
    survey = _survey(url, horizon, timezone, usual or "UTC")
    proposal = None
    if (best := survey.best) is not None:
        proposal = propose(
            best,
            survey.pages,
            timezone=timezone,
            usual_timezone=usual,
            locality=locality,
            kind=kind or "",
            name=name,
        )
        if is_added:
            proposal = add(proposal, Config(home).sources)
    if as_json:
        import json

        document = _document(survey, proposal, horizon, is_added=is_added)
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(survey, proposal, horizon)
        if is_added and proposal is not None:
            click.echo(f"Added to {Config(home).sources} as {proposal.source.id!r}.")
    if proposal is None:
        raise SourceError(_nothing(url, survey))


def _survey(url: str, horizon: Horizon, timezone: str, usual_timezone: str) -> Survey:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawlers.guard import Refused, check_url
    from crawlers.settings import live
    from crawlers.source import Source
    from crawlers.spiders.probe import ProbeSpider, Survey
    from model.errors import SourceError

    try:
        check_url(url, loopback=loopback())
    except Refused as refusal:
        msg = f"{url!r} is not fetched, {refusal}; give a public http(s) address"
        raise SourceError(msg) from refusal
    source = Source(id="probe", name="", url=url, timezone=timezone or usual_timezone)
    survey = Survey()
    process = AsyncCrawlerProcess(live([source], contact(), loopback=loopback()))
    process.crawl(ProbeSpider, source=source, horizon=horizon, survey=survey, timezone=timezone)
    process.start()
    return survey


def _nothing(url: str, survey: Survey) -> str:
    from pipeline.outcomes import words

    past = sum(find.listings for find in survey.finds)
    if past:
        why = f"{past} announcements were found, all of them past"
    elif survey.finds and survey.finds[0].outcome not in ("ok", "no_listings"):
        first = survey.finds[0]
        why = f"{words(first.outcome)} ({first.detail or first.outcome})"
    else:
        why = f"no coming events were found on {len(survey.finds)} pages"
    asks = "".join(f" It uses {one.name}. {one.why} {one.ask}" for one in survey.unreadable)
    return f"{url}: {why}; give the page that lists its events, or another calendar.{asks}"


def _preview(survey: Survey, proposal: Proposal, horizon: Horizon) -> list[dict[str, str]]:
    """The next times, by the clock of the place; a day stays the day that it is."""
    assert survey.best is not None
    zone = ZoneInfo(proposal.source.timezone)
    rows = [
        {
            "start_date": (
                one.start_date if one.all_day else one.start_date.astimezone(zone)
            ).isoformat(),
            "name": one.name or listing.event.name,
            "location": listing.event.location.name if listing.event.location else "",
        }
        for listing in survey.best.upcoming
        for one in listing.occurrences
        if one.start_date >= horizon.now
    ]
    return sorted(rows, key=lambda row: datetime.fromisoformat(row["start_date"]))[:PREVIEW]


def _document(
    survey: Survey, proposal: Proposal | None, horizon: Horizon, *, is_added: bool
) -> dict[str, Any]:
    return {
        "pages": [
            {
                "url": find.url,
                "platform": find.platform,
                "adapter": find.adapter,
                "reason": find.reason,
                "outcome": find.outcome,
                "listings": find.listings,
                "upcoming": len(find.upcoming),
            }
            for find in survey.finds
        ],
        "best": survey.best.url if survey.best else None,
        "platform": survey.best.platform if survey.best else None,
        "next": _preview(survey, proposal, horizon) if proposal else [],
        "out_of_reach": [
            {"platform": one.name, "why": one.why, "ask": one.ask} for one in survey.unreadable
        ],
        "source": proposal.toml() if proposal else None,
        "added": is_added and proposal is not None,
    }


def _print(survey: Survey, proposal: Proposal | None, horizon: Horizon) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    table = Table("platform", "coming", "page", "why it was looked at", box=None, pad_edge=False)
    for find in survey.finds:
        ended = str(len(find.upcoming)) if find.outcome == "ok" else find.outcome
        cells = (find.platform, ended, find.url, find.reason)
        table.add_row(*map(escape, cells), style="bold green" if find is survey.best else "")
    console.print(table)
    for one in survey.unreadable:
        console.print(f"[yellow]{one.name}[/] is out of reach: {one.why} {one.ask}")
    if proposal is None:
        return
    console.print("\nThe next events:")
    for row in _preview(survey, proposal, horizon):
        when = datetime.fromisoformat(row["start_date"])
        console.print(f"  {when:%a %d %b %Y %H:%M}  {escape(row['name'])}")
    console.print("\nThe source:\n")
    console.print(escape(proposal.toml()), highlight=False)
