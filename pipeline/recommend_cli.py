"""`twogether recommend`: ranked cards for an outing file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.config import Config, home_option

if TYPE_CHECKING:
    from model.outing import Outing
    from model.ranking import Card, Ranking


@click.command()
@home_option
@click.option(
    "--outing",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What you ask for (TOML or JSON); see docs/outing.md.",
)
@click.option("--k", default=10, show_default=True, type=click.IntRange(1), help="How many.")
@click.option("--now", metavar="ISO", help="As if it were then.  [default: now]")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def recommend(home: Path, file: Path, k: int, now: str | None, as_json: bool) -> None:
    """Rank what is on for the two of you, and say why."""
    from model.filters import relaxations
    from model.ranking import rank
    from model.taste import Reader
    from pipeline.catalogue import Catalogue
    from pipeline.indexing import current_index
    from pipeline.model_store import load_classifier
    from pipeline.moments import moment
    from pipeline.outing_file import read_outing

    when = moment(now)
    with Catalogue(Config(home).catalogue, read_only=True) as catalogue:
        outing = read_outing(file, catalogue)
    index = current_index(home)
    ranking = rank(index, outing, when, k, Reader(index.wording, load_classifier(home)))
    if as_json:
        click.echo(json.dumps(_document(ranking), ensure_ascii=False, indent=1))
        return
    for line in _lines(ranking, outing):
        click.echo(line)
    if not ranking.cards:
        for one in relaxations(index, outing, when)[:3]:
            click.echo(f"  {one.words}: {one.events} events")


def _document(ranking: Ranking) -> dict[str, Any]:
    return {
        "total": ranking.total,
        "removed": ranking.removed,
        "cards": [_plain(asdict(card)) for card in ranking.cards],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _lines(ranking: Ranking, outing: Outing) -> Iterator[str]:
    where = f" near {outing.home}" if outing.home else ""
    yield f"{ranking.total} events{where} fit."
    for number, card in enumerate(ranking.cards, start=1):
        yield from _card(number, card, outing)
    if not ranking.cards:
        yield "Removed: " + ", ".join(f"{n} by {name}" for name, n in ranking.removed.items())


def _card(number: int, card: Card, outing: Outing) -> Iterator[str]:
    from model.reasons import distance_words, price_words

    one = card.candidate
    when = f"{one.start_date:%a %d %b}" + ("" if one.all_day else f" {one.start_date:%H:%M}")
    away = "" if card.distance_km is None else distance_words(one, outing, card.distance_km)
    facts = (when, one.venue or one.address or "place not stated", away, price_words(one))
    partners = [partner.name for partner in outing.partners]
    names = {"a": partners[0] or "one of you", "b": partners[-1] or "the other"}
    yield ""
    yield f"{number:2}. {one.name}  [{card.score:.2f}]"
    yield "    " + " · ".join(filter(None, facts))
    if card.lane in names:
        yield f"    more for {names[card.lane]}"
    if card.reasons:
        yield "    why: " + " · ".join(card.reasons)
    parts = ", ".join(f"{name} {value:.2f}" for name, value in card.parts.items())
    yield f"    {parts}"
    yield f"    {one.url}" if one.url else f"    announced by {one.source}"
