"""The verdict on each source's haul by itself, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.event import Listing
from pipeline import codec
from pipeline.assertions import Evidence, Failure, failures
from pipeline.changes import Change, What, changed_fields
from pipeline.harvest import Haul
from pipeline.listing_tables import GONE, LIVE, Stored
from pipeline.outcomes import OK
from pipeline.recurrence import Horizon, is_over
from pipeline.reissued import reissued
from pipeline.stages import Context, prepare
from pipeline.verdicts import Key, Prepared, Verdict

MISSES_UNTIL_GONE = 2
NOTEWORTHY = {"page_cap"}
"""Endings of single pages that a host should know of although the source is up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Some sources' hauls, and what was known of those sources before.

    Attributes:
        load: gives the hauls.
        stored: every listing of theirs that the catalogue keeps.
    """

    load: Callable[[], Iterable[Haul]]
    stored: Mapping[Key, Stored]
    horizon: Horizon


def judge(case: Case) -> list[Verdict]:
    """The verdict on each haul of *case*."""
    stored: dict[str, dict[Key, Stored]] = {}
    for key, one in case.stored.items():
        stored.setdefault(key[0], {})[key] = one
    return [_judge(haul, stored.get(haul.source.id, {}), case.horizon) for haul in case.load()]


def _judge(haul: Haul, stored: Mapping[Key, Stored], horizon: Horizon) -> Verdict:
    context = Context(horizon)
    haul.restore({key: one.listing for key, one in stored.items()})
    live = (one.listing for one in stored.values() if one.state == LIVE)
    previous, _ = prepare(live, context)
    prepared, unusable = prepare(haul.listings.values(), context)
    set_aside = (*haul.set_aside, *unusable)
    renamed = reissued(previous, prepared)
    evidence = Evidence(
        haul=haul,
        upcoming=list(prepared.values()),
        set_aside=len(set_aside),
        previous=list(previous.values()),
        reissued=frozenset(renamed.values()),
    )
    held_back = tuple(failures(evidence))
    return Verdict(
        source=haul.source,
        fetches=haul.fetches,
        not_before=haul.not_before,
        parsed=len(haul.listings),
        seen=haul.seen,
        unfinished=haul.pages if haul.cut_short else (),
        prepared=prepared,
        previous=previous,
        set_aside=set_aside,
        failures=held_back,
        outcome=_outcome(haul, held_back),
        reissued=renamed,
        **({} if held_back else _writes(haul, prepared, renamed, stored, horizon)),
    )


def _outcome(haul: Haul, held_back: tuple[Failure, ...]) -> str:
    """How the crawl of the source ended, a key of `OUTCOMES`."""
    if held_back:
        return held_back[0].outcome
    ended = {fetch.outcome for fetch in haul.fetches}
    return ended.pop() if len(ended) == 1 else next(iter(ended & NOTEWORTHY), OK)


def _writes(
    haul: Haul,
    prepared: Prepared,
    renamed: Mapping[str, str],
    stored: Mapping[Key, Stored],
    horizon: Horizon,
) -> dict[str, Any]:
    """What the promotion of a good haul changes: `fresh`, `touched` and `changes`."""
    now, replaced = horizon.now.isoformat(), set(renamed.values())
    fresh = list(_fresh(haul, prepared, renamed, stored, horizon))
    seen, missing = [], []
    enough = 1 if haul.complete else MISSES_UNTIL_GONE
    for (owner, uid), one in stored.items():
        if uid in haul.listings:
            seen.append((LIVE, now, 0, owner, uid))
        else:
            missed = one.missed + 1
            state = GONE if missed >= enough or uid in replaced else one.state
            missing.append((state, one.last_seen, missed, owner, uid))
    gone = [
        Change(What.GONE, uid, stored[owner, uid].listing.event.name)
        for state, _, _, owner, uid in missing
        if state == GONE and stored[owner, uid].state == LIVE and uid not in replaced
    ]
    changed = [_change(one, _before(one.listing, renamed, stored)) for one in fresh]
    return {"fresh": fresh, "touched": [*seen, *missing], "changes": [*changed, *gone]}


def _before(
    listing: Listing, renamed: Mapping[str, str], stored: Mapping[Key, Stored]
) -> Stored | None:
    """The listing as it stands in the catalogue, under its old id where it has a new one."""
    known = stored.get((listing.source, listing.uid))
    old = renamed.get(listing.uid)
    return known if known or not old else stored[listing.source, old]


def _change(one: Stored, known: Stored | None) -> Change:
    listing = one.listing
    if known is None:
        return Change(What.NEW, listing.uid, listing.event.name)
    fields = changed_fields(known.listing, listing)
    return Change(What.CHANGED, listing.uid, listing.event.name, fields)


def _fresh(
    haul: Haul,
    prepared: Prepared,
    renamed: Mapping[str, str],
    stored: Mapping[Key, Stored],
    horizon: Horizon,
) -> Iterator[Stored]:
    """The listings that are new or have changed; those that are over are not taken up."""
    now = horizon.now.isoformat()
    for uid, listing in haul.listings.items():
        key = (listing.source, uid)
        digest = hashlib.blake2b(codec.to_json(listing).encode(), digest_size=16).hexdigest()
        known = _before(listing, renamed, stored)
        if known is None and key not in prepared and is_over(listing, horizon):
            continue
        if key in stored and stored[key].content_hash == digest:
            continue
        yield Stored(
            listing=listing,
            event=known.event if known else "",
            state=LIVE,
            missed=0,
            first_seen=known.first_seen if known else now,
            last_seen=now,
            content_hash=digest,
        )
