"""The stages that each listing goes through by itself, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from model.errors import EventError
from model.event import Listing, SetAside
from pipeline.doors import doors
from pipeline.normalize import normalize
from pipeline.pricing import price
from pipeline.recurrence import Horizon, expand


@dataclass(frozen=True, slots=True)
class Context:
    """What stages need to know beyond the listing."""

    horizon: Horizon


Stage = Callable[[Listing, Context], Listing]


def _normalize(listing: Listing, context: Context) -> Listing:
    return normalize(listing)


def _expand(listing: Listing, context: Context) -> Listing:
    return expand(listing, context.horizon)


def _price(listing: Listing, context: Context) -> Listing:
    return price(listing)


def _doors(listing: Listing, context: Context) -> Listing:
    return doors(listing)


EXPAND: Stage = _expand
DESCRIBE: tuple[Stage, ...] = (_normalize, _doors, _price)
STAGES: tuple[Stage, ...] = (EXPAND, *DESCRIBE)
"""Expansion comes first, so that what lies outside the horizon costs nothing further."""


def prepare(
    listings: Iterable[Listing], context: Context
) -> tuple[dict[tuple[str, str], Listing], list[SetAside]]:
    """Take each listing through the stages.

    Returns:
        The listings that take place within the horizon, by (source, uid), and those that had to
        be set aside, with the reason.
    """
    prepared: dict[tuple[str, str], Listing] = {}
    set_aside: list[SetAside] = []
    for listing in listings:
        try:
            if not (found := EXPAND(listing, context)).occurrences:
                continue
            for stage in DESCRIBE:
                found = stage(found, context)
        except EventError as error:
            set_aside.append(
                SetAside(
                    source=listing.source,
                    uid=listing.uid,
                    name=listing.event.name,
                    reason=str(error),
                )
            )
        else:
            prepared[listing.source, listing.uid] = found
    return prepared, set_aside
