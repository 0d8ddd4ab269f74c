"""`twogether publish`: a town as a folder of files, for any web server."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.config import Config, contact, home_option


@click.command()
@home_option
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--base-url", default="", metavar="URL", help="Where DIR will be, for addresses in feeds."
)
@click.option("--title", default="", help="Of the site.  [default: after the largest town]")
@click.option(
    "--within",
    default=10.0,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True),
    help="Miles from the middle of a town to which its page reaches.",
)
@click.option("--now", metavar="ISO", help="As if it were then.  [default: now]")
def publish(
    home: Path, folder: Path, base_url: str, title: str, within: float, now: str | None
) -> None:
    """Write pages and feeds for each town into DIR, to be served from any static host.

    A page lists what is on in the coming weeks; feeds (iCalendar, RSS, JSON, GeoJSON) hold the
    coming ninety days, all together and by kind. Run it after each crawl: only what has changed
    is written, and what it wrote before and is no more is taken out.
    """
    from zoneinfo import ZoneInfo

    from operations.publish_areas import areas
    from operations.publish_edition import Edition, site_title
    from operations.publish_folder import published, put
    from pipeline.catalogue import Catalogue
    from pipeline.indexing import current_index
    from pipeline.moments import moment
    from pipeline.texts import site_of

    if base_url and not base_url.startswith(("http://", "https://")):
        msg = f"--base-url is {base_url!r}, which is no web address; write https://…"
        raise click.UsageError(msg)
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        towns, run = catalogue.localities(), catalogue.last_run()
        sources = [row for row in catalogue.sources() if row["listings"]]
        zone = ZoneInfo(catalogue.usual_timezone() or "UTC")
    made = moment(now).astimezone(zone)
    known = {name.partition("/")[0] for name in published(folder)}
    found = areas(current_index(home), towns, made, within, known)
    edition = Edition(
        title=title or site_title(towns),
        made=made,
        base_url=f"{base_url.rstrip('/')}/" if base_url else "",
        contact=contact(),
        sources={row["name"]: site_of(row["url"]) for row in sources},
        is_sample=bool(run and str(run["recording"]).startswith("sample")),
    )
    written = put(folder, edition.files(found), {"made": made.isoformat(timespec="seconds")})
    places = "1 page" if len(found) == 1 else f"{len(found)} pages"
    click.echo(f"{places}, {len(found[0].dates)} dates; {written} files written to {folder}")
