"""What a look through archives has shown, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Group, JustifyMethod, RenderableType
from rich.markup import escape
from rich.table import Table

from crawlers.openweb.found import Found
from crawlers.openweb.survey import Survey
from pipeline.outcomes import words

SHOWN = 40
COLUMNS = {
    "organisation": 3,
    "site": 3,
    "platform": 2,
    "coming": None,
    "confidence": None,
    "next": 3,
}
"""Each with its share of the width; numbers take what they need."""


def document(seen: Survey, left: Mapping[str, str]) -> dict[str, Any]:
    """All of it, JSON-ready.

    Args:
        left: sites that were not taken in, with why.
    """
    return {
        "records": seen.records,
        "pages": seen.pages,
        "sites": [_site(one) for one in seen.sites],
        "passed_over": dict(left),
        "set_aside": dict(sorted(seen.set_aside.items())),
        "examples": [
            {"where": one.where, "outcome": one.outcome, "detail": one.detail}
            for one in seen.examples
        ],
    }


def _site(one: Found) -> dict[str, Any]:
    return {
        "site": one.site,
        "source": one.source.id,
        "name": one.source.name,
        "platform": one.platform,
        "url": one.source.url,
        "timezone": one.source.timezone if one.zone_told else "",
        "locality": one.source.locality,
        "listings": one.listings,
        "coming": one.coming,
        "confidence": round(one.confidence, 2),
        "next": [{"start_date": start, "name": name} for start, name in one.next],
        "pages_left_out": one.left_out,
        "proposals": [each.toml() for each in one.proposals],
    }


def render(seen: Survey, left: Mapping[str, str]) -> RenderableType:
    """The same for a terminal: the sites where most was to come, and what went wrong."""
    coming = sorted((one for one in seen.sites if one.coming), key=lambda one: -one.coming)
    table = Table(box=None, pad_edge=False, expand=True)
    for name, share in COLUMNS.items():
        side: JustifyMethod = "left" if share else "right"
        table.add_column(name, justify=side, no_wrap=True, ratio=share)
    for one in coming[:SHOWN]:
        start, name = one.next[0]
        cells = (one.source.name, one.site, one.platform, str(one.coming), f"{one.confidence:.2f}")
        table.add_row(*map(escape, cells), escape(f"{start[:10]} {name}"))
    more = len(coming) - SHOWN
    past = len(seen.sites) - len(coming)
    return Group(
        table,
        *([f"… and {more} more; --json prints all."] if more > 0 else []),
        f"{len(coming)} sites announced events, {past} past ones alone, "
        f"in {seen.pages} pages of {seen.records} records.",
        *(f"{escape(site)} is not taken in: {escape(why)}" for site, why in left.items()),
        *_set_aside(seen),
    )


def _set_aside(seen: Survey) -> list[str]:
    lines = []
    for outcome, count in sorted(seen.set_aside.items()):
        lines.append(f"Set aside {count}: {escape(words(outcome))}")
        lines += [
            f"  [dim]{escape(one.where)}: {escape(one.detail)}[/]"
            for one in seen.examples
            if one.outcome == outcome
        ]
    return lines
