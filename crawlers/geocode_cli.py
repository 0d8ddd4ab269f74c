"""`twogether geocode`: ask an online geocoder for addresses that are known only roughly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from model.errors import InputError
from model.event import Place
from model.geo import haversine_km
from pipeline.config import Config, contact, home_option
from pipeline.hosts import redo

ROUGH_KM = 1.0
SECONDS_BETWEEN = 1.0
"""What the public service asks of each program as a whole."""
Ask = Callable[[str], Any]


@click.command()
@home_option
@click.option("--limit", default=200, show_default=True, help="Ask for at most so many addresses.")
@click.option(
    "--server",
    default="https://nominatim.openstreetmap.org",
    show_default=True,
    help="A Nominatim server.",
)
def geocode(home: Path, limit: int, server: str) -> None:
    """Pin events to their street address with OpenStreetMap's geocoder.

    Nothing is asked unless you run this. It asks once a second, never twice for one address, and
    keeps every answer in the catalogue. The service wants to know who asks: set TWOGETHER_CONTACT
    to an address or page of yours.
    """
    from pipeline.catalogue import Catalogue
    from pipeline.geocode import query

    ask = _asker(server)
    with redo(home), Catalogue(Config(home).catalogue) as catalogue:
        known = catalogue.geocodes()
        wanted = dict.fromkeys(query(place) for place in catalogue.rough_addresses(ROUGH_KM))
        new = [text for text in wanted if text and text not in known][:limit]
        found = sum(_answer(catalogue, text, ask) for text in new)
    click.echo(f"Asked for {len(new)} addresses, found {found}.")


def _asker(server: str) -> Ask:
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import Nominatim

    if not contact():
        msg = (
            "TWOGETHER_CONTACT is not set, and the geocoder's rules ask for it; "
            "set it to your mail address or page"
        )
        raise InputError(msg)
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        msg = f"--server {server!r} is no web address; write it as https://host"
        raise InputError(msg)
    geocoder = Nominatim(
        user_agent=f"twogether ({contact()})",
        domain=parts.netloc,
        scheme=parts.scheme,
        timeout=20,
    )
    return RateLimiter(  # type: ignore[no-any-return]
        geocoder.geocode,
        min_delay_seconds=SECONDS_BETWEEN,
        max_retries=1,
        error_wait_seconds=5.0,
        swallow_exceptions=False,
    )


def _answer(catalogue: Any, text: str, ask: Ask) -> bool:
    """Ask for one address and keep the answer; whether there is one.

    Raises:
        InputError: if the server does not answer; what it answered before is kept.
    """
    from geopy.exc import GeopyError

    try:
        found = ask(text)
    except GeopyError as error:
        msg = f"the geocoder failed at {text!r} ({error}); answers so far are kept, try later"
        raise InputError(msg) from error
    place = _place(found.raw) if found else None
    catalogue.save_geocode(text, place, datetime.now(UTC).isoformat(timespec="seconds"))
    return place is not None


def _place(raw: dict[str, Any]) -> Place:
    """A spot as precise as half its bounding box is large."""
    latitude, longitude = float(raw["lat"]), float(raw["lon"])
    south, north, west, east = map(
        float, raw.get("boundingbox") or (latitude,) * 2 + (longitude,) * 2
    )
    half = haversine_km(south, west, north, east) / 2
    return Place(latitude=latitude, longitude=longitude, precision_km=round(max(0.05, half), 3))
